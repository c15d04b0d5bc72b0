"""How a vector mobject looks, worked out before it is drawn: which outlines, in which paints."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from manim import Camera, VMobject
from numpy.typing import NDArray

from render.drawing.flat.paints import Paints, Pen, one_color, pen_of, plain_color, with_gradient
from render.drawing.flat.paths import Outline, Transform
from render.drawing.flat.shapes import Shape, makes_rectangle
from render.drawing.surfaces.surfaces import Surface
from render.picture import NOTHING, Box

Colors = NDArray[np.float64]

_NO_COLOR: Colors = np.zeros((1, 4))
_SOFT = 2
"""Pixels around a shape that its soft edge may touch."""


class View(NamedTuple):
    """What is drawn on, and how the scene is seen on it."""

    surface: Surface
    camera: Camera
    transform: Transform

    @property
    def flat(self) -> bool:
        """Whether the camera shows points where they are, whatever else it does."""
        method = type(self.camera).transform_points_pre_display
        return method is Camera.transform_points_pre_display


class Part(NamedTuple):
    """One outline in one paint.

    Attributes
    ----------
    pen : for a stroke that is drawn as such; None for what is filled
    color : a ``skia.Color4f``; None if ``shaded``, a ``skia.Paint``, has a gradient
    exchanged : whether the colour has blue for red
    """

    outline: Outline
    pen: Pen | None
    color: Any
    shaded: Any
    exchanged: bool

    def draw(self, surface: Surface, paints: Paints) -> None:
        """Draw it."""
        paint = self.shaded
        if paint is None:
            paint = paints.fill if self.pen is None else paints.stroke(self.pen)
            paint.setColor4f(self.color)
        canvas = surface.exchanged if self.exchanged else surface.canvas
        if self.outline.rect is None:
            canvas.drawPath(self.outline.path, paint)
        else:
            canvas.drawRect(self.outline.rect, paint)


class Style(NamedTuple):
    """Colours and widths of a mobject.

    Attributes
    ----------
    key : all that, besides its points, decides how it looks; equal for equal looks
    fill, stroke, behind : colours, float64 (n, 4), straight; ``behind`` of the background stroke
    width, width_behind : of the strokes, in Manim's units
    """

    key: object
    fill: Colors
    stroke: Colors
    behind: Colors
    width: float
    width_behind: float


def style_of(view: View, vmobject: VMobject) -> Style:
    """The style of a mobject as the camera shows it."""
    camera = view.camera
    width, width_behind = vmobject.get_stroke_width(), vmobject.get_stroke_width(True)
    fill = camera.get_fill_rgbas(vmobject)
    stroke = camera.get_stroke_rgbas(vmobject) if width > 0 else _NO_COLOR
    behind = camera.get_stroke_rgbas(vmobject, True) if width_behind > 0 else _NO_COLOR
    key: object = (
        fill.tobytes(),
        stroke.tobytes(),
        behind.tobytes(),
        width,
        width_behind,
        vmobject.joint_type,
        vmobject.cap_style,
        camera.cairo_line_width_multiple,
    )
    if len(fill) > 1 or len(stroke) > 1 or len(behind) > 1:
        # A gradient goes over the whole family, as the camera sees it.
        if vmobject.submobjects or not view.flat:
            key = object()
        else:
            key = key, np.asarray(vmobject.get_sheen_direction(), dtype=float).tobytes()
    return Style(key, fill, stroke, behind, width, width_behind)


def parts_of(view: View, shape: Shape, style: Style, paints: Paints) -> Sequence[Part]:
    """What to draw of the mobject of a shape in this style, from back to front."""
    outline = shape.outline
    if outline is None:
        return ()
    parts: list[Part] = []
    if style.width_behind > 0:
        parts += _stroke(view, shape, style.width_behind, style.behind, paints)
    parts += _part(view, shape.mobject, outline, None, style.fill, small=False)
    if style.width > 0:
        parts += _stroke(view, shape, style.width, style.stroke, paints)
    return parts


def box_of(view: View, parts: Sequence[Part]) -> Box:
    """The pixels of the picture that these touch."""
    if not parts:
        return NOTHING
    top = left = math.inf
    bottom = right = -math.inf
    for part in parts:
        bounds: Any = part.outline.path.getBounds()
        reach = _SOFT if part.pen is None else _SOFT + part.pen.reach
        top, bottom = min(top, bounds.fTop - reach), max(bottom, bounds.fBottom + reach)
        left, right = min(left, bounds.fLeft - reach), max(right, bounds.fRight + reach)
    stretch = view.transform.stretch
    return view.surface.within(
        Box(
            math.floor(top * stretch),
            math.ceil(bottom * stretch),
            math.floor(left),
            math.ceil(right),
        )
    )


def _stroke(
    view: View, shape: Shape, width: float, colors: Colors, paints: Paints
) -> Sequence[Part]:
    surface, camera, transform = view
    vmobject, outline = shape.mobject, shape.outline
    if outline is None or not (colors[:, 3] > 0).any():
        return ()
    pen = pen_of(vmobject, width * camera.cairo_line_width_multiple * transform.scale)
    if pen.squares and outline.is_point:
        return ()  # Cairo has no direction for the square
    if makes_rectangle(outline, pen) or (surface.outlines_strokes and outline.rect is None):
        return _part(view, vmobject, shape.stroked(pen, paints), None, colors, small=True)
    return _part(view, vmobject, outline, pen, colors, small=True)


def _part(
    view: View,
    vmobject: VMobject,
    outline: Outline,
    pen: Pen | None,
    colors: Colors,
    *,
    small: bool,
) -> Sequence[Part]:
    """One part, or none if there is nothing to see of it.

    Our own order of channels is faster only for large areas that things shine through, which are
    fills: 0.4 ms instead of 0.8 for 540 x 540 pixels. ``small`` says that it is no such area.
    """
    color = one_color(colors)
    if color is None:
        shaded = with_gradient(pen, colors, view.camera, vmobject, view.transform)
        return () if shaded is None else (Part(outline, pen, None, shaded, False),)
    red, green, blue, alpha = color
    exchanged = view.surface.exchanged is not None and (small or alpha >= 1)
    plain = plain_color(blue, green, red, alpha) if exchanged else plain_color(*color)
    return () if plain is None else (Part(outline, pen, plain, None, exchanged),)
