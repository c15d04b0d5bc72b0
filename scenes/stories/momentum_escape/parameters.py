"""What a lecturer can change in the lesson on momentum."""

from __future__ import annotations

from typing import Any

import numpy as np
from pydantic import Field, field_validator, model_validator

from scenes.landscape import surface
from scenes.parameters import LessonParameters, Point

_STARTS: dict[str, Point] = {"two_gaussians": (1.8, 0.6)}


def _landscape_start(data: dict[str, Any]) -> Point:
    """A start on the surface: for other landscapes a place near a corner of the domain."""
    name = data["landscape"]
    if name in _STARTS:
        return _STARTS[name]
    (x_low, x_high), (y_low, y_high) = surface(name).domain
    return (x_low + 0.85 * (x_high - x_low), y_low + 0.7 * (y_high - y_low))


class Parameters(LessonParameters):
    """What a lecturer can change."""

    momentum: float = Field(
        0.9, ge=0.0, lt=1.0, description="share of the velocity that each step keeps"
    )
    learning_rate: float = Field(
        0.01, gt=0.0, description="length of a step per unit of gradient, in all runs"
    )
    start: float = Field(
        -1.8, ge=-1e6, le=1e6, description="where the ball starts on (x^2 - 1)^2 - tilt x"
    )
    tilt: float = Field(
        0.2,
        ge=-1e6,
        le=1e6,
        description="how much deeper the right valley is; negative: the left one",
    )
    steps: int = Field(200, ge=1, le=20_000, description="steps of each run")
    landscape: str = Field(
        "two_gaussians", description="surface for three balls: a name or a formula in x and y"
    )
    landscape_start: Point = Field(
        default_factory=_landscape_start, description="where the three balls start"
    )

    @field_validator("landscape")
    @classmethod
    def _is_a_surface(cls, value: str) -> str:
        surface(value)
        return value

    @model_validator(mode="after")
    def _starts_on_the_surface(self) -> Parameters:
        ground = surface(self.landscape)
        at = np.array(self.landscape_start)
        if not (np.isfinite(ground.value(at)) and np.isfinite(ground.gradient(at)).all()):
            x, y = self.landscape_start
            raise ValueError(
                f"landscape_start: {self.landscape} has no finite slope at {x:g},{y:g}; "
                "take another point"
            )
        return self
