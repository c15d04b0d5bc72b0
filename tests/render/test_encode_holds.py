"""A picture that stays is the same in every frame, and changes nothing around it."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from av.video.frame import PictureType
from numpy.typing import NDArray

from media import decoded
from render.encoding import holding
from render.encoding.h264.holding import HeldPictures
from render.encoding.h264.parameter_sets import UnsupportedStreamError
from render.encoding.opening import open_encoder
from render.encoding.pixels import planes
from render.picture import Box, Boxes

RATE = 30
HOLDS = [1, 1, 5, 1, 2, 3, 1, 1, 1, 1, 1, 40, 1, 2, 1, 1, 1, 7]


def pictures(width: int, height: int, seed: int = 0) -> list[tuple[NDArray[np.uint8], Boxes]]:
    """Noise that grows, over something that moves and fades."""
    random = np.random.default_rng(seed)
    frame = np.full((height, width, 4), 255, dtype=np.uint8)
    found = []
    for index in range(len(HOLDS)):
        frame = frame.copy()
        frame[..., :3] = 20 + 8 * index
        frame[4 : height // 2, 3 * index : 3 * index + width // 3, 0] = 200
        top, left = random.integers(0, height - 8), random.integers(0, width - 16)
        frame[top : top + 8, left : left + 16, :3] = random.integers(0, 256, (8, 16, 3))
        found.append((frame, (Box(0, height, 0, width),)))
    return found


def write(path: Path, repeats: list[int], width: int, height: int) -> None:
    with open_encoder(path, path.suffix[1:], width, height, RATE, False) as encoder:
        for (frame, changed), repeat in zip(pictures(width, height), repeats, strict=True):
            encoder.write(frame, repeat, changed)


def exactly(path: Path) -> list[list[NDArray[np.generic]]]:
    """Decoded planes of every frame; the decoder gives up on the smallest irregularity."""
    with av.open(str(path), options={"err_detect": "explode"}) as container:
        stream = container.streams.video[0]
        stream.codec_context.options = {"err_detect": "explode"}
        stream.thread_type = "NONE"
        return [[plane.copy() for plane in planes(frame)] for frame in container.decode(stream)]


def same(one: list[NDArray[np.generic]], other: list[NDArray[np.generic]]) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("fmt", ["mp4", "webm", "mov"])
@pytest.mark.parametrize(("width", "height"), [(160, 90), (854, 480)])
def test_holds_change_no_frame(tmp_path: Path, fmt: str, width: int, height: int) -> None:
    held, bare = tmp_path / f"held.{fmt}", tmp_path / f"bare.{fmt}"
    write(held, HOLDS, width, height)
    # The encoder must take the same decisions: a picture that stays for two is one that stays.
    write(bare, [min(repeat, 2) for repeat in HOLDS], width, height)
    frames, once = exactly(held), exactly(bare)
    assert len(frames) == sum(HOLDS)
    position = place = 0
    for repeat in HOLDS:
        for frame in frames[position : position + repeat]:
            assert same(frame, once[place])
        position, place = position + repeat, place + min(repeat, 2)


@pytest.mark.parametrize("fmt", ["mp4", "webm", "mov"])
def test_holds_last_to_the_frame(tmp_path: Path, fmt: str) -> None:
    path = tmp_path / f"held.{fmt}"
    write(path, HOLDS, 160, 90)
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        packets = [packet for packet in container.demux(stream) if packet.size]
        shown = sorted(packet.pts * packet.time_base for packet in packets)
        order = [packet.dts * packet.time_base for packet in packets]
        assert stream.average_rate == RATE
    assert np.allclose([float(each) for each in shown], np.arange(sum(HOLDS)) / RATE, atol=6e-4)
    assert np.allclose(np.diff([float(each) for each in order]), 1 / RATE, atol=1.1e-3)
    assert [float(frame.time) for frame in decoded(path)] == [float(each) for each in shown]


def test_a_held_picture_is_not_encoded(tmp_path: Path) -> None:
    sizes = []
    for repeat in (2, 602):
        path = tmp_path / f"{repeat}.mp4"
        write(path, [*HOLDS[:-1], repeat], 854, 480)
        sizes.append(path.stat().st_size)
    assert sizes[1] - sizes[0] < 600 * 40


def test_a_picture_given_again_is_a_hold(tmp_path: Path) -> None:
    one, other = tmp_path / "one.mp4", tmp_path / "other.mp4"
    write(one, HOLDS, 160, 90)
    with open_encoder(other, "mp4", 160, 90, RATE, False) as encoder:
        for (frame, changed), repeat in zip(pictures(160, 90), HOLDS, strict=True):
            encoder.write(frame, 1, changed)
            if repeat > 1:
                encoder.write(frame, repeat - 1, ())
    assert one.read_bytes() == other.read_bytes()


def test_the_longest_hold_is_not_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding.SkippedPictures, "longest", 10)
    path = tmp_path / "held.mp4"
    write(path, HOLDS, 160, 90)
    frames = exactly(path)
    assert len(frames) == sum(HOLDS)
    start = sum(HOLDS[:11])
    for frame in frames[start + 1 : start + 40]:
        assert np.abs(frame[0].astype(int) - frames[start][0]).max() <= 3  # some coded again


def test_numbers_of_pictures_start_over_in_long_videos(tmp_path: Path) -> None:
    path = tmp_path / "long.mp4"
    holds = [12_000, 1, 12_000, 1, 1, 12_000]  # 2 ** 15 frames are counted
    with open_encoder(path, "mp4", 32, 32, RATE, False) as encoder:
        for (frame, changed), repeat in zip(pictures(32, 32), holds, strict=False):
            encoder.write(frame, repeat, changed)
    count = 0
    before = None
    changes = []
    with av.open(str(path)) as container:
        for count, frame in enumerate(container.decode(video=0), start=1):
            mean = planes(frame)[0].mean()
            if mean != before:
                changes.append(count - 1)
            before = mean
    assert count == sum(holds)
    assert changes == list(np.cumsum([0, *holds[:-1]]))


@pytest.mark.parametrize(
    "parameters", ["weightb=1:bframes=3", "cabac=0:bframes=1:weightb=0", "bframes=0"]
)
def test_streams_of_another_kind_are_encoded_frame_by_frame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parameters: str
) -> None:
    from render.encoding import settings, video

    def other(*size: object) -> settings.VideoSettings:
        return settings.VideoSettings(
            "libx264", "yuv420p", False, 1, True, {"x264-params": parameters}
        )

    monkeypatch.setattr(video, "video_settings", other)
    path = tmp_path / "other.mp4"
    write(path, HOLDS, 160, 90)
    assert len(exactly(path)) == sum(HOLDS)


def raw(forced: PictureType) -> tuple[bytes, list[av.Packet]]:
    """What x264 itself makes of the pictures: parameter sets and packets."""
    context = av.CodecContext.create("libx264", "w")
    context.width, context.height, context.pix_fmt = 160, 90, "yuv420p"
    context.framerate, context.thread_count = RATE, 1
    context.options = {"x264-params": "weightb=0:bframes=3:b-adapt=0:b-pyramid=0:ref=2:weightp=1"}
    context.flags |= 1 << 22  # parameter sets beside the stream
    context.open()
    packets = []
    for index, (pixels, _) in enumerate(pictures(160, 90)):
        frame = av.VideoFrame.from_ndarray(pixels, "rgba").reformat(format="yuv420p")
        frame.pts = index
        frame.pict_type = forced if HOLDS[index] > 1 else PictureType.NONE
        packets += context.encode(frame)
    return context.extradata or b"", packets + context.encode(None)


def taken_apart(data: list[bytes], extradata: bytes) -> list[list[NDArray[np.generic]]]:
    """The decoded pictures of a byte stream."""
    decoder = av.CodecContext.create("h264", "r")
    decoder.extradata = extradata
    decoder.options = {"err_detect": "explode"}
    decoder.thread_type = "NONE"
    frames = []
    for packet in [*map(av.Packet, data), None]:
        frames += [[plane.copy() for plane in planes(each)] for each in decoder.decode(packet)]
    return frames


def test_what_was_encoded_stays_as_it_was() -> None:
    extradata, packets = raw(PictureType.P)
    held = HeldPictures(extradata)
    for repeat in HOLDS:
        held.add(repeat)
    parts = [part for packet in packets for part in held.take(packet.pts or 0, bytes(packet))]
    parts += held.finish()
    before = taken_apart([bytes(packet) for packet in packets], extradata)
    after = taken_apart([part.data for part in parts], held.extradata)
    expected = [frame for frame, repeat in zip(before, HOLDS, strict=True) for _ in range(repeat)]
    assert len(after) == len(expected)
    for one, other in zip(after, expected, strict=True):
        assert same(one, other)


def test_a_hold_without_a_reference_is_noticed() -> None:
    extradata, packets = raw(PictureType.B)
    held = HeldPictures(extradata)
    for repeat in HOLDS:
        held.add(repeat)

    def take_all() -> None:
        for packet in packets:
            list(held.take(packet.pts or 0, bytes(packet)))

    with pytest.raises(UnsupportedStreamError, match="no reference"):
        take_all()
