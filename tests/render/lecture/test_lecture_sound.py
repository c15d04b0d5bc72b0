"""The sound of a lecture: every part at its place to the sample, never all of it in memory."""

import weakref
from pathlib import Path

import numpy as np
import pytest
from muxed import noise, picture

from media import heard
from render.lecture.sound import sound
from render.muxing.mux import mux
from render.muxing.sound import RATE

LENGTHS = (71, 23, 5, 104)
"""Frames of four parts at 30 a second."""


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("parts")
    made = []
    for number, frames in enumerate(LENGTHS):
        source, target = folder / f"picture{number}.mp4", folder / f"{number}.mp4"
        samples = noise(frames * RATE // 30, seed=number)
        mux([(picture(source, frames), frames)], samples, (), (), target, {})
        made.append(target)
    return made


def lag(one, other):
    """By how many samples ``one`` comes after ``other``."""
    size = len(one) + len(other)
    spectrum = np.fft.rfft(one, size) * np.conj(np.fft.rfft(other, size))
    place = int(np.argmax(np.fft.irfft(spectrum, size)))
    return place if place < size // 2 else place - size


def test_every_part_begins_with_its_first_frame(parts):
    pieces = [(parts[0], 71), (None, 9), (parts[1], 23), (parts[2], 5), (None, 3), (parts[3], 104)]
    whole = np.concatenate(list(sound(pieces, 30)))
    assert len(whole) == sum(frames for _, frames in pieces) * RATE // 30
    start = 0
    for path, frames in pieces:
        piece = whole[start : start + frames * RATE // 30]
        if path is None:
            assert not piece.any()
        else:
            original = noise(frames * RATE // 30, seed=parts.index(path))
            assert abs(lag(piece, original)) <= 1
        start += frames * RATE // 30


def test_nothing_adds_up_where_frames_are_no_whole_samples(parts):
    pieces = [(parts[1], 1), (None, 1)] * 50
    # 48000 / 7: at the end of a hundred parts, rounding each of them would be 29 samples off.
    assert sum(map(len, sound(pieces, 7))) == round(100 * RATE / 7)


def test_a_part_without_sound_is_silent(parts, tmp_path):
    silent = picture(tmp_path / "silent.mp4", 12)
    samples = list(sound([(silent, 12), (parts[2], 5)], 30))
    assert not np.concatenate(samples)[: 12 * RATE // 30].any()


def test_pieces_of_any_length_are_encoded_as_one_sound(tmp_path):
    samples = noise(3 * RATE)
    source = picture(tmp_path / "p.mp4", 90)
    whole, pieces = tmp_path / "whole.mp4", tmp_path / "pieces.mp4"
    mux([(source, 90)], samples, (), (), whole, {})
    cut = np.split(samples, [1, 700, 4800, 4801, 60000, 60000, 143999])
    mux([(source, 90)], iter(cut), (), (), pieces, {})
    assert pieces.read_bytes() == whole.read_bytes()
    assert len(heard(pieces)) >= 3 * RATE


def test_sound_is_taken_as_it_is_needed(tmp_path):
    alive = []
    most = []

    def pieces():
        for _ in range(60):
            piece = noise(RATE)
            alive.append(weakref.ref(piece))
            most.append(sum(one() is not None for one in alive))
            yield piece
            del piece

    mux([(picture(tmp_path / "p.mp4", 60, 1), 60)], pieces(), (), (), tmp_path / "a.mp4", {})
    assert len(most) == 60
    assert max(most) <= 3
