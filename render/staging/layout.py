"""Which texts stand on screen, and where: read from the mobjects of a running scene.

Bounds are relative to the frame that the camera shows, so that they mean the same when it has
moved or zoomed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from manim import (
    Camera,
    DecimalNumber,
    MarkupText,
    Mobject,
    Scene,
    SingleStringMathTex,
    Text,
    ThreeDCamera,
    Typst,
)
from manim.mobject.types.vectorized_mobject import VMobject
from numpy.typing import NDArray

from render.timeline import TextBox
from scenes.frame import FRAME

_TEXT_CLASSES = (Typst, Text, MarkupText, SingleStringMathTex, DecimalNumber)
_FAINTEST = 0.02
"""Opacity below which a viewer sees nothing."""
_SMALLEST = 1e-6
"""Extent, in Manim units, below which a mobject is a mere anchor."""


def text_boxes(scene: Scene, frame: int, *, still_changing: frozenset[int]) -> list[TextBox]:
    """The visible texts of a scene as it stands now.

    Parameters
    ----------
    scene : its ``mobjects`` are walked from the top; what lies in a text is part of that text
    frame : number to put on the boxes
    still_changing : ids of mobjects that are half-way through an animation, which do not count

    A mobject with ``ignore_layout = True``, and all below it, is left out.
    """
    camera: Any = scene.renderer.camera
    if isinstance(camera, ThreeDCamera):
        camera.reset_rotation_matrix()  # it follows the angles only when it draws
    boxes = []
    for mobject in texts_of(scene.mobjects, still_changing):
        bounds = _bounds(mobject, camera)
        if bounds is not None:
            boxes.append(TextBox(frame, readable(mobject), *bounds))
    return boxes


def changing(animations: Iterable[Any]) -> frozenset[int]:
    """The ids of all mobjects that these animations, or animations inside them, act upon."""
    ids: set[int] = set()
    for animation in animations:
        if animation.mobject is not None:
            ids.update(id(member) for member in animation.mobject.get_family())
        ids |= changing(getattr(animation, "animations", ()))
    return frozenset(ids)


def readable(mobject: Mobject) -> str:
    """What a text says, as far as it can tell."""
    for name in ("plain_text", "typst_code", "tex_string", "original_text", "text"):
        said = getattr(mobject, name, None)
        if isinstance(said, str):
            return " ".join(said.strip("$ ").split())
    if isinstance(mobject, DecimalNumber):
        return f"{mobject.get_value():g}"
    return type(mobject).__name__


def texts_of(mobjects: Iterable[Mobject], still_changing: frozenset[int]) -> Iterator[Mobject]:
    """The texts among these mobjects and their parts, whether they can be seen or not."""
    seen: set[int] = set()
    pending = list(mobjects)[::-1]
    while pending:
        mobject = pending.pop()
        if id(mobject) in seen or getattr(mobject, "ignore_layout", False):
            continue
        seen.add(id(mobject))
        if not _is_text(mobject):
            pending.extend(mobject.submobjects[::-1])
        elif id(mobject) not in still_changing:
            yield mobject


def _is_text(mobject: Mobject) -> bool:
    plain_text = getattr(mobject, "plain_text", None)
    return isinstance(plain_text, str) or isinstance(mobject, _TEXT_CLASSES)


def _bounds(mobject: Mobject, camera: Any) -> tuple[float, float, float, float] | None:
    """x_min, x_max, y_min, y_max of what is visible, or None if nothing is."""
    members = [member for member in mobject.get_family() if is_visible(member)]
    corners = _corners(members, camera)
    if corners is None:
        return None
    (x_min, y_min), (x_max, y_max) = corners
    # The camera's own frame, moved or zoomed, or large from the start, seen as one 8 units high.
    zoom = FRAME.height / camera.frame_height
    center = camera.frame_center
    return (
        round(float((x_min - center[0]) * zoom), 3),
        round(float((x_max - center[0]) * zoom), 3),
        round(float((y_min - center[1]) * zoom), 3),
        round(float((y_max - center[1]) * zoom), 3),
    )


def _corners(members: list[Mobject], camera: Any) -> NDArray[np.float64] | None:
    """The lowest and the highest point, (2, 2), of those members that are more than anchors.

    All at once: a tenth of the time of a lesson, drawing left out, went into one glyph after the
    other.
    """
    seen = [(member, _anchors(member)) for member in members]
    if not seen:
        return None
    if not np.isfinite(np.concatenate([points for _, points in seen])).all():
        seen = [each for each in seen if np.isfinite(each[1]).all()]
    if type(camera).transform_points_pre_display is not Camera.transform_points_pre_display:
        seen = [
            (member, np.asarray(camera.transform_points_pre_display(member, points)))
            for member, points in seen
        ]
    if not seen:
        return None
    points = np.concatenate([points[:, :2] for _, points in seen])
    starts = np.cumsum([0, *(len(points) for _, points in seen[:-1])])
    lows, highs = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
    large = ~((highs - lows).max(axis=1) < _SMALLEST)
    if not large.any():
        return None
    return np.array([lows[large].min(axis=0), highs[large].max(axis=0)])


def _anchors(member: Mobject) -> NDArray[np.float64]:
    # Handles may lie far outside the curve; the extremes of a glyph are anchors.
    return np.concatenate((member.points[::4], member.points[3::4]))


def is_visible(member: Mobject) -> bool:
    """Whether a viewer sees anything of a mobject, its parts not counted."""
    if not isinstance(member, VMobject) or len(member.points) == 0:
        return False
    if _shows(member.get_fill_rgbas()):
        return True
    return member.get_stroke_width() > 0 and _shows(member.get_stroke_rgbas())


def _shows(rgbas: NDArray[np.float64]) -> bool:
    if len(rgbas) == 1:  # as of nearly all, and quicker than to look for the largest
        return bool(rgbas[0, 3] > _FAINTEST)
    return bool(rgbas[:, 3].max(initial=0.0) > _FAINTEST)
