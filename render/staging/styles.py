"""Whether giving a part the style of another one a second time changes nothing."""

from __future__ import annotations

from typing import Any

from manim import VMobject

_OF_A_STYLE = (
    "pointwise_become_partial",
    "match_style",
    "get_style",
    "set_style",
    "set_fill",
    "set_stroke",
    "set_background_stroke",
    "update_rgbas_array",
    "generate_rgbas_array",
    "get_fill_rgbas",
    "get_fill_colors",
    "get_fill_opacities",
    "get_stroke_rgbas",
    "get_stroke_colors",
    "get_stroke_opacity",
    "get_stroke_opacities",
    "get_stroke_width",
    "get_sheen_factor",
    "get_sheen_direction",
    "get_background_image",
    "__getattribute__",
    "__setattr__",
)
"""All that ``VMobject.match_style`` calls, and what leaves a style alone."""


def keeps_style(part: Any, model: Any) -> bool:
    """Whether a part that has taken over the style of its model has it for good.

    Its points may be set as a part of the model's, as Manim draws a border: 40 us for a glyph, of
    which 30 are for the style that it has already. With a sheen each time adds to it.
    """
    return (
        all(_is_plain(type(each)) for each in (part, model))
        and not part.submobjects
        and not part.sheen_factor
        and not model.sheen_factor
        and not model.background_image
    )


def _is_plain(kind: Any) -> bool:
    return issubclass(kind, VMobject) and all(
        getattr(kind, name) is getattr(VMobject, name) for name in _OF_A_STYLE
    )
