"""What belongs to a loss surface: a path on it, and what lies on the ground below."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, OUT, VMobject
from manim.mobject.three_d.three_d_utils import (
    get_3d_vmob_end_corner,
    get_3d_vmob_end_corner_unit_normal,
    get_3d_vmob_start_corner,
    get_3d_vmob_start_corner_unit_normal,
)
from manim.utils.color.core import get_shaded_rgb
from numpy.typing import NDArray

from scenes.loss_surface_mesh import HeightMesh
from scenes.shapes import dots, polyline

Floats = NDArray[np.float64]

HIDDEN = 0.22
"""Opacity of those parts of a path that the surface hides."""
_FAR_BELOW = 1e4
_LIGHT = 9 * DOWN + 7 * LEFT + 10 * OUT  # where it is unless somebody moves it


class Kept:
    """Holds a mobject that is not copied along when its holder is."""

    def __init__(self, mobject: HeightMesh) -> None:
        self.mobject = mobject

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


class OnSurface(VMobject):
    """Something on a surface, which the surface may hide in part.

    Manim's own camera draws it over everything. Painters that draw surfaces whole show what is
    hidden with the opacity ``HIDDEN``.
    """

    def __init__(self, surface: HeightMesh, like: VMobject) -> None:
        super().__init__()
        self.match_style(like)
        self.points = like.points
        self._kept = Kept(surface)

    @property
    def surface(self) -> HeightMesh:
        """What it lies on."""
        return self._kept.mobject


class SurfacePath(OnSurface):
    """A line on a surface.

    Parameters
    ----------
    pieces : (n, 3) each, scene points
    """

    def __init__(self, surface: HeightMesh, pieces: list[Floats], color: str, width: float) -> None:
        super().__init__(surface, polyline(pieces, color, width))


class SurfaceDots(OnSurface):
    """Dots on a surface. Manim's own camera draws them as discs that lie flat.

    Parameters
    ----------
    places : (n, 3), scene points

    Attributes
    ----------
    centers : (n, 3), where they are now
    radius : scene units
    """

    def __init__(self, surface: HeightMesh, places: Floats, color: str, radius: float) -> None:
        super().__init__(surface, dots(list(places), color, radius))
        self.radius = radius
        self._count = len(places)

    @property
    def centers(self) -> Floats:
        """The middle of each disc."""
        centers: Floats = self.points.reshape(self._count, -1, 3)[:, ::4].mean(axis=1)
        return centers


class Below:
    """The place by which Manim's camera sorts what lies on the ground: far below the surface.

    Seen from above, it is then drawn before everything else, seen from below, after it.
    """

    def __init__(self, surface: HeightMesh) -> None:
        self._kept = Kept(surface)

    def get_center(self) -> Floats:
        """A point far below the middle of the surface."""
        corner, first, second, up = self._kept.mobject.frame
        height = max(float(np.linalg.norm(up)), 1e-9)
        below: Floats = corner + (first + second) / 2 - up / height * _FAR_BELOW
        return below


def on_ground(surface: HeightMesh, pieces: list[Floats], color: str, width: float) -> VMobject:
    """Lines on the ground, scene points (n, 3) each, which the surface hides."""
    lines = polyline(pieces, color, width)
    lines.shade_in_3d = True  # only so is it sorted at all
    lines.set(z_index_group=Below(surface))
    if lines.has_points():
        lines.stroke_rgbas = _without_light(lines)
    return lines


def _without_light(lines: VMobject) -> Floats:
    """The colours (2, 4) at both ends that look as they should in the light of Manim's camera."""
    colors = np.repeat(lines.stroke_rgbas[:1], 2, axis=0)
    places = get_3d_vmob_start_corner(lines), get_3d_vmob_end_corner(lines)
    normals = (
        get_3d_vmob_start_corner_unit_normal(lines),
        get_3d_vmob_end_corner_unit_normal(lines),
    )
    for color, place, normal in zip(colors, places, normals, strict=True):
        lit = get_shaded_rgb(color[:3].copy(), place, normal, _LIGHT)
        color[:3] = np.clip(2 * color[:3] - lit, 0.0, 1.0)
    return colors
