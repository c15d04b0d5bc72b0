"""Draw vector mobjects: background stroke, fill, stroke."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from manim import VMobject

from render.drawing.changes import Drawable
from render.drawing.looks import Look, View, look_of, style_of
from render.drawing.paints import Paints
from render.drawing.shapes import Shapes
from render.drawing.surfaces import Surface
from render.picture import Box


class VectorDrawer:
    """Draws vector mobjects with Skia, and knows which look as they did in the last frame."""

    def __init__(self) -> None:
        self._paints = Paints()
        self._shapes = Shapes()

    def begin(self) -> None:
        """A new frame begins: forget what the last one has not shown."""
        self._shapes.begin()

    def steps(self, view: View, vmobjects: Sequence[VMobject]) -> list[Drawable]:
        """How to draw mobjects, without their families; the same step if nothing has changed."""
        steps = []
        for shape in self._shapes.of(view.camera, view.transform, vmobjects):
            style = style_of(view, shape.mobject)
            step = shape.step
            if step is None or shape.style != style.key or shape.surface is not view.surface:
                look = look_of(view, shape, style, self._paints)
                draw = partial(self._draw, view.surface, view.transform.stretch, look)
                step = shape.step = Drawable(id(shape.mobject), look, look.box, draw)
                shape.style, shape.surface = style.key, view.surface
            steps.append(step)
        return steps

    def _draw(self, surface: Surface, stretch: float, look: Look) -> Box:
        if stretch == 1:
            for part in look.parts:
                part.draw(surface, self._paints)
            return look.box
        canvases = [canvas for canvas in (surface.canvas, surface.exchanged) if canvas is not None]
        for canvas in canvases:
            canvas.save()
            canvas.scale(1, stretch)
        for part in look.parts:
            part.draw(surface, self._paints)
        for canvas in canvases:
            canvas.restore()
        return look.box
