"""The parameters of every lesson that was asked for, and of every clip of a sweep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from render.errors import UsageError
from render.request.asked import Request
from render.request.parameter_file import ParameterFile
from render.request.settings import Settled
from render.request.suggest import unknown
from render.request.sweep import SEED, TYPED, Sweep, read_sweeps
from render.request.targets import Target

if TYPE_CHECKING:
    from scenes.parameters import LessonParameters


def sweeps_of(
    request: Request, file: ParameterFile | None, settings: Mapping[str, str]
) -> dict[str, Sweep]:
    """What is swept; what was typed goes before what stands in the file."""
    typed = read_sweeps(request.sweeps)
    both = [name for name in typed if name in settings or (name == SEED and request.seed)]
    if both:
        raise UsageError(f"{both[0]} is both swept and set (choose one)")
    from_file = {} if file is None else dict(file.sweeps)
    for name in settings:
        from_file.pop(name, None)
    return from_file | typed


def settle_all(
    targets: Sequence[Target],
    settings: Mapping[str, str],
    file: ParameterFile | None,
    sweeps: Mapping[str, Sweep],
    seed: int,
) -> tuple[dict[str, list[tuple[Settled, int]]], tuple[str, ...]]:
    """Check the parameters of every lesson, and note which apply to some of them only.

    Returns
    -------
    for each target the parameters and the seed of each of its jobs; and the notes
    """
    models = {target.name: target.model for target in targets if target.model is not None}
    known = list(dict.fromkeys(name for m in models.values() for name in m.model_fields))
    if file is not None:
        file.refuse_unknown(known)
    for name in [*settings, *(name for name in sweeps if name != SEED)]:
        if name not in known:
            where = next(iter(models)) if len(models) == 1 else "these lessons"
            place = sweeps[name].place if name in sweeps else TYPED
            before = "" if place == TYPED else f"{place}: "
            raise UsageError(f"{before}{unknown('parameter', name, known)} in {where}")
    from_file = {} if file is None else file.parameters
    places = {} if file is None else {name: file.place(name) for name in from_file}
    for name in settings:
        places.pop(name, None)
    settled: dict[str, list[tuple[Settled, int]]] = {}
    for target in targets:
        model = target.model
        if model is None and SEED not in sweeps:  # plain scenes do not need pydantic
            settled[target.name] = [(Settled({}, ()), seed)]
            continue
        from render.request.swept import settle_sweep  # it needs pydantic

        fields = {} if model is None else model.model_fields
        given = {name: v for name, v in {**from_file, **settings}.items() if name in fields}
        settled[target.name] = settle_sweep(model, given, sweeps, seed, places)
    return settled, _notes(models, [*from_file, *settings, *(s for s in sweeps if s != SEED)])


def _notes(models: Mapping[str, type[LessonParameters]], given: Sequence[str]) -> tuple[str, ...]:
    notes = []
    for name in dict.fromkeys(given):
        having = [lesson for lesson, model in models.items() if name in model.model_fields]
        if len(having) < len(models):
            notes.append(f"{name} applies to {', '.join(having)} only")
    return tuple(notes)
