"""How a picture that stays is written without being encoded again, codec by codec."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, Protocol, TypeAlias

import av

from render.encoding.h264.holding import HeldPictures
from render.encoding.h264.parameter_sets import UnsupportedStreamError
from render.encoding.vp9 import refreshed, show_again

Packet: TypeAlias = "av.Packet[Any]"


class Holding(Protocol):
    """Between an encoder, whose packets are numbered by picture, and a file, by frame.

    Attributes
    ----------
    longest : frames that one picture may be shown for; the rest is given to the encoder again
    """

    longest: int

    def add(self, repeat: int) -> None:
        """Say that the next picture given to the encoder is shown for ``repeat`` frames."""

    def take(self, packet: Packet) -> Iterator[Packet]:
        """Take the packet of picture ``pts``; packets with ``pts`` in frames, in decoding order."""

    def finish(self) -> Iterator[Packet]:
        """Give what has not been given yet."""


class EveryFrame:
    """Encodes a picture as often as it is shown: where nothing else is known to work."""

    longest = 1

    def add(self, repeat: int) -> None:
        """Nothing to remember: pictures are frames."""

    def take(self, packet: Packet) -> Iterator[Packet]:
        """The packet as it is."""
        yield packet

    def finish(self) -> Iterator[Packet]:
        """Nothing is left."""
        return iter(())


class SamePacket:
    """Writes the packet of a picture again: for codecs all of whose pictures stand alone."""

    longest = sys.maxsize
    stands_alone = True

    def __init__(self) -> None:
        self._repeats: dict[int, int] = {}
        self._pictures = 0
        self._frames = 0

    def add(self, repeat: int) -> None:
        """Say that the next picture given to the encoder is shown for ``repeat`` frames."""
        self._repeats[self._pictures] = repeat
        self._pictures += 1

    def take(self, packet: Packet) -> Iterator[Packet]:
        """The packet, as often as its picture is shown."""
        first, repeat = self._frames, self._repeats.pop(packet.pts or 0)
        self._frames += repeat
        again = self.again(packet) if repeat > 1 else b""
        packet.pts = first
        yield packet
        for shown in range(first + 1, self._frames):
            yield _packet(again, shown, self.stands_alone)

    def finish(self) -> Iterator[Packet]:
        """Nothing is left."""
        return iter(())

    def again(self, packet: Packet) -> bytes:
        """What shows the picture of this packet once more."""
        return bytes(packet)


class ShownAgain(SamePacket):
    """VP9: a frame of one byte that shows what the decoder has kept."""

    stands_alone = False

    def again(self, packet: Packet) -> bytes:
        """What shows the picture of this packet once more."""
        return show_again(refreshed(bytes(packet)))


class SkippedPictures:
    """H.264: pictures without contents that show a reference picture again."""

    longest = HeldPictures.longest

    def __init__(self, held: HeldPictures) -> None:
        self._held = held

    def add(self, repeat: int) -> None:
        """Say that the next picture given to the encoder is shown for ``repeat`` frames."""
        self._held.add(repeat)

    def take(self, packet: Packet) -> Iterator[Packet]:
        """The packet with its new number, after what is held before it."""
        for picture in self._held.take(packet.pts or 0, bytes(packet)):
            yield _packet(picture.data, picture.shown, picture.is_key)

    def finish(self) -> Iterator[Packet]:
        """What is held at the end."""
        for picture in self._held.finish():
            yield _packet(picture.data, picture.shown, picture.is_key)


def holding_for(context: av.VideoCodecContext, alpha: bool) -> Holding:
    """What fits an open encoder; its header is changed where that needs another one."""
    if context.codec.name == "libx264":
        try:
            held = HeldPictures(context.extradata or b"")
        except UnsupportedStreamError:
            return EveryFrame()
        context.extradata = held.extradata
        return SkippedPictures(held)
    if context.codec.name == "prores_ks":
        return SamePacket()
    if context.codec.name == "libvpx-vp9" and not alpha:
        return ShownAgain()
    return EveryFrame()


def _packet(data: bytes, shown: int, is_key: bool) -> Packet:
    packet: av.Packet[Any] = av.Packet(data)
    packet.pts = shown
    packet.is_keyframe = is_key
    return packet
