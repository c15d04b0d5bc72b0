"""Draw vector mobjects: background stroke, fill, stroke."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from operator import attrgetter, ne

from manim import VMobject

from render.drawing.changes import Step
from render.drawing.flat.inks import Inks
from render.drawing.flat.marks import Drawing
from render.drawing.flat.outlines import Outline
from render.drawing.flat.paints import Paints, Pen, pen_of
from render.drawing.flat.paths import outlines_of
from render.drawing.flat.styles import Reading
from render.drawing.flat.view import View


class VectorDrawer:
    """Draws vector mobjects with Skia, and knows which look as they did in the last frame."""

    def __init__(self) -> None:
        self._paints = Paints()
        self._now: list[_Run] = []
        self._before: list[_Run] = []

    def begin(self) -> None:
        """A new frame begins: forget what the last one has not shown."""
        self._before, self._now = self._now, []

    def steps(self, view: View, vmobjects: Sequence[VMobject]) -> Sequence[Step]:
        """How to draw mobjects, without their families; the same step if nothing has changed."""
        if not vmobjects:
            return ()
        number = len(self._now)
        run = self._before[number] if number < len(self._before) else None
        if run is None or not run.fits(view):
            run = _Run(view, self._paints)
        self._now.append(run)
        return run.steps(vmobjects)


class _Shape:
    """What is known of a mobject from the last frame.

    Attributes
    ----------
    mobject : held, so that no other takes its id
    content : the bytes of its points
    outline : None if there is nothing to draw
    key : of its style; None until it has been drawn at this place
    """

    __slots__ = ("content", "key", "mobject", "outline", "step")

    def __init__(self, mobject: VMobject) -> None:
        self.mobject = mobject
        self.content: bytes | None = None
        self.outline: Outline | None = None
        self.key: object = None
        self.step: Step


class _Run:
    """Mobjects that a camera shows on a surface, as they were in the last frame."""

    def __init__(self, view: View, paints: Paints) -> None:
        self._view = view
        self._multiple = view.camera.cairo_line_width_multiple
        self._paints = paints
        self._numbers: list[int] = []
        self._shapes: list[_Shape] = []
        self._inks = Inks(view, paints)

    def fits(self, view: View) -> bool:
        """Whether what looked like this still does in this view."""
        surface, camera, transform = self._view
        return (
            surface is view.surface
            and camera is view.camera
            and transform == view.transform
            and self._multiple == view.camera.cairo_line_width_multiple
        )

    def steps(self, vmobjects: Sequence[VMobject]) -> list[Step]:
        """How to draw these."""
        shapes = self._shapes_of(vmobjects)
        reading = Reading(self._view, vmobjects)
        moved = map(ne, map(_CONTENT, shapes), reading.contents)
        self._outline(reading, [*compress(enumerate(shapes), moved)])
        changed = map(ne, map(_KEY, shapes), reading.keys)
        self._draw(reading, [*compress(enumerate(shapes), changed)])
        return [*map(_STEP, shapes)]

    def _shapes_of(self, vmobjects: Sequence[VMobject]) -> Sequence[_Shape]:
        numbers = list(map(id, vmobjects))
        if numbers != self._numbers:
            known = dict(zip(self._numbers, self._shapes, strict=True))
            self._shapes = [known.get(id(one)) or _Shape(one) for one in vmobjects]
            self._numbers = numbers
        return self._shapes

    def _outline(self, reading: Reading, moved: Sequence[tuple[int, _Shape]]) -> None:
        """Find out where these are to be drawn, after they have moved."""
        outlines = outlines_of(
            [reading.points[index] for index, _ in moved],
            [shape.mobject.tolerance_for_point_equality for _, shape in moved],
            self._view.transform,
        )
        for (index, shape), outline in zip(moved, outlines, strict=True):
            shape.outline, shape.content, shape.key = outline, reading.contents[index], None

    def _draw(self, reading: Reading, changed: Sequence[tuple[int, _Shape]]) -> None:
        """Find out how these are to be drawn, after they have changed."""
        if not changed:
            return
        indices = [index for index, _ in changed]
        vmobjects = [shape.mobject for _, shape in changed]
        inks = (self._inks.of(vmobjects, coat, indices) for coat in reading.coats)
        behind_width, _, width = (coat.widths for coat in reading.coats)
        drawing = Drawing(self._view, self._paints)
        for (index, shape), behind, fill, stroke in zip(changed, *inks, strict=True):
            drawing.begin(id(shape.mobject))
            outline = shape.outline
            if outline is None:
                continue
            if behind is not None:
                drawing.stroke(outline, behind, self._pen(shape, behind_width[index]))
            if fill is not None:
                drawing.fill(outline, fill)
            if stroke is not None:
                drawing.stroke(outline, stroke, self._pen(shape, width[index]))
        for (index, shape), step in zip(changed, drawing.steps(), strict=True):
            shape.step, shape.key = step, reading.keys[index]

    def _pen(self, shape: _Shape, width: float) -> Pen:
        return pen_of(shape.mobject, width * self._multiple * self._view.transform.scale)


_CONTENT, _KEY, _STEP = map(attrgetter, ("content", "key", "step"))
