"""The data of the lesson on gradients and contours, and the words that follow from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

import numpy as np
from pydantic import Field, field_validator, model_validator

from mathcore import calculus, levels, trajectories
from mathcore.calculus import Stationary
from mathcore.objectives import Objective
from mathcore.optimizers import GradientDescent
from mathcore.trajectories import Trajectory
from scenes.landscape import surface
from scenes.numbers import words
from scenes.parameters import LessonParameters
from scenes.stories.gradient_contours import places
from scenes.stories.gradient_contours.places import Floats, Route, View

FAN = 24
"""Directions in the fan."""

STEPS = 5
"""Steps of gradient descent at the end."""


class Parameters(LessonParameters):
    """Which landscape, and where in it."""

    a: float = Field(1.0, ge=-1e6, le=1e6, description="curvature along x: f = a x^2 + b y^2")
    b: float = Field(1.0, ge=-1e6, le=1e6, description="curvature along y: f = a x^2 + b y^2")
    x: float = Field(1.0, ge=-1e6, le=1e6, description="first coordinate of the point")
    y: float = Field(1.0, ge=-1e6, le=1e6, description="second coordinate of the point")
    objective: str = Field(
        "quadratic",
        description="the landscape: a name such as himmelblau, or a formula in x and y such as "
        "sin(x)*cos(y); a and b belong to quadratic",
    )

    @field_validator("objective")
    @classmethod
    def _is_a_surface(cls, text: str) -> str:
        surface(text)
        return text.strip()

    @model_validator(mode="after")
    def _has_a_gradient(self) -> Self:
        landscape, point = self.landscape(), np.array([self.x, self.y])
        here = f"at ({words(self.x, 6)}, {words(self.y, 6)})"
        if not np.isfinite(landscape.value(point)):
            raise ValueError(f"{self.objective} is not defined {here}; choose another x or y")
        if not places.is_smooth(landscape, point) or places.has_kink(landscape, point):
            raise ValueError(f"{self.objective} has no gradient {here}; choose another x or y")
        return self

    def landscape(self) -> Objective:
        """The function that is meant."""
        if self.objective == "quadratic":
            return surface("quadratic", a=self.a, b=self.b)
        return surface(self.objective)


@dataclass(frozen=True, eq=False)
class Story:
    """Everything that the lesson shows.

    objective : the landscape
    point     : float64 (2,), where the lesson begins
    gradient  : float64 (2,), there
    kind      : what the point is; SLOPE for an ordinary one
    view      : the square part of the plane that is shown
    place     : float64 (2,), where everything that needs a direction is shown: the point, or a
        place aside of a stationary one; None where the landscape is flat
    route     : the walk along the level curve through the place, or None
    twins     : float64 (k, 2), mirror images of the place where f has the same value
    fan       : float64 (FAN, 2), unit directions
    slopes    : float64 (FAN,), directional derivatives at the place
    levels, equal_levels : heights of the curves drawn, and the same at equal steps of height
    grid, grid_gradients : float64 (m, 2), places of the small arrows, and the gradients there
    descent   : a few steps of gradient descent from the place, or None
    learning_rate : of the descent, 0 without one
    minimum   : float64 (2,), the minimum in view that descent leads to, or None
    """

    objective: Objective
    point: Floats
    gradient: Floats
    kind: Stationary
    view: View
    place: Floats | None
    route: Route | None
    twins: Floats
    fan: Floats = field(repr=False)
    slopes: Floats = field(repr=False)
    levels: Floats = field(repr=False)
    equal_levels: Floats = field(repr=False)
    grid: Floats = field(repr=False)
    grid_gradients: Floats = field(repr=False)
    descent: Trajectory | None
    learning_rate: float
    minimum: Floats | None

    @property
    def place_gradient(self) -> Floats:
        """The gradient at the place, float64 (2,)."""
        return np.zeros(2) if self.place is None else self.objective.gradient(self.place)

    @property
    def miss(self) -> float | None:
        """Degrees between minus the gradient and the way to the minimum; None without one."""
        if self.place is None or self.minimum is None:
            return None
        return float(calculus.angle_between(-self.place_gradient, self.minimum - self.place))

    @property
    def is_round(self) -> bool:
        """Whether the level curves are circles around the minimum."""
        settings = self.objective.parameters
        return self.objective.name == "quadratic" and settings["a"] == settings["b"] > 0

    @property
    def evenly_spaced(self) -> bool:
        """Whether all the small arrows are about equally long."""
        sizes = np.linalg.norm(self.grid_gradients, axis=1)
        return bool(sizes.max() < 1.05 * sizes.min())


def tell(parameters: Parameters) -> Story:
    """Work everything out."""
    objective = parameters.landscape()
    point = np.array([parameters.x, parameters.y])
    view = places.first_view(objective, point)
    kind = places.kind_of(objective, point, view)
    place = point if kind is Stationary.SLOPE else places.step_aside(objective, point, view)
    route = None if place is None else places.follow(objective, place, view)
    if route is not None and place is point and (near := places.closer_view(route, view)):
        view = near
        route = places.follow(objective, point, view)
    angles = np.arange(FAN) * 2 * np.pi / FAN
    fan = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    descent, rate = (None, 0.0) if place is None else _descend(objective, place, view)
    grid = _grid(objective, view)
    drawn, equal = _levels(objective, view, route)
    return Story(
        objective=objective,
        point=point,
        gradient=objective.gradient(point),
        kind=kind,
        view=view,
        place=place,
        route=route,
        twins=np.empty((0, 2)) if place is None else _twins(objective, place, view),
        fan=fan,
        slopes=(
            np.zeros(FAN)
            if place is None
            else calculus.directional_derivative(objective, place, fan)
        ),
        levels=drawn,
        equal_levels=equal,
        grid=grid,
        grid_gradients=objective.gradient(grid),
        descent=descent,
        learning_rate=rate,
        minimum=None if descent is None else _goal(objective, descent, view),
    )


def _twins(objective: Objective, place: Floats, view: View) -> Floats:
    """Mirror images of a place at which f is the same."""
    height = float(objective.value(place))
    found: list[Floats] = []
    for signs in ((-1, 1), (1, -1), (-1, -1)):
        twin = place * np.array(signs, dtype=float) + 0.0
        known = any(np.array_equal(twin, other) for other in (place, *found))
        if known or not places.inside(view, twin):
            continue
        if abs(float(objective.value(twin)) - height) <= 1e-12 * max(1.0, abs(height)):
            found.append(twin)
    return np.array(found).reshape(-1, 2)


def _levels(objective: Objective, view: View, route: Route | None) -> tuple[Floats, Floats]:
    """Heights of the level curves to draw, and heights at equal steps; none where f is flat."""
    if route is None:
        return np.empty(0), np.empty(0)
    sides = [np.linspace(low, high, 81) for low, high in view]
    heights = objective.value(np.stack(np.meshgrid(*sides), axis=-1))
    low, high = np.quantile(heights[np.isfinite(heights)], [0.01, 0.99])
    step = (high - low) / 11
    if not step > 0:
        return np.empty(0), np.empty(0)
    # The curve of the lesson is one of them.
    equal = route.level + step * np.arange(
        np.ceil((low - route.level) / step), np.floor((high - route.level) / step) + 1
    )
    if objective.name == "quadratic":
        return equal, equal
    return levels.choose_levels(objective, view, 12), equal


def _grid(objective: Objective, view: View) -> Floats:
    """Places for small arrows, in rows and columns."""
    shares = np.linspace(0.14, 0.86, 5)
    sides = [low + shares * (high - low) for low, high in view]
    points = np.stack(np.meshgrid(*sides), axis=-1).reshape(-1, 2)
    return np.asarray(points[np.isfinite(objective.gradient(points)).all(axis=1)])


def _descend(objective: Objective, place: Floats, view: View) -> tuple[Trajectory, float]:
    """A few steps downhill, each of them lower than the one before, and their learning rate."""
    size = float(np.linalg.norm(objective.gradient(place)))
    curvature = float(np.abs(np.linalg.eigvalsh(objective.hessian(place))).max())
    rate = 0.25 * places.half_width(view) / size
    if curvature > 0:
        rate = min(rate, 0.4 / curvature)
    for tries in range(40):
        rate = float(f"{rate:.1e}")
        descent = trajectories.run(GradientDescent(rate), objective, place, STEPS)
        if descent.steps == STEPS and (np.diff(descent.losses) < 0).all():
            break
        if tries < 39:
            rate /= 2
    return descent, rate


def _goal(objective: Objective, descent: Trajectory, view: View) -> Floats | None:
    """The minimum in view that gradient descent leads to."""
    if objective.name == "quadratic":
        goal = 0 if len(objective.minima) else None
    else:
        whole = trajectories.run(descent.optimizer, objective, descent.positions[0], 3000)
        goal = whole.settled_in()
    if goal is None or not places.inside(view, objective.minima[goal]):
        return None
    return np.asarray(objective.minima[goal])
