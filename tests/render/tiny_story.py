"""Parameters of the small lesson that the tests of the command render; free of Manim."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from scenes.parameters import LessonParameters, Point


def _arithmetic(text: str) -> str:
    for position, sign in enumerate(text):
        if sign not in "abcdefghijklmnopqrstuvwxyz0123456789+-*/^(). ":
            raise ValueError(f"unexpected {sign!r} at position {position + 1} of {text!r}")
    return text


def _default_rate(data: dict[str, Any]) -> float:
    return 1.9 / data.get("condition_number", 25.0)


class Parameters(LessonParameters):
    """One of every kind."""

    condition_number: float = Field(25.0, ge=1, description="how stretched the bowl is")
    learning_rate: float = Field(default_factory=_default_rate, gt=0, description="step length")
    beta: float = Field(0.9, ge=0, lt=1, description="share kept")
    steps: int = Field(3, ge=1, le=5000, description="number of steps")
    start: Point = Field((-9.0, 2.0), description="where it begins")
    objective: Annotated[str, AfterValidator(_arithmetic)] = Field(
        "quadratic", description="what is minimised"
    )
    method: Literal["plain", "momentum"] = Field("plain", description="how it steps")
    labels: bool = Field(True, description="whether labels are shown")
