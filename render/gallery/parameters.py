"""The parameters of a render as they are typed, and what they mean where the lesson is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from render.gallery.records import Render
from render.request.values import as_text
from scenes.catalogue import LESSONS

if TYPE_CHECKING:
    from scenes.parameters import LessonParameters

_SEED = ("0", "what everything random begins with")


@dataclass(frozen=True)
class Parameter:
    """A parameter as it is typed.

    Attributes
    ----------
    default : what it would be had it not been given, with the others as they are; None where the
        lesson is not known
    """

    name: str
    value: str
    changed: bool
    default: str | None = None
    meaning: str = ""


def parameters_of(render: Render) -> tuple[Parameter, ...]:
    """All parameters: those that were swept first, and the seed last if it was given."""
    record = render.record
    values = {name: _listed(swept) for name, swept in render.swept.items()}
    values |= {name: as_text(value) for name, value in record["parameters"].items()}
    if record["seed"]:
        values["seed"] = as_text(record["seed"])
    changed = {*record["changed"], *render.swept, *(["seed"] if record["seed"] else [])}
    model = _model(record)
    return tuple(
        Parameter(name, value, name in changed, *_told(name, record, model))
        for name, value in values.items()
    )


def _listed(values: list[Any]) -> str:
    texts = [as_text(value) for value in values]
    return ("; " if any("," in text for text in texts) else ", ").join(texts)


def _model(record: Mapping[str, Any]) -> type[LessonParameters] | None:
    known = record["file"] is None and record["lesson"] in LESSONS
    return LESSONS[record["lesson"]].parameters() if known else None


def _told(
    name: str, record: Mapping[str, Any], model: type[LessonParameters] | None
) -> tuple[str | None, str]:
    """The default of a parameter, and what it means."""
    if model is None or name not in model.model_fields:
        return _SEED if name == "seed" else (None, "")
    given = {other: record["parameters"].get(other) for other in record["changed"] if other != name}
    try:
        default = getattr(model(**given), name)
    except ValueError:  # the others hold only together with it, or in another version
        default = getattr(model(), name)
    return as_text(default), model.model_fields[name].description or ""
