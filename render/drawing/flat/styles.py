"""What decides how vector mobjects look, read from all of them together."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cache
from itertools import repeat
from operator import attrgetter, methodcaller
from typing import Any, NamedTuple, Self, cast

import numpy as np
from manim import Camera, VMobject
from numpy.typing import NDArray

from render.drawing.flat.view import View

Points = NDArray[np.float64]
Colors = NDArray[np.float64]

_NO_COLOR: Colors = np.zeros((1, 4))
_BYTES = methodcaller("tobytes")


class Coat(NamedTuple):
    """The fills of many mobjects, or their strokes, or their background strokes.

    Attributes
    ----------
    colors : of each mobject float64 (n, 4), straight
    contents : their bytes
    widths : in Manim's units; none of fills
    """

    colors: Sequence[Colors]
    contents: Sequence[bytes]
    widths: Sequence[float]

    @classmethod
    def of(cls, colors: Sequence[Colors], widths: Sequence[float] = ()) -> Self:
        """Colours of strokes that are not wide enough to be seen do not count."""
        if widths and not any(widths):  # as in texts
            return cls([_NO_COLOR] * len(widths), [_NO_COLOR.tobytes()] * len(widths), widths)
        if widths:
            colors = [
                some if width > 0 else _NO_COLOR for some, width in zip(colors, widths, strict=True)
            ]
        return cls(colors, list(map(_BYTES, colors)), widths)


class Reading:
    """What many mobjects look like in one frame; every list has one entry for each of them.

    One attribute of all of them at a time, so that the loops are Python's own: a glyph at rest
    takes 1.7 us of a frame in all, where calls for each of them made it 3.3.

    Attributes
    ----------
    points : as the camera has transformed them
    contents : the bytes of the points, to notice when they change
    coats : from back to front: background strokes, fills, strokes
    keys : all that, besides its points, decides how a mobject looks; equal only for equal looks
    """

    def __init__(self, view: View, vmobjects: Sequence[VMobject]) -> None:
        points, fills, strokes, behinds, widths, widths_behind, *forms = _columns(view, vmobjects)
        if not view.flat:
            points = list(map(view.camera.transform_points_pre_display, vmobjects, points))
        self.points: Sequence[Points] = points
        self.contents: Sequence[bytes] = list(map(_BYTES, points))
        self.coats = Coat.of(behinds, widths_behind), Coat.of(fills), Coat.of(strokes, widths)
        contents = (coat.contents for coat in self.coats)
        self.keys: list[object] = list(zip(*contents, widths_behind, widths, *forms, strict=True))
        for coat in self.coats:
            if max(map(len, coat.colors)) > 1:
                self._tell_gradients(view, vmobjects, coat.colors)

    def _tell_gradients(
        self, view: View, vmobjects: Sequence[VMobject], colors: Sequence[Colors]
    ) -> None:
        """A gradient goes over the whole family, as the camera sees it."""
        for index, (vmobject, some) in enumerate(zip(vmobjects, colors, strict=True)):
            if len(some) < 2:
                continue
            if vmobject.submobjects or not view.flat:
                self.keys[index] = object()
            else:
                direction = np.asarray(vmobject.get_sheen_direction(), dtype=float)
                self.keys[index] = self.keys[index], direction.tobytes()


_READ = attrgetter(
    "points",
    "fill_rgbas",
    "stroke_rgbas",
    "background_stroke_rgbas",
    "stroke_width",
    "background_stroke_width",
    "joint_type._value_",  # the members of an enumeration are slow to hash
    "cap_style._value_",
)


def _columns(view: View, vmobjects: Sequence[VMobject]) -> list[Sequence[Any]]:
    """Each of ``_READ``, colours and widths as the methods of Manim give them."""
    camera = view.camera
    if _has_plain_colors(cast("Hashable", type(camera))) and all(
        map(_has_plain_looks, set(map(type, vmobjects)))
    ):
        try:
            points, *colors, widths, widths_behind, joints, caps = zip(
                *map(_READ, vmobjects), strict=True
            )
            return [points, *colors, _at_least_0(widths), _at_least_0(widths_behind), joints, caps]
        except (AttributeError, TypeError):
            pass  # no colours, or a width in words: the methods know what that means
    return list(zip(*(_asked(camera, vmobject) for vmobject in vmobjects), strict=True))


def _asked(camera: Camera, vmobject: VMobject) -> tuple[Any, ...]:
    """The same of one mobject, by its own methods and those of the camera."""
    width, width_behind = vmobject.get_stroke_width(), vmobject.get_stroke_width(True)
    return (
        vmobject.points,
        camera.get_fill_rgbas(vmobject),
        camera.get_stroke_rgbas(vmobject) if width > 0 else _NO_COLOR,
        camera.get_stroke_rgbas(vmobject, True) if width_behind > 0 else _NO_COLOR,
        width,
        width_behind,
        vmobject.joint_type,
        vmobject.cap_style,
    )


def _at_least_0(widths: Sequence[float]) -> Sequence[float]:
    return widths if min(widths) >= 0 else list(map(max, repeat(0.0), widths))


@cache
def _has_plain_colors(kind: Hashable) -> bool:
    names = ("get_fill_rgbas", "get_stroke_rgbas")
    return all(getattr(kind, name) is getattr(Camera, name) for name in names)


@cache
def _has_plain_looks(kind: type[VMobject]) -> bool:
    names = ("get_fill_rgbas", "get_stroke_rgbas", "get_stroke_width")
    return all(getattr(kind, name) is getattr(VMobject, name) for name in names)
