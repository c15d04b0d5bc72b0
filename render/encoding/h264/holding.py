"""Held pictures put into an H.264 stream after it has been encoded.

A picture that stays costs x264 about half of what a changing one does, though nothing is in it.
Here it costs some 40 bytes and 20 microseconds: the encoder never sees it. It is a picture that no
other is predicted from, and all of whose macroblocks are skipped, so it shows the reference picture
that its list names, exactly. All later pictures are numbered anew in the order of showing; what is
coded in them stays as it is, for nothing in these streams depends on distances in time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from render.encoding.h264 import slices
from render.encoding.h264.bits import stream_of, units
from render.encoding.h264.parameter_sets import LONGEST_HOLD, UnsupportedStreamError, parse

_ORDER_STEP = 2
"""By how much the order of one frame differs from that of the next: a frame is two fields."""


@dataclass(frozen=True)
class CodedPicture:
    """One picture of a stream.

    Attributes
    ----------
    data : a byte stream
    shown : number of the frame that it is shown in
    is_key : whether decoding can start here
    """

    data: bytes
    shown: int
    is_key: bool


@dataclass(frozen=True)
class _Hold:
    picture: int
    first: int
    end: int
    frame_number: int


class HeldPictures:
    """Takes the coded pictures of an encoder and gives those of the stream with holds.

    Attributes
    ----------
    extradata : the parameter sets of that stream
    longest : frames that one picture may be shown for

    Raises
    ------
    UnsupportedStreamError : the encoder was set up so that this cannot work
    """

    longest = LONGEST_HOLD

    def __init__(self, extradata: bytes) -> None:
        self._sets = parse(extradata)
        self.extradata = self._sets.extradata
        self._spans: dict[int, tuple[int, int]] = {}
        self._pictures = 0
        self._frames = 0
        self._key = (0, 0)
        self._hold: _Hold | None = None
        self._last_reference = 0

    def add(self, repeat: int) -> None:
        """Say that the next picture given to the encoder is shown for ``repeat`` frames.

        One that is shown for more than one must be made a P-picture or a key picture.
        """
        self._spans[self._pictures] = (self._frames, self._frames + repeat)
        self._pictures += 1
        self._frames += repeat

    def take(self, picture: int, data: bytes) -> Iterator[CodedPicture]:
        """Take a coded picture, the encoder's ``picture``-th; give it and what comes before it."""
        if self._hold is not None and picture > self._hold.picture:
            yield from self.finish()
        first, end = self._spans.pop(picture)
        parts: list[bytes] = []
        is_key = False
        for unit in units(data):
            if unit[0] & 31 not in {slices.SLICE, slices.KEY_SLICE}:
                parts.append(unit)
                continue
            read = slices.read(unit, self._sets)
            is_key = read.is_key
            parts.append(self._numbered(read, picture, first))
            if end - first > 1:
                if read.is_b or not read.is_reference:
                    raise UnsupportedStreamError("the picture before a hold is no reference")
                self._hold = _Hold(picture, first + 1, end, read.frame_number)
        yield CodedPicture(stream_of(parts), first, is_key)

    def finish(self) -> Iterator[CodedPicture]:
        """Give what has not been given yet."""
        hold, self._hold = self._hold, None
        if hold is None:
            return
        for shown in range(hold.first, hold.end):
            order = _ORDER_STEP * (shown - self._key[1])
            frame_number = self._last_reference + 1
            unit = slices.held(self._sets, frame_number, hold.frame_number, order)
            yield CodedPicture(stream_of([unit]), shown, False)

    def _numbered(self, read: slices.Slice, picture: int, shown: int) -> bytes:
        if read.is_key:
            self._key = (picture, shown)
        if read.is_reference:
            self._last_reference = read.frame_number
        if read.order != _ORDER_STEP * (picture - self._key[0]) % 2**self._sets.order_bits:
            raise UnsupportedStreamError("pictures are not in the order in which they were given")
        return slices.with_order(read, self._sets, _ORDER_STEP * (shown - self._key[1]))
