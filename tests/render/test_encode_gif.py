"""GIFs loop, keep their colours and their time, and store what stands still once."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from media import decoded, rgba
from render.encoding.opening import open_encoder

WIDTH, HEIGHT = 160, 90


@dataclass(frozen=True)
class Gif:
    """What stands in the blocks of a GIF: delays in 1/100 s, loops (0 is for ever), palettes."""

    delays: list[int]
    loops: int | None
    local_palettes: int


def dissect(data: bytes) -> Gif:
    assert data[:6] == b"GIF89a"
    position = 13 + (3 * 2 ** ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    delays, loops, palettes = [], None, 0
    while data[position] != 0x3B:
        if data[position] == 0x21:
            kind, position = data[position + 1], position + 2
            if kind == 0xF9:
                delays.append(struct.unpack("<H", data[position + 2 : position + 4])[0])
            if kind == 0xFF and data[position + 1 : position + 12] == b"NETSCAPE2.0":
                loops = struct.unpack("<H", data[position + 14 : position + 16])[0]
        else:
            flags, position = data[position + 9], position + 10
            if flags & 0x80:
                palettes += 1
                position += 3 * 2 ** ((flags & 7) + 1)
            position += 1
        while data[position]:
            position += data[position] + 1
        position += 1
    return Gif(delays, loops, palettes)


def write(path: Path, repeats: list[int], frame_rate: int, transparent: bool = False) -> Gif:
    with open_encoder(path, "gif", WIDTH, HEIGHT, frame_rate, transparent) as encoder:
        for index, repeat in enumerate(repeats):
            frame = np.zeros((HEIGHT, WIDTH, 4), dtype=np.uint8)
            frame[..., 3] = 0 if transparent else 255
            frame[10:40, 10 + 5 * index : 40 + 5 * index] = (200, 40, 20 + 10 * index, 255)
            encoder.write(frame, repeat)
    return dissect(path.read_bytes())


@pytest.mark.parametrize("frame_rate", [10, 15, 24, 30, 50])
def test_it_loops_for_ever_and_lasts_as_long(tmp_path: Path, frame_rate: int) -> None:
    gif = write(tmp_path / "a.gif", [1] * 9 + [20, 1], frame_rate)
    assert gif.loops == 0
    assert gif.local_palettes == 0
    assert sum(gif.delays) == round(100 * 30 / frame_rate)
    assert len(gif.delays) == 11
    assert min(gif.delays) >= 2
    assert len(list(tmp_path.iterdir())) == 1


def test_60_frames_a_second_become_30(tmp_path: Path) -> None:
    gif = write(tmp_path / "a.gif", [1] * 20, 60)
    assert len(gif.delays) == 10
    assert sum(gif.delays) == 33
    assert min(gif.delays) >= 2


def test_a_dropped_frame_is_not_missed_when_it_stays(tmp_path: Path) -> None:
    gif = write(tmp_path / "a.gif", [1, 3, 1, 1], 60)
    assert len(gif.delays) == 3
    middles = [rgba(frame)[20, 25, 2] for frame in decoded(tmp_path / "a.gif")]
    assert np.abs(np.array(middles) - (20, 30, 40)).max() <= 3


def test_equal_frames_are_stored_once(tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    frame = np.full((HEIGHT, WIDTH, 4), 255, dtype=np.uint8)
    with open_encoder(path, "gif", WIDTH, HEIGHT, 30, False) as encoder:
        for _ in range(30):
            encoder.write(frame, 1, ())
    assert dissect(path.read_bytes()).delays == [100]


def test_few_colours_are_exact(tmp_path: Path) -> None:
    random = np.random.default_rng(5)
    colours = random.integers(0, 256, (3, 6, 8, 3))
    path = tmp_path / "a.gif"
    with open_encoder(path, "gif", WIDTH, HEIGHT, 30, False) as encoder:
        for each in colours:
            frame = np.full((HEIGHT, WIDTH, 4), 255, dtype=np.uint8)
            frame[..., :3] = each.repeat(15, axis=0).repeat(20, axis=1)
            encoder.write(frame)
    for shown, expected in zip(decoded(path), colours, strict=True):
        assert np.abs(rgba(shown)[7::15, 10::20, :3] - expected).max() <= 2


def test_many_colours_are_close(tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    across, down = np.meshgrid(np.linspace(0, 1, WIDTH), np.linspace(0, 1, HEIGHT))
    frame = np.stack([40 + 160 * across, 60 + 120 * down, 200 - 150 * across], axis=-1)
    pixels = np.full((HEIGHT, WIDTH, 4), 255, dtype=np.uint8)
    pixels[..., :3] = frame
    with open_encoder(path, "gif", WIDTH, HEIGHT, 30, False) as encoder:
        encoder.write(pixels, 3)
    error = rgba(decoded(path)[0])[..., :3] - pixels[..., :3].astype(int)
    assert np.sqrt((error**2).mean()) < 5


def test_what_is_not_drawn_is_transparent(tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    write(path, [1, 1, 1], 30, transparent=True)
    for index, shown in enumerate(decoded(path)):
        pixels = rgba(shown)
        assert pixels[60, 100, 3] == 0
        assert pixels[20, 25 + 5 * index].tolist()[3] == 255
        assert pixels[20, 8, 3] == 0
