"""Pixels reach the encoder the same whether all or only what changed is converted."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from render.encoding.alpha import spread, straight
from render.encoding.pixels import Converter, planes
from render.picture import NOTHING, Box, whole


def noise(random: np.random.Generator, height: int, width: int) -> NDArray[np.uint8]:
    return random.integers(0, 256, (height, width, 4), dtype=np.uint8)


FORMATS = ["yuv420p", "yuva420p", "yuv444p10le", "yuva444p10le"]


def spoilt(frame: NDArray[np.uint8], read: Box) -> NDArray[np.uint8]:
    """The picture with other colours everywhere but in ``read``."""
    other = ~frame
    other[read.slices] = frame[read.slices]
    return other


@pytest.mark.parametrize("pixel_format", FORMATS)
@pytest.mark.parametrize(("width", "height"), [(160, 90), (214, 120), (162, 90)])
def test_converting_what_changed_equals_converting_everything(
    pixel_format: str, width: int, height: int
) -> None:
    random = np.random.default_rng(7)
    alpha = pixel_format.startswith("yuva")
    converter = Converter(pixel_format, width, height, alpha=alpha)
    frame = noise(random, height, width)
    converter(frame, whole(frame))
    for _ in range(60):
        top, left = random.integers(0, height), random.integers(0, width)
        down, across = random.integers(1, 40), random.integers(1, 60)
        changed = Box(top, min(top + down, height), left, min(left + across, width))
        patch = frame[changed.slices]
        patch[:] = 0 if random.random() < 0.3 else noise(random, *patch.shape[:2])
        updated = converter(spoilt(frame, converter.reads(changed)), changed)
        fresh = Converter(pixel_format, width, height, alpha=alpha)(frame, whole(frame))
        for ours, reference in zip(planes(updated), planes(fresh), strict=True):
            assert np.array_equal(ours, reference)


def test_nothing_is_converted_when_nothing_changed() -> None:
    converter = Converter("yuv420p", 64, 36, alpha=False)
    frame = np.full((36, 64, 4), 200, dtype=np.uint8)
    before = converter(frame, NOTHING)
    shown = [plane.copy() for plane in planes(before)]
    assert converter(np.zeros_like(frame), NOTHING) is before
    for now, then in zip(planes(before), shown, strict=True):
        assert np.array_equal(now, then)


def test_little_more_than_what_changed_is_read() -> None:
    converter = Converter("yuv420p", 640, 360, alpha=False)
    assert converter.reads(Box(101, 103, 200, 202)) == Box(98, 106, 198, 204)
    assert converter.reads(Box(0, 1, 639, 640)) == Box(0, 4, 636, 640)


def test_straight_alpha_undoes_the_multiplication() -> None:
    colours = np.array([[255, 128, 64], [10, 200, 30], [255, 255, 255]])
    for alpha in (255, 200, 128, 3, 1):
        premultiplied = np.empty((1, 3, 4), dtype=np.uint8)
        premultiplied[0, :, :3] = np.round(colours * alpha / 255)
        premultiplied[0, :, 3] = alpha
        result = straight(premultiplied)[0].astype(int)
        assert (result[:, 3] == alpha).all()
        assert np.abs(result[:, :3] - colours).max() <= 255 / alpha / 2 + 0.5


def test_straight_alpha_keeps_what_is_opaque_and_blackens_what_is_not_there() -> None:
    frame = np.array([[[9, 8, 7, 255], [9, 8, 7, 0], [200, 200, 200, 100]]], dtype=np.uint8)
    before = frame.copy()
    assert straight(frame).tolist() == [[[9, 8, 7, 255], [0, 0, 0, 0], [255, 255, 255, 100]]]
    assert np.array_equal(frame, before)


def test_invisible_pixels_take_the_colour_beside_them() -> None:
    frame = np.zeros((24, 40, 4), dtype=np.uint8)
    frame[9, 17] = (100, 50, 25, 128)
    frame[0, 39] = (255, 0, 0, 255)
    result = spread(straight(frame), frame)
    assert np.array_equal(result[..., 3], frame[..., 3])
    around = result[8:16, 16:24, :3].astype(int)
    assert np.abs(around - (199, 100, 50)).max() <= 1
    assert (result[0:8, 32:40, :3] == (255, 0, 0)).all()
    outside = result.copy()
    outside[8:16, 16:24] = outside[0:8, 32:40] = 0
    assert not outside.any()


def test_the_nearest_colour_wins_and_visible_pixels_stay() -> None:
    frame = np.zeros((8, 8, 4), dtype=np.uint8)
    frame[0, 0], frame[7, 7] = (255, 0, 0, 255), (0, 0, 255, 255)
    result = spread(straight(frame), frame)
    assert result[0, 0].tolist() == [255, 0, 0, 255]
    assert result[3, 3].tolist() == [255, 0, 0, 0]
    assert result[4, 4].tolist() == [0, 0, 255, 0]
    assert result[0, 7].tolist() == [128, 0, 128, 0]
    opaque = np.full((3, 5, 4), 255, dtype=np.uint8)
    assert np.array_equal(spread(straight(opaque), opaque), opaque)
