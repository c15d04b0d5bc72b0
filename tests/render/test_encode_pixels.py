"""Pixels reach the encoder the same whether all or only what changed is converted."""

from __future__ import annotations

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from render.encoding.alpha import spread, straight
from render.encoding.parts import Memory, copies
from render.encoding.pixels import Converter, Frame, planes
from render.picture import Box, whole


def noise(random: np.random.Generator, height: int, width: int) -> NDArray[np.uint8]:
    return random.integers(0, 256, (height, width, 4), dtype=np.uint8)


FORMATS = ["yuv420p", "nv12", "yuva420p", "yuv444p10le", "yuva444p10le"]


def shown(frame: av.VideoFrame) -> list[NDArray[np.generic]]:
    return [plane.copy() for plane in planes(frame)]


@pytest.mark.parametrize("pixel_format", FORMATS)
@pytest.mark.parametrize(("width", "height"), [(160, 90), (214, 120), (162, 90)])
def test_converting_what_changed_equals_converting_everything(
    pixel_format: str, width: int, height: int
) -> None:
    random = np.random.default_rng(7)
    convert = Converter(pixel_format, width, height, alpha=pixel_format.startswith("yuva"))
    updated, fresh = (Frame(pixel_format, width, height) for _ in range(2))
    picture = noise(random, height, width)
    updated.paste(convert(picture, (whole(picture),), Memory(picture)))
    memory = Memory(picture)
    for _ in range(60):
        boxes = []
        for top in random.integers(0, height, random.integers(1, 3)):
            left, down, across = random.integers((0, 1, 1), (width, 40, 60))
            box = Box(int(top), min(top + down, height), int(left), min(left + across, width))
            patch = picture[box.slices]
            patch[:] = 0 if random.random() < 0.3 else noise(random, *patch.shape[:2])
            boxes.append(box)
        memory.clear()
        ours = shown(updated.paste(convert(picture, tuple(boxes), memory)))
        reference = shown(fresh.paste(convert(picture, (whole(picture),), Memory(picture))))
        for one, other in zip(ours, reference, strict=True):
            assert np.array_equal(one, other)


def test_only_the_boxes_and_a_little_around_them_are_read() -> None:
    convert = Converter("yuv420p", 640, 360, alpha=False)
    picture = noise(np.random.default_rng(1), 360, 640)
    other = ~picture
    boxes = Box(101, 103, 200, 202), Box(300, 301, 639, 640)
    for box in boxes:
        near = box.top - 4, box.bottom + 4, box.left - 4, box.right + 4
        part = Box(*near).slices
        other[part] = picture[part]
    parts = convert(picture, boxes, Memory(picture))
    for one, two in zip(parts, convert(other, boxes, Memory(other)), strict=True):
        assert one.box == two.box
        assert all(map(np.array_equal, one.planes, two.planes))
    assert [part.box for part in parts] == [Box(100, 104, 200, 202), Box(300, 302, 638, 640)]


def test_parts_do_not_change_with_the_picture() -> None:
    convert = Converter("yuv420p", 64, 36, alpha=False)
    picture = noise(np.random.default_rng(2), 36, 64)
    for cut in (convert, copies):
        parts = cut(picture, (Box(2, 20, 4, 30), Box(20, 36, 0, 64)), Memory(picture))
        before = [[plane.copy() for plane in part.planes] for part in parts]
        picture[:] = ~picture
        for part, kept in zip(parts, before, strict=True):
            assert all(map(np.array_equal, part.planes, kept))


def test_a_tall_picture_converted_in_pieces_is_as_if_converted_at_once() -> None:
    height, width = 700, 64
    picture = noise(np.random.default_rng(4), height, width)
    convert = Converter("yuv420p", width, height, alpha=False)
    parts = convert(picture, (whole(picture),), Memory(picture))
    assert len(parts) > 1
    ours = shown(Frame("yuv420p", width, height).paste(parts))
    reference = planes(convert._converted(picture))
    assert all(map(np.array_equal, ours, reference))


def test_memory_is_used_again_and_never_twice_at_once() -> None:
    picture = noise(np.random.default_rng(5), 8, 16)
    memory = Memory(picture)
    wide = picture.astype(np.uint16)[..., 0]
    first, second = memory.copy(picture[1:3]), memory.copy(wide)
    more = [memory.copy(picture), memory.copy(picture)]
    assert np.array_equal(first, picture[1:3])
    assert np.array_equal(second, wide)
    assert all(np.array_equal(each, picture) for each in more)  # no room for the second one
    assert not np.shares_memory(*more)
    memory.clear()
    again = memory.copy(~picture[1:3])
    assert np.shares_memory(first, again)
    assert np.array_equal(second, wide)


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
