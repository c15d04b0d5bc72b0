"""Mathcore's results for the command line: from what was typed to data in a file or on a pipe."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import click
import numpy as np

from mathcore import calculus, objectives, optimizers, trajectories
from mathcore import levels as curves
from mathcore.calculus import GradientCheck
from mathcore.levels import LevelCurves
from mathcore.noise import GaussianNoise
from mathcore.objectives import Objective
from mathcore.results import Result, Results
from mathcore.trajectories import Trajectory
from render.errors import UsageError
from render.request.settings import read_settings
from render.request.suggest import unknown
from render.store.files import atomic_write_bytes

FORMATS = ("csv", "json", "npz")


@dataclass(frozen=True)
class Request:
    """The part of the command line that all kinds of data share, as it was typed.

    Attributes
    ----------
    objective : a landscape's name, or a formula
    settings : ``name=value`` texts
    domain : ``x0,x1,y0,y1`` or None
    """

    objective: str
    settings: Sequence[str] = ()
    domain: str | None = None


def trajectory(
    request: Request,
    optimizer: str,
    start: str,
    steps: int,
    *,
    tolerance: float = 0.0,
    noise: float = 0.0,
    seed: int = 0,
) -> Trajectory:
    """Run a method; settings go to the landscape or to the method, whichever has them.

    Raises
    ------
    UsageError : anything is wrong with what was typed
    """
    with _refused():
        known = optimizers.settings(optimizer)
        settings, own = _split(request, known, optimizer)
        objective = _objective(request, own)
        for name, default in known.items():
            if default is None and name not in settings:
                raise UsageError(f"{optimizer} needs {name} (add --set {name}=0.1)")
        return trajectories.run(
            optimizers.get(optimizer, **settings),
            objective,
            _numbers("--start", start, objective.dimension),
            steps,
            noise=GaussianNoise(noise) if noise else None,
            tolerance=tolerance,
            seed=seed,
        )


def level_curves(request: Request, levels: str | None, count: int, resolution: int) -> LevelCurves:
    """Find level curves, at the levels given or else at ``count`` of them; errors as above."""
    with _refused():
        _, own = _split(request, {}, "")
        objective = _objective(request, own)
        wanted = curves.choose_levels(objective, count=count)
        if levels is not None:
            wanted = np.array([_number("--levels", part) for part in levels.split(",")])
        return curves.level_curves(objective, wanted, resolution=resolution)


def gradient_check(request: Request, point: str | None, tolerance: float) -> GradientCheck:
    """Check a gradient, three tenths of the way into the domain if no point is given."""
    with _refused():
        _, own = _split(request, {}, "")
        objective = _objective(request, own)
        where = [low + 0.3 * (high - low) for low, high in objective.domain]
        if point is not None:
            where = _numbers("--point", point, objective.dimension)
        return calculus.check_gradient(objective, where, tolerance)


def deliver(result: Result | Results, form: str | None, out: Path | None) -> None:
    """Write a result to a file, or to standard output where no file is named.

    Raises
    ------
    UsageError : there is no such format, or an archive would go to a screen
    SteepestError : the file cannot be written
    """
    chosen = form or (out.suffix[1:] if out and out.suffix[1:] in FORMATS else "csv")
    if chosen not in FORMATS:
        raise UsageError(unknown("format", chosen, FORMATS))
    data = _bytes(result, chosen)
    if out is not None:
        atomic_write_bytes(out, data)
        click.echo(out)
        return
    if chosen == "npz" and sys.stdout.isatty():
        raise UsageError("a numpy archive is nothing to look at (add --out FILE.npz)")
    click.echo(data, nl=False)


def _bytes(result: Result | Results, form: str) -> bytes:
    if form == "npz":
        buffer = BytesIO()
        result.to_npz(buffer)
        return buffer.getvalue()
    if form == "json":
        text = json.dumps(_finite(result.to_dict()), ensure_ascii=False, allow_nan=False)
        return f"{text}\n".encode()
    return result.to_csv().encode()


def _finite(value: Any) -> Any:
    """JSON knows no inf and no nan: they become null."""
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _split(
    request: Request, method: Mapping[str, Any], optimizer: str
) -> tuple[dict[str, Any], dict[str, float]]:
    """The settings of the method and those of the landscape."""
    landscape: Mapping[str, float] = {}
    if request.objective in objectives.names():
        landscape = objectives.parameters(request.objective)
    known = [*landscape, *method]
    settings: dict[str, Any] = {}
    own: dict[str, float] = {}
    for name, text in read_settings(request.settings).items():
        if name in landscape:
            own[name] = _number(name, text)
        elif name in method:
            settings[name] = _setting(name, text, method[name])
        else:
            where = f"{request.objective} or {optimizer}" if optimizer else request.objective
            raise UsageError(f"{unknown('parameter', name, known)} in {where}")
    return settings, own


def _objective(request: Request, parameters: Mapping[str, float]) -> Objective:
    """The landscape of that name, or one from a formula, on the domain that was asked for."""
    if request.objective in objectives.names():
        made = objectives.get(request.objective, **parameters)
        if request.domain is None:
            return made
        return replace(made, domain=_domain(request.domain, made.dimension))
    if request.objective.isidentifier() and request.objective not in {"x", "y", "e", "pi"}:
        raise UsageError(unknown("objective", request.objective, objectives.names()))
    made = objectives.from_expression(request.objective)
    if request.domain is None:
        return made
    box = _domain(request.domain, made.dimension)
    return objectives.from_expression(request.objective, box, made.dimension)


def _domain(text: str, dimension: int) -> tuple[tuple[float, float], ...]:
    bounds = _numbers("--domain", text, 2 * dimension)
    pairs = tuple(zip(bounds[::2], bounds[1::2], strict=True))
    for low, high in pairs:
        if low >= high:
            raise UsageError(f"--domain needs each lower bound first, got {text}")
    return pairs


def _numbers(option: str, text: str, count: int) -> list[float]:
    parts = text.split(",")
    if len(parts) != count:
        names = ",".join(("x", "y")[:count]) if count <= 2 else ",".join(["number"] * count)
        raise UsageError(f"{option} takes {names} here, got {text!r}")
    return [_number(option, part) for part in parts]


def _number(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise UsageError(f"{name} takes a number, got {text!r}") from None


def _setting(name: str, text: str, default: object) -> float | int | bool:
    """A setting of a method, of the kind that its default is."""
    if isinstance(default, bool):
        if text.lower() not in {"true", "false"}:
            raise UsageError(f"{name} takes true or false, got {text!r}")
        return text.lower() == "true"
    number = _number(name, text)
    return int(number) if isinstance(default, int) and number == int(number) else number


@contextmanager
def _refused() -> Iterator[None]:
    """Mathcore's errors are one line each and are about what was typed."""
    try:
        yield
    except ValueError as problem:
        raise UsageError(str(problem)) from problem
