"""Where the lesson on contours takes place: its view, its level curve, its directions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathcore import calculus, levels
from mathcore.calculus import Stationary
from mathcore.objectives import Objective

Floats = NDArray[np.float64]
View = tuple[tuple[float, float], tuple[float, float]]

_NO_SLOPE = 1e-6
"""A gradient is as good as zero where a stationary point lies this near, as a share of the view."""

_MOST_POINTS = 3000


class Ending(Enum):
    """What becomes of a level curve that is followed."""

    CLOSED = "comes back to where it began"
    EDGE = "leaves the picture at both ends"
    SADDLE = "runs into a saddle"
    BROKEN = "cannot be followed to the edge"


@dataclass(frozen=True, eq=False)
class Route:
    """A walk along a whole level curve, from a point on it and back to it.

    An open curve is walked to one end, back to the other end, and back to the point.

    level     : f on the curve
    points    : float64 (n, 2), data units; the first and the last are the point
    values    : float64 (n,), f
    gradients : float64 (n, 2)
    tangents  : float64 (n, 2), unit vectors, taken from the curve itself
    angles    : float64 (n,), between gradient and tangent, degrees
    ending    : what becomes of the curve
    saddle    : float64 (2,), the saddle that it runs into, or None
    """

    level: float
    points: Floats = field(repr=False)
    values: Floats = field(repr=False)
    gradients: Floats = field(repr=False)
    tangents: Floats = field(repr=False)
    angles: Floats = field(repr=False)
    ending: Ending
    saddle: Floats | None

    @cached_property
    def shares(self) -> Floats:
        """How much of the way is behind each point, float64 (n,), 0 to 1."""
        steps = np.linalg.norm(np.diff(self.points, axis=0), axis=1)
        travelled = np.concatenate([[0.0], np.cumsum(steps)])
        return np.asarray(travelled / travelled[-1])

    def index(self, share: float) -> int:
        """The point at this share of the way."""
        return int(np.abs(self.shares - share).argmin())

    @property
    def right_share(self) -> float:
        """Share of the points where the angle is 90 degrees, to the digits that are shown."""
        return float((np.abs(self.angles - 90.0) < 5e-5).mean())


def first_view(objective: Objective, point: Floats) -> View:
    """The square part of the plane to show, with the point in it.

    A quadratic looks alike at every scale: the view grows with the point. Any other landscape is
    shown over its domain, which is moved where the point lies outside.
    """
    if objective.name == "quadratic":
        a, b = (abs(objective.parameters[name]) for name in ("a", "b"))
        distance = float(np.linalg.norm(point))
        if distance == 0:
            return square((0.0, 0.0), 2.4)
        reach = np.sqrt(float(a * point[0] ** 2 + b * point[1] ** 2) / max(min(a, b), 1e-12))
        return square((0.0, 0.0), max(1.9 * distance, min(1.3 * reach, 2.3 * distance)))
    domain = np.array(objective.domain, dtype=float)
    half = float((domain[:, 1] - domain[:, 0]).max()) / 2
    center = domain.mean(axis=1)
    # A little room around the point, so that an arrow there can be seen.
    return square(np.clip(center, point - 0.85 * half, point + 0.85 * half), half)


def square(center: ArrayLike, half: float) -> View:
    """A square view."""
    x, y = (float(v) for v in np.asarray(center, dtype=float))
    return (x - half, x + half), (y - half, y + half)


def half_width(view: View) -> float:
    """Half the side of a square view, data units."""
    return (view[0][1] - view[0][0]) / 2


def inside(view: View, point: Floats) -> bool:
    """Whether a point lies in a view."""
    return all(low <= x <= high for x, (low, high) in zip(point, view, strict=True))


def kind_of(objective: Objective, point: Floats, view: View) -> Stationary:
    """What a point is; ``SLOPE`` unless the gradient is zero at the scale of the view."""
    size = float(np.linalg.norm(objective.gradient(point)))
    curvature = float(np.abs(np.linalg.eigvalsh(objective.hessian(point))).max())
    if size > _NO_SLOPE * curvature * half_width(view):
        return Stationary.SLOPE
    return calculus.classify(objective, point, tolerance=np.inf)


def step_aside(objective: Objective, point: Floats, view: View) -> Floats | None:
    """A place near a stationary point where the gradient is not zero, or None if all is flat."""
    half = half_width(view)
    digits = 1 - int(np.floor(np.log10(half)))
    for share in (0.35, 0.5, 0.2):
        for degrees in (30, 60, 15, 120, 210, 300):
            angle = np.radians(degrees)
            place = point + share * half * np.array([np.cos(angle), np.sin(angle)])
            place = np.round(place, digits)
            if (
                inside(view, place)
                and is_smooth(objective, place)
                and kind_of(objective, place, view) is Stationary.SLOPE
            ):
                return place
    return None


def is_smooth(objective: Objective, point: Floats) -> bool:
    """Whether f and its first two derivatives are numbers at a point."""
    parts = (objective.value, objective.gradient, objective.hessian)
    return all(bool(np.isfinite(part(point)).all()) for part in parts)


def has_kink(objective: Objective, point: Floats) -> bool:
    """Whether f has another slope to the left of a point than to the right, along x or y."""
    h = 1e-6 * max(1.0, float(np.abs(point).max()))
    bend = float(np.abs(objective.hessian(point)).max())
    here = objective.value(point)
    for axis in np.eye(2):
        ahead = (objective.value(point + h * axis) - here) / h
        behind = (here - objective.value(point - h * axis)) / h
        size = max(abs(ahead), abs(behind))
        rounding = 1e-14 * abs(here) / h
        if abs(ahead - behind) > 1e-2 * size + 4 * bend * h + 10 * rounding:
            return True
    return False


def follow(objective: Objective, point: Floats, view: View) -> Route:
    """Walk the level curve through a point as far as the view goes."""
    spacing = 2 * half_width(view) / 800
    curve = levels.level_curve_through(objective, point, view, spacing)
    points = curve.points
    ending, saddle = Ending.CLOSED, None
    if not curve.closed:
        ending, saddle = _ending(objective, points, view)
        here = int(np.linalg.norm(points - point, axis=1).argmin())
        points = np.concatenate([points[here:], points[-2::-1], points[1 : here + 1]])
    points = _with_direction(objective, _thinned(points), view)
    gradients = objective.gradient(points)
    tangents = calculus.tangent(objective, points)
    return Route(
        level=float(curve.level),
        points=points,
        values=np.asarray(objective.value(points)),
        gradients=gradients,
        tangents=tangents,
        angles=np.asarray(calculus.angle_between(gradients, tangents)),
        ending=ending,
        saddle=saddle,
    )


def _thinned(points: Floats) -> Floats:
    """At most ``_MOST_POINTS`` of the points, evenly chosen; the first and the last stay."""
    if len(points) <= _MOST_POINTS:
        return points
    return np.asarray(points[np.linspace(0, len(points) - 1, _MOST_POINTS).round().astype(int)])


def _with_direction(objective: Objective, points: Floats, view: View) -> Floats:
    """The points where the gradient has a direction: not those right on a saddle."""
    sizes = np.linalg.norm(objective.gradient(points), axis=1)
    curvatures = np.abs(objective.hessian(points)).max(axis=(1, 2))
    with np.errstate(invalid="ignore"):
        usable = np.isfinite(sizes) & (sizes > 1e-4 * curvatures * half_width(view))
    usable[[0, -1]] = True  # the point itself, which has been checked
    return np.asarray(points[usable])


def closer_view(route: Route, view: View) -> View | None:
    """The view to zoom to where a closed curve is too small to be seen, or None."""
    low, high = route.points.min(axis=0), route.points.max(axis=0)
    extent = float((high - low).max())
    if route.ending is not Ending.CLOSED or extent > 0.5 * half_width(view):
        return None
    return square((low + high) / 2, 0.9 * extent)


def _ending(objective: Objective, points: Floats, view: View) -> tuple[Ending, Floats | None]:
    """Why an open curve stops, and the saddle that it stops at."""
    near = 1e-6 * half_width(view)
    stuck = [
        end
        for end in (points[0], points[-1])
        if all(
            abs(x - bound) > near for x, bounds in zip(end, view, strict=True) for bound in bounds
        )
    ]
    if not stuck:
        return Ending.EDGE, None
    for saddle in _saddles(objective, stuck, view):
        return Ending.SADDLE, saddle
    return Ending.BROKEN, None


def _saddles(objective: Objective, ends: list[Floats], view: View) -> Iterator[Floats]:
    """The saddles, found by Newton's method, that these ends of a curve lie at."""
    for end in ends:
        place = end
        for _ in range(20):
            hessian = objective.hessian(place)
            if not np.isfinite(hessian).all() or abs(np.linalg.det(hessian)) < 1e-300:
                break
            place = place - np.linalg.solve(hessian, objective.gradient(place))
        if (
            np.linalg.norm(place - end) < 0.02 * half_width(view)
            and is_smooth(objective, place)
            and calculus.classify(objective, place) is Stationary.SADDLE
        ):
            # A coordinate that is zero but for rounding is zero.
            yield np.where(np.abs(place) < 1e-9 * half_width(view), 0.0, place)
