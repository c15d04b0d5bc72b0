"""What every lesson's parameters share: they are checked once and never change afterwards."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict


def _split_coordinates(value: Any) -> Any:
    """Read ``"-9,2"``, as typed on the command line; leave sequences to pydantic."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(","))
    return value


Point = Annotated[tuple[float, float], BeforeValidator(_split_coordinates)]
"""A point of the plane in data units, ``x,y`` on the command line."""


class LessonParameters(BaseModel):
    """Base of the parameters of every lesson.

    Frozen; unknown names, infinities and nan are errors. Give each field a description, which
    ``steepest show`` prints, and its range as a pydantic constraint.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, validate_default=True
    )
