"""Segments become one video: every frame in its place, as if it had been one all along."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from muxed import FORMATS, noise, picture

from media import decoded, heard, rgba
from render.errors import SteepestError
from render.muxing.mux import mux
from render.muxing.sound import RATE

PARTS = [31, 1, 2, 40]


def segments(folder: Path, fmt: str, frame_rate: int) -> list[tuple[Path, int]]:
    return [
        (picture(folder / f"part{index}.{fmt}", frames, frame_rate), frames)
        for index, frames in enumerate(PARTS)
    ]


def moments(path: Path) -> list[tuple[Fraction, Fraction, Fraction]]:
    with av.open(str(path)) as container:
        return [
            (
                packet.pts * packet.time_base,
                packet.dts * packet.time_base,
                packet.duration * packet.time_base,
            )
            for packet in container.demux(video=0)
            if packet.pts is not None
        ]


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("frame_rate", [30, 60])
def test_the_frames_of_all_segments_in_their_order(
    tmp_path: Path, fmt: str, frame_rate: int
) -> None:
    parts = segments(tmp_path, fmt, frame_rate)
    target = tmp_path / f"whole.{fmt}"
    mux(parts, None, (), (), target, {"title": "T"})
    expected = [rgba(frame) for path, _ in parts for frame in decoded(path)]
    shown = decoded(target)
    assert len(shown) == len(expected) == sum(PARTS)
    for ours, theirs in zip(shown, expected, strict=True):
        assert np.array_equal(rgba(ours), theirs)
    times = moments(target)
    near = Fraction(1, 2000) if fmt == "webm" else 0  # Matroska counts in milliseconds
    for index, (pts, _) in enumerate(sorted(time[:2] for time in times)):
        assert abs(pts - Fraction(index, frame_rate)) <= near
    steps = np.diff([float(dts) for _, dts, _ in times])
    assert np.abs(steps - 1 / frame_rate).max() < 0.0011
    if fmt != "webm":
        assert {duration for *_, duration in times} == {Fraction(1, frame_rate)}
    with av.open(str(target)) as container:
        assert [stream.type for stream in container.streams] == ["video"]
        assert container.streams.video[0].average_rate == frame_rate
        assert container.metadata["title"] == "T"


@pytest.mark.parametrize("fmt", FORMATS)
def test_players_can_start_at_every_segment(tmp_path: Path, fmt: str) -> None:
    target = tmp_path / f"whole.{fmt}"
    mux(segments(tmp_path, fmt, 30), None, (), (), target, {})
    with av.open(str(target)) as container:
        keys = [packet.is_keyframe for packet in container.demux(video=0) if packet.size]
    for start in np.cumsum([0, *PARTS[:-1]]):
        assert keys[start]


@pytest.mark.parametrize("fmt", FORMATS)
def test_sound_stays_beside_joined_pictures(tmp_path: Path, fmt: str) -> None:
    target = tmp_path / f"whole.{fmt}"
    samples = noise(round(sum(PARTS) * RATE / 30))
    mux(segments(tmp_path, fmt, 30), samples, (), (), target, {})
    result = heard(target, len(samples))
    size = 2 * len(result)
    spectrum = np.fft.rfft(result, size) * np.conj(np.fft.rfft(samples, size))
    place = int(np.argmax(np.fft.irfft(spectrum, size)))
    assert min(place, size - place) <= 1
    ends = [pts + duration for pts, _, duration in moments(target)]
    assert abs(max(ends) - Fraction(sum(PARTS), 30)) < Fraction(2, 1000)


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("said", [30, 32])
def test_a_segment_with_other_frames_than_it_should_have_is_refused(
    tmp_path: Path, fmt: str, said: int
) -> None:
    parts = segments(tmp_path, fmt, 30)
    parts[0] = (parts[0][0], said)
    with pytest.raises(SteepestError, match=rf"part0.* does not hold the {said} frames"):
        mux(parts, None, (), (), tmp_path / f"whole.{fmt}", {})
    assert not (tmp_path / f"whole.{fmt}").exists()


def test_segments_of_different_sizes_or_rates_are_refused(tmp_path: Path) -> None:
    parts = segments(tmp_path, "mp4", 30)
    (tmp_path / "other").mkdir()
    faster = picture(tmp_path / "other" / "fast.mp4", 10, 60)
    with pytest.raises(SteepestError, match="other settings"):
        mux([*parts, (faster, 10)], None, (), (), tmp_path / "whole.mp4", {})
