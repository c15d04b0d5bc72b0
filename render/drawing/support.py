"""Which cameras and mobjects Skia draws as Manim does; the others are refused by name."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import cast

from manim import (
    Camera,
    MappingCamera,
    Mobject,
    MovingCamera,
    MultiCamera,
    PMobject,
    ThreeDCamera,
    ValueTracker,
    VMobject,
)
from manim.mobject.types.image_mobject import AbstractImageMobject

from render.errors import SteepestError

_CAMERAS = (Camera, MovingCamera, MultiCamera, ThreeDCamera, MappingCamera)
_DRAWN = (VMobject, PMobject, AbstractImageMobject, ValueTracker)
"""What has points: a tracker keeps its value there, and shows nothing."""
_REPLACED = (
    "apply_fill",
    "apply_stroke",
    "cache_cairo_context",
    "capture_mobject",
    "capture_mobjects",
    "display_image_mobject",
    "display_multiple_background_colored_vmobjects",
    "display_multiple_image_mobjects",
    "display_multiple_non_background_colored_vmobjects",
    "display_multiple_point_cloud_mobjects",
    "display_multiple_vectorized_mobjects",
    "display_point_cloud",
    "display_vectorized",
    "overlay_PIL_image",
    "overlay_rgba_array",
    "reset",
    "set_cairo_context_color",
    "set_cairo_context_path",
    "set_frame_to_background",
    "set_pixel_array",
    "type_or_raise",
)
"""What Manim's camera draws with, and Skia does without."""


def check_camera(camera: Camera) -> None:
    """Refuse a camera that draws in a way of its own.

    Raises
    ------
    SteepestError : it names the method that would not be called
    """
    _check(cast("Hashable", type(camera)))


@cache
def _check(camera_class: Hashable) -> None:
    assert isinstance(camera_class, type)
    for name in _REPLACED:
        owner = next(kind for kind in camera_class.__mro__ if name in kind.__dict__)
        if owner not in _CAMERAS:
            raise SteepestError(
                f"{camera_class.__name__} draws with its own {owner.__name__}.{name}, which only "
                "Manim's renderer calls: use --renderer cairo"
            )


def check_mobject(mobject: Mobject) -> None:
    """Refuse a mobject that has points but that Manim's camera does not draw.

    Raises
    ------
    SteepestError : it names the class; Manim leaves such a mobject out, or fails
    """
    if isinstance(mobject, _DRAWN) or type(mobject) is Mobject:
        return
    raise SteepestError(
        f"{type(mobject).__name__} cannot be drawn: it has points, but is no VMobject, PMobject "
        "or ImageMobject; make it one, or use --renderer cairo"
    )
