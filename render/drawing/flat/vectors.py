"""Draw vector mobjects: background stroke, fill, stroke."""

from __future__ import annotations

from collections.abc import Sequence

from manim import VMobject

from render.drawing.changes import Step
from render.drawing.flat.looks import Part, View, box_of, parts_of, style_of
from render.drawing.flat.paints import Paints
from render.drawing.flat.shapes import Shapes
from render.picture import Box


class VectorDrawer:
    """Draws vector mobjects with Skia, and knows which look as they did in the last frame."""

    def __init__(self) -> None:
        self._paints = Paints()
        self._shapes = Shapes()

    def begin(self) -> None:
        """A new frame begins: forget what the last one has not shown."""
        self._shapes.begin()

    def steps(self, view: View, vmobjects: Sequence[VMobject]) -> Sequence[Step]:
        """How to draw mobjects, without their families; the same step if nothing has changed."""
        steps = []
        for shape in self._shapes.of(view.camera, view.transform, vmobjects):
            style = style_of(view, shape.mobject)
            step = shape.step
            if step is None or shape.style != style.key or shape.surface is not view.surface:
                parts = parts_of(view, shape, style, self._paints)
                step = shape.step = _VectorStep(id(shape.mobject), view, parts, self._paints)
                shape.style, shape.surface = style.key, view.surface
            steps.append(step)
        return steps


class _VectorStep(Step):
    """Draws one mobject; there is a new one whenever it looks otherwise."""

    __slots__ = ("_paints", "_parts", "_view")

    def __init__(self, key: int, view: View, parts: Sequence[Part], paints: Paints) -> None:
        super().__init__(key, self, box_of(view, parts))
        self._view = view
        self._parts = parts
        self._paints = paints

    def _draw(self) -> Box:
        surface, _, transform = self._view
        assert self.box is not None
        if transform.stretch == 1:
            for part in self._parts:
                part.draw(surface, self._paints)
            return self.box
        canvases = [canvas for canvas in (surface.canvas, surface.exchanged) if canvas is not None]
        for canvas in canvases:
            canvas.save()
            canvas.scale(1, transform.stretch)
        for part in self._parts:
            part.draw(surface, self._paints)
        for canvas in canvases:
            canvas.restore()
        return self.box
