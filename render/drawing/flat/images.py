"""Draw image mobjects: pictures in any quadrilateral, sampled as Pillow does it for Manim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, cast

import numpy as np
import skia
from manim import Camera
from manim.mobject.types.image_mobject import AbstractImageMobject, ImageMobjectFromCamera
from manim.utils.space_ops import cross2d
from numpy.typing import NDArray
from PIL.Image import Resampling

from render.drawing.premultiply import premultiplied
from render.drawing.surfaces.surfaces import Surface
from render.errors import SteepestError
from render.picture import NOTHING, Box, Pixels


def _cubic() -> Any:
    """Pillow transforms images with Keys' cubic for a = -1, which is B = 0, C = 1 of Mitchell's."""
    resampler = skia.CubicResampler.CatmullRom()
    resampler.B, resampler.C = 0.0, 1.0
    return resampler


_SAMPLING = {
    Resampling.NEAREST: skia.SamplingOptions(skia.FilterMode.kNearest),
    Resampling.BILINEAR: skia.SamplingOptions(skia.FilterMode.kLinear),
    Resampling.BICUBIC: skia.SamplingOptions(_cubic()),
}
_NUDGE = 1e-3
"""Pixels by which images are moved up and left: where the middle of a pixel lies on an edge, it
then belongs, as with Pillow, to what is right of the edge or below it."""
_LEAST_HEIGHT = 0.5
"""Pixels; Manim leaves out images that are seen from the edge."""

Corners = NDArray[np.float64]
"""(4, 2): upper left, upper right, lower left, lower right, in pixels."""


class Placed(NamedTuple):
    """An image in the picture.

    Attributes
    ----------
    image : a ``skia.Image``
    matrix : a ``skia.Matrix``, from its pixels to those of the picture
    box : the pixels that it may cover; empty if nothing is to be seen
    """

    image: Any
    matrix: Any
    sampling: Any
    box: Box


_NOWHERE = Placed(None, None, None, NOTHING)


class ImageDrawer:
    """Places images, and keeps those of the last frame, unless they have changed."""

    def __init__(self) -> None:
        self._images: dict[int, _Image] = {}
        self._before: dict[int, _Image] = {}

    def begin(self) -> None:
        """A new frame begins: forget what the last one has not shown."""
        self._before, self._images = self._images, {}

    def placed(
        self, camera: Camera, mobject: AbstractImageMobject, pictures: Mapping[int, Surface]
    ) -> Placed:
        """Where and how an image is to be drawn; the same object if nothing has changed.

        Parameters
        ----------
        pictures : what other cameras see, by the id of the camera
        """
        if not np.isfinite(mobject.points).all():
            raise SteepestError(f"{mobject} cannot be drawn: a corner of it is not a number")
        corners = camera.points_to_subpixel_coords(mobject, mobject.points)
        box = _box(corners)
        if box.empty or _height(corners) < _LEAST_HEIGHT:
            return _NOWHERE
        sampling = _SAMPLING.get(Resampling(mobject.resampling_algorithm))
        if sampling is None:
            raise SteepestError(
                f"{mobject} cannot be drawn: Pillow resamples images that are placed freely by "
                "'nearest', 'linear' or 'cubic' only; choose one with set_resampling_algorithm"
            )
        if isinstance(mobject, ImageMobjectFromCamera) and id(mobject.camera) in pictures:
            return _placed(pictures[id(mobject.camera)].snapshot(), sampling, corners, box)
        image = self._image_of(mobject)
        place = corners.tobytes(), mobject.resampling_algorithm
        if image.place != place:
            image.place = place
            image.placed = _placed(image.drawn, sampling, corners, box)
        return image.placed

    def _image_of(self, mobject: AbstractImageMobject) -> _Image:
        pixels = cast("Pixels", mobject.get_pixel_array())
        image = self._images.get(id(mobject)) or self._before.get(id(mobject))
        if image is None or not image.shows(pixels):
            image = _Image(mobject, pixels)
        self._images[id(mobject)] = image
        return image


def draw_image(surface: Surface, placed: Placed) -> None:
    """Draw an image where it is placed."""
    box = placed.box
    if box.empty:
        return
    canvas = surface.canvas
    canvas.save()
    canvas.clipRect(skia.Rect.MakeLTRB(box.left, box.top, box.right, box.bottom))
    canvas.concat(placed.matrix)
    canvas.drawImage(placed.image, 0, 0, placed.sampling, skia.Paint())
    canvas.restore()


def _placed(image: Any, sampling: Any, corners: Corners, box: Box) -> Placed:
    matrix = _matrix(image.width(), image.height(), corners - _NUDGE)
    return _NOWHERE if matrix is None else Placed(image, matrix, sampling, box)


class _Image:
    """The pixels of one mobject for Skia.

    Attributes
    ----------
    mobject : held, so that no other takes its id
    place, placed : where it was drawn last, and how
    """

    def __init__(self, mobject: AbstractImageMobject, pixels: Pixels) -> None:
        self.mobject = mobject
        self.place: object = None
        self.placed = _NOWHERE
        self._source = np.array(pixels, dtype=np.uint8)
        self._memory = premultiplied(self._source)
        self.drawn = skia.Image.fromarray(
            self._memory, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType, copy=False
        )

    def shows(self, pixels: Pixels) -> bool:
        """Whether these are the pixels that it has been made from."""
        return np.array_equal(self._source, pixels)


def _box(corners: Corners) -> Box:
    """The pixels that Manim paints on: between the corners, cut to whole pixels."""
    whole = corners.astype(np.int64)
    (left, top), (right, bottom) = whole.min(axis=0).tolist(), whole.max(axis=0).tolist()
    return Box(top, bottom, left, right)


def _height(corners: Corners) -> float:
    """Of the quadrilateral above its longest side, as Manim reckons it."""
    ordered = corners[[0, 1, 3, 2]]
    sides = np.roll(ordered, -1, axis=0) - ordered
    lengths = np.linalg.norm(sides, axis=1)
    longest = int(lengths.argmax())
    if lengths[longest] == 0:
        return 0.0
    return float(abs(cross2d(sides[longest], sides[longest - 1])) / lengths[longest])


def _matrix(width: int, height: int, corners: Corners) -> Any:
    """From the pixels of an image to the picture; None if three corners lie on a line."""
    rows, values = [], []
    source = [(0, 0), (width, 0), (0, height), (width, height)]
    for (x, y), (u, v) in zip(source, corners.tolist(), strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
        values += [u, v]
    try:
        solved = np.linalg.solve(np.array(rows, dtype=np.float64), np.array(values))
    except np.linalg.LinAlgError:
        return None
    leaning = corners[0] + corners[3] - corners[1] - corners[2]
    if np.abs(leaning).max() < 1e-6:  # a parallelogram: without perspective it is drawn faster
        solved[6:] = 0
    return skia.Matrix.MakeAll(*solved.tolist(), 1)
