"""The parameters of every clip of a sweep, all checked before the first one is begun."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from render.errors import UsageError
from render.request.parameters import ParameterError, settle, shortened
from render.request.settings import Settled
from render.request.sweep import SEED, TYPED, Sweep, combinations
from render.request.values import as_text, type_name
from scenes.parameters import LessonParameters

_SHOWN = 3
"""Different faults that are listed."""


def settle_sweep(
    model: type[LessonParameters] | None,
    given: Mapping[str, Any],
    sweeps: Mapping[str, Sweep],
    seed: int,
    places: Mapping[str, str] | None = None,
) -> list[tuple[Settled, int]]:
    """The parameters and the seed of every clip; what a lesson does not have, it does not sweep.

    What is swept counts as changed whatever its value, so that it stands in every file name. A
    parameter of the lesson that is called ``seed`` follows the seed.

    Parameters
    ----------
    model : None for a plain scene
    given : values that all clips share
    places : where they stand, for those that were read from a file

    Raises
    ------
    UsageError : a value or a combination that the lesson refuses, or two clips that are the same
    """
    fields = {} if model is None else model.model_fields
    values: dict[str, Sequence[Any]] = {}
    for name, sweep in sweeps.items():
        if name == SEED:
            values[name] = _seeds(sweep)
        elif name in fields:
            values[name] = sweep.values(point=type_name(fields[name]).count(",") > 0)
    found: list[tuple[Settled, int]] = []
    faults: dict[str, None] = {}
    for choice in combinations(values):
        own = {name: value for name, value in choice.items() if name in fields}
        begin = int(choice.get(SEED, seed))
        seeded = {SEED: begin} if SEED in fields and begin else {}
        try:
            one = (
                Settled({}, ())
                if model is None
                else settle(model, seeded | dict(given) | own, places)
            )
        except ParameterError as problem:
            for name, clause in problem.clauses.items():
                faults[_named(name, clause, choice, sweeps)] = None
            continue
        swept = {*one.changed, *own}
        if seeded and SEED not in given:
            swept.discard(SEED)  # the file name has it anyway
        found.append((Settled(one.values, tuple(n for n in one.values if n in swept)), begin))
    if faults:
        raise ParameterError(dict(enumerate(_listed(list(faults)))))
    _refuse_twins(found, values)
    return found


def _seeds(sweep: Sweep) -> tuple[int, ...]:
    seeds = []
    for value in sweep.values():
        text = as_text(value)
        if not text.isdigit() or int(text) >= 1 << 32:
            raise UsageError(f"{sweep.place}: seed must be a whole number >= 0, got {text}")
        seeds.append(int(text))
    return tuple(seeds)


def _named(name: str, clause: str, choice: Mapping[str, Any], sweeps: Mapping[str, Sweep]) -> str:
    """A fault with the values that it comes from, unless it names them itself."""
    if name in choice and f"got {shortened(as_text(choice[name]))} " in f"{clause} ":
        place = sweeps[name].place
        return clause if place == TYPED else f"{place}: {clause}"
    if not choice:
        return clause
    own = {name: choice[name]} if name in choice else choice
    spelled = ", ".join(f"{each}={as_text(value)}" for each, value in own.items())
    place = sweeps[next(iter(own))].place
    return f"{place}{' ' if place == TYPED else ': '}{spelled}: {clause}"


def _listed(faults: Sequence[str]) -> list[str]:
    more = len(faults) - _SHOWN
    return [*faults[:_SHOWN], *([f"and {more} more like these"] if more > 0 else [])]


def _refuse_twins(
    found: Iterable[tuple[Settled, int]], values: Mapping[str, Sequence[Any]]
) -> None:
    seen: set[str] = set()
    for settled, seed in found:
        same = {name: settled.values[name] for name in values if name in settled.values}
        spelled = ", ".join(f"{name}={as_text(value)}" for name, value in same.items())
        if SEED in values:
            spelled = ", ".join(filter(None, (spelled, f"seed={seed}")))
        if spelled in seen:
            raise UsageError(f"the sweep has {spelled} twice (give each value once)")
        seen.add(spelled)
