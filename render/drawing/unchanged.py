"""What a caller of a painter may know about mobjects."""

from __future__ import annotations

from manim import Mobject


class Unchanged(list[Mobject]):
    """Mobjects; when this very list comes again, no vector mobject in it has changed meanwhile.

    Only the camera may have moved, and what is no ``VMobject``.
    """
