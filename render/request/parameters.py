"""From what was typed to checked parameters, and every fault in it as one line with the fix.

Nothing here knows a lesson: it works on any ``LessonParameters``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from render.errors import UsageError
from render.request.settings import Settled
from render.request.suggest import nearest, unknown
from render.request.values import as_bound, as_text
from scenes.parameters import LessonParameters

_COMPARISONS = {
    "greater_than": ("> {}", "gt"),
    "greater_than_equal": (">= {}", "ge"),
    "less_than": ("< {}", "lt"),
    "less_than_equal": ("<= {}", "le"),
    "multiple_of": ("a multiple of {}", "multiple_of"),
}
_NUMBER = {"float_parsing", "float_type", "decimal_parsing", "decimal_type"}
_WHOLE = {"int_parsing", "int_type", "int_from_float", "int_parsing_size"}
_TRUTH = {"bool_parsing", "bool_type"}
_LENGTH = {"tuple_type", "too_long", "too_short", "missing"}


class ParameterError(UsageError):
    """Values that a lesson refuses.

    Attributes
    ----------
    clauses : what is wrong, by parameter; under no name what is wrong with all of them together;
        by number where several clips are swept
    """

    def __init__(self, clauses: Mapping[Any, str]) -> None:
        super().__init__("; ".join(clauses.values()))
        self.clauses = clauses


def settle(
    model: type[LessonParameters], given: Mapping[str, Any], places: Mapping[str, str] | None = None
) -> Settled:
    """Check values for one lesson; texts are read as numbers and points where these are due.

    Parameters
    ----------
    places : where a value stands (``FILE:LINE``), for those that were read from a file

    Raises
    ------
    UsageError : an unknown name
    ParameterError : a wrong type or a value out of range; one line with the fix
    """
    strange = [name for name in given if name not in model.model_fields]
    if strange:
        raise UsageError("; ".join(unknown("parameter", n, model.model_fields) for n in strange))
    try:
        checked = model(**given)
    except ValidationError as error:
        clauses = explain(error, model, given)
        placed = {name: f"{place}: " for name, place in (places or {}).items()}
        raise ParameterError(
            {name: f"{placed.get(name, '')}{clause}" for name, clause in clauses.items()}
        ) from None
    changed = tuple(
        name
        for name in model.model_fields
        if name in given and getattr(checked, name) != _unset(model, given, name)
    )
    return Settled(checked.model_dump(mode="json"), changed)


def explain(
    error: ValidationError, model: type[LessonParameters], given: Mapping[str, Any]
) -> dict[str, str]:
    """Every fault that pydantic found, as one clause for each parameter."""
    clauses: dict[str, str] = {}
    for detail in error.errors(include_url=False):
        if detail["type"] == "default_factory_not_called":  # it only follows from another fault
            continue
        name = str(detail["loc"][0]) if detail["loc"] else ""
        clauses.setdefault(name, _clause(name, detail, model, given))
    return clauses


def _clause(
    name: str, detail: ErrorDetails, model: type[LessonParameters], given: Mapping[str, Any]
) -> str:
    must = _requirement(detail)
    got = shortened(as_text(given[name] if name in given else detail["input"]))
    if must is None:
        clause = f"{name}: {_reason(detail)}" if name else _reason(detail)
    else:
        clause = f"{name} must be {must}, got {got or 'nothing'}"
    close = _meant(detail, got)
    if close:
        return f"{clause} (did you mean {close}?)"
    default = _default(model, name)
    return clause if default is None else f"{clause} (try {shortened(default)}, the default)"


def _requirement(detail: ErrorDetails) -> str | None:
    """What the value had to be, or None where only pydantic's own words say it."""
    kind, context = detail["type"], detail.get("ctx", {})
    element = next((part for part in detail["loc"][1:] if isinstance(part, int)), None)
    must = None
    if kind in _COMPARISONS:
        pattern, bound = _COMPARISONS[kind]
        must = pattern.format(as_bound(context[bound]))
    elif kind in _NUMBER:
        must = "a number" if element is None else "two numbers x,y"
    elif kind == "finite_number":
        must = "a finite number" if element is None else "two finite numbers x,y"
    elif kind in _WHOLE:
        must = "a whole number"
    elif kind in _TRUTH:
        must = "true or false"
    elif kind in {"literal_error", "enum"}:
        must = f"one of {str(context['expected']).replace(chr(39), '')}"
    elif kind in _LENGTH and len(detail["loc"]) <= 2:
        must = "two numbers x,y"
    if must is not None and element is not None and kind in _COMPARISONS:
        return f"numbers {must}"
    return must


def _reason(detail: ErrorDetails) -> str:
    """The words of a check of the lesson's own, without pydantic's prefix."""
    raised = detail.get("ctx", {}).get("error")
    return " ".join(str(raised if raised is not None else detail["msg"]).split())


def _meant(detail: ErrorDetails, got: str) -> str | None:
    if detail["type"] not in {"literal_error", "enum"}:
        return None
    choices = str(detail.get("ctx", {})["expected"]).replace(" or ", ", ")
    close = nearest(got, [choice.strip("' ") for choice in choices.split(",")], count=1)
    return close[0] if close else None


def _default(model: type[LessonParameters], name: str) -> str | None:
    """The default as one would type it; a computed one as it is when nothing else is given."""
    if name not in model.model_fields:
        return None
    value = getattr(model(), name)
    return None if value is None else as_text(value)


def _unset(model: type[LessonParameters], given: Mapping[str, Any], name: str) -> Any:
    """What a parameter would be if only it had not been given."""
    others = {other: value for other, value in given.items() if other != name}
    try:
        return getattr(model(**others), name)
    except ValidationError:  # the others hold only together with this one
        return getattr(model(), name)


def shortened(text: str, length: int = 60) -> str:
    """A text on one line, cut where it is too long to be repeated in a message."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 3]}..."
