"""A loss as a surface over its two parameters, with paths on it and their shadows below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Self

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from mathcore.levels import choose_levels, level_curves
from mathcore.objectives import Objective
from scenes.clipping import clip_polyline
from scenes.loss_surface_mesh import HeightMesh
from scenes.loss_surface_path import SurfaceDots, SurfacePath, on_ground
from scenes.theme import DARK, LINE, THIN, Theme

Floats = NDArray[np.float64]
Range = tuple[float, float]
Scale = Literal["linear", "log"]

_LIFT = 0.012
"""Share of the height by which a path floats above the surface."""
_LOG_DEPTH = 1000.0
"""How many times smaller than the whole range are the differences that a log scale shows."""
_DOT = 0.055


class LossSurface(HeightMesh):
    """The surface of an objective, coloured by height like the level curves of the theme.

    Parameters
    ----------
    x_range, y_range : data units; by default the objective's domain
    resolution : cells along x and along y
    z_range : values of the objective from the lowest to the highest point; what is beyond is cut
        off flat. By default all finite values in the range.
    z_scale : ``linear``, or ``log`` for valleys whose floor would look flat otherwise: there,
        the height grows by equal steps for equal ratios of the value above the lowest
    size : scene units along x and y, and upwards
    ground : scene units from the lowest point down to the ground
    lines : how many lines there are along each side, about

    A surface stands on the middle of the scene, with x to the right and y to the back.
    """

    def __init__(
        self,
        objective: Objective,
        x_range: Range | None = None,
        y_range: Range | None = None,
        resolution: tuple[int, int] = (64, 64),
        *,
        z_range: Range | None = None,
        z_scale: Scale = "linear",
        size: tuple[float, float, float] = (6.0, 6.0, 2.6),
        ground: float = 1.2,
        lines: int = 16,
        theme: Theme = DARK,
    ) -> None:
        if objective.dimension != 2:
            raise ValueError(f"a surface needs two parameters, {objective.name} has one")
        self.theme = theme
        self.x_range = _ordered("x_range", x_range or objective.domain[0])
        self.y_range = _ordered("y_range", y_range or objective.domain[1])
        self._shades = _shades(theme)
        domain = (self.x_range, self.y_range)

        # Functions, because Manim copies mobjects deeply and an objective cannot be copied.
        def curves(level: float) -> list[Floats]:
            return [curve.points for curve in level_curves(objective, [level], domain)]

        def levels(count: int) -> Floats:
            return choose_levels(objective, domain, count)

        self._curves, self._levels = curves, levels
        rows, columns = resolution
        x = np.linspace(*self.x_range, rows + 1)
        y = np.linspace(*self.y_range, columns + 1)
        values = objective.value(np.stack(np.meshgrid(x, y, indexing="ij"), axis=-1))
        self.z_range = _ordered("z_range", z_range or _finite_range(values, objective.name))
        self.z_scale: Scale = z_scale
        self.ground = -ground / size[2]
        across, deep, high = size
        frame = np.array([[-across / 2, -deep / 2, 0], [across, 0, 0], [0, deep, 0], [0, 0, high]])
        shares = self._shares_of(values)
        super().__init__(
            shares,
            self._colors_of(shares),
            frame,
            line_color=_line_color(theme),
            line_spacing=max(1, round(min(resolution) / lines)) if lines else 0,
        )

    def set_values(self, values: ArrayLike) -> Self:
        """Show other values of the loss, (rows + 1, columns + 1), and colour them anew."""
        shares = self._shares_of(np.asarray(values, dtype=float))
        self.set_shares(shares, self._colors_of(shares))
        return self

    def point(self, positions: ArrayLike, lift: float = 0.0) -> Floats:
        """Points of the scene (..., 3) on the surface, over data points (..., 2).

        ``lift`` is a share of the height. A point out of range lies over the edge.
        """
        along = self._over(positions)
        shares = np.concatenate([along, self._height_at(along)[..., None] + lift], axis=-1)
        return self._in_scene(shares)

    def on_ground(self, positions: ArrayLike) -> Floats:
        """Points of the scene (..., 3) on the ground, below data points (..., 2)."""
        along = self._over(positions)
        below = np.full((*along.shape[:-1], 1), self.ground)
        return self._in_scene(np.concatenate([along, below], axis=-1))

    def path(
        self,
        positions: ArrayLike,
        role: str = "gradient descent",
        *,
        width: float = LINE,
        dots: bool = True,
    ) -> VGroup:
        """A trajectory (n, 2), data units, on the surface: a line, and a dot at every step.

        It is cut where it leaves the range.
        """
        positions = np.asarray(positions, dtype=float)
        color = self.theme.color(role)
        pieces = [self.point(self._dense(piece), _LIFT) for piece in self._inside(positions)]
        group = VGroup(SurfacePath(self, pieces, color, width))
        inside = positions[self._contains(positions)]
        if dots and len(inside):
            group.add(SurfaceDots(self, self.point(inside, _LIFT), color, _DOT))
        return group

    def shadow(self, positions: ArrayLike, *, width: float = LINE) -> VMobject:
        """A trajectory (n, 2), data units, straight below its path, on the ground."""
        pieces = [self.on_ground(piece) for piece in self._inside(np.asarray(positions, float))]
        return on_ground(self, pieces, self.theme.color("muted"), width)

    def contours(self, levels: Sequence[float] | None = None, *, count: int = 10) -> VGroup:
        """Level curves on the ground, in the colours of the surface."""
        chosen = self._levels(count) if levels is None else levels
        group = VGroup()
        for level in sorted(float(value) for value in chosen):
            color = self.theme.level_color(float(self._shares_of(np.array(level))))
            curves = [self.on_ground(curve) for curve in self._curves(level)]
            group.add(on_ground(self, curves, color, THIN))
        return group

    def ground_frame(self) -> VMobject:
        """The edge of the ground."""
        (left, right), (front, back) = self.x_range, self.y_range
        corners = [(left, front), (right, front), (right, back), (left, back), (left, front)]
        return on_ground(self, [self.on_ground(corners)], self.theme.color("axis"), THIN)

    # ------------------------------------------------------------------ from data to shares

    def _shares_of(self, values: Floats) -> Floats:
        low, high = self.z_range
        with np.errstate(invalid="ignore"):
            shares = (np.nan_to_num(values, nan=high, posinf=high, neginf=low) - low) / (high - low)
        shares = np.clip(shares, 0.0, 1.0)
        if self.z_scale == "log":
            shares = np.log1p(_LOG_DEPTH * shares) / np.log1p(_LOG_DEPTH)
        return shares

    def _colors_of(self, shares: Floats) -> Floats:
        colors: Floats = self._shades[np.rint(shares * (len(self._shades) - 1)).astype(int)]
        return colors

    def _over(self, positions: ArrayLike) -> Floats:
        low, high = np.array([self.x_range, self.y_range]).T
        along: Floats = np.clip((np.asarray(positions, dtype=float) - low) / (high - low), 0, 1)
        return along

    def _height_at(self, along: Floats) -> Floats:
        """The height of the drawn surface, which lies between its grid points."""
        heights = self.shares()[..., 2]
        cells = np.array(self.cells)
        place = np.clip(along, 0.0, 1.0) * cells
        first = np.minimum(place.astype(int), cells - 1)
        (i, j), (u, v) = np.moveaxis(first, -1, 0), np.moveaxis(place - first, -1, 0)
        here = heights[i, j] * (1 - u) + heights[i + 1, j] * u
        there = heights[i, j + 1] * (1 - u) + heights[i + 1, j + 1] * u
        height: Floats = here * (1 - v) + there * v
        return height

    def _in_scene(self, shares: Floats) -> Floats:
        corner, *sides = self.frame
        places: Floats = corner + shares @ np.array(sides)
        return places

    def _contains(self, positions: Floats) -> NDArray[np.bool_]:
        low, high = np.array([self.x_range, self.y_range]).T
        with np.errstate(invalid="ignore"):
            inside: NDArray[np.bool_] = ((positions >= low) & (positions <= high)).all(axis=1)
        return inside

    def _inside(self, positions: Floats) -> list[Floats]:
        return clip_polyline(positions, self.x_range, self.y_range)

    def _dense(self, piece: Floats) -> Floats:
        """Points between the given ones, so that the line follows the surface."""
        cells = np.abs(np.diff(self._over(piece), axis=0) * self.cells).max(axis=1)
        counts = np.ceil(2 * cells).astype(int).clip(1, 4 * max(self.cells))
        parts = [
            start + (end - start) * np.linspace(0, 1, count, endpoint=False)[:, None]
            for start, end, count in zip(piece[:-1], piece[1:], counts, strict=True)
        ]
        return np.concatenate([*parts, piece[-1:]])


def _ordered(name: str, span: Sequence[float]) -> Range:
    low, high = map(float, span)
    if not (np.isfinite([low, high]).all() and low < high):
        raise ValueError(f"{name} must rise from a finite number to another, got {low} to {high}")
    return low, high


def _finite_range(values: Floats, name: str) -> Range:
    finite = values[np.isfinite(values)]
    if not finite.size:
        raise ValueError(f"{name} has no finite value there; choose other ranges")
    low, high = float(finite.min()), float(finite.max())
    return (low, high) if low < high else (low - 0.5, high + 0.5)


def _shades(theme: Theme) -> Floats:
    """The colours of heights from the lowest to the highest, (256, 3), 0 to 1."""
    shades = [theme.level_color(share) for share in np.linspace(0, 1, 256)]
    return np.array([[int(shade[i : i + 2], 16) for i in (1, 3, 5)] for shade in shades]) / 255


def _line_color(theme: Theme) -> tuple[float, float, float, float]:
    red, green, blue = (int(theme.background[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue, 0.45
