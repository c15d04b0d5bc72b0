"""What was asked for on the command line, checked as a whole before anything is touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from render.errors import UsageError
from render.job import QUALITIES, Quality, RenderJob
from render.request import parameter_file
from render.request.asked import Request
from render.request.options import (
    DEFAULTS,
    check_moment,
    checked_options,
    checked_voice,
    drawn_and_encoded,
)
from render.request.parameter_file import ParameterFile
from render.request.preflight import check_takes
from render.request.settings import read_settings
from render.request.settling import settle_all, sweeps_of
from render.request.sweep import SEED, Sweep
from render.request.targets import Target, choose, fitted


@dataclass(frozen=True)
class Resolved:
    """Checked jobs, and remarks that the user should see.

    Attributes
    ----------
    swept : names of what takes several values in turn, the slowest first
    """

    jobs: tuple[RenderJob, ...]
    notes: tuple[str, ...]
    swept: tuple[str, ...] = ()


def resolve(
    request: Request,
    qualities: Mapping[str, Quality] = QUALITIES,
    targets: Sequence[Target] | None = None,
) -> Resolved:
    """Turn a request into jobs; command line before parameter file before default.

    A parameter must belong to at least one of the lessons and applies to those that have it.

    Parameters
    ----------
    targets : what the names of the lessons mean, where that has been found out already

    Raises
    ------
    UsageError : anything at all is wrong with it; nothing was touched
    """
    settings = read_settings(request.settings)
    file = _file_of(request)
    sweeps = sweeps_of(request, file, settings)
    words = tuple(request.lessons)
    if file is not None and not words and not request.everything:
        words = file.lessons
    if targets is None:
        targets = choose(words, everything=request.everything)
    _refuse_for_plain_scenes(request, targets, sweeps)
    options, given = checked_options(request, file, qualities)
    check_moment(request.at, options)
    if any(target.model is not None for target in targets):
        options["voice"] = checked_voice(options["voice"])
    settled, notes = settle_all(targets, settings, file, sweeps, options["seed"])
    renderer, codec = drawn_and_encoded(request, options)
    jobs = tuple(
        RenderJob(
            lesson=target.name,
            parameters=one.values,
            changed=one.changed,
            quality=fitted(qualities[options["quality"]], target, typed="quality" in given),
            theme=DEFAULTS["theme"] if target.model is None else options["theme"],
            voice="none" if target.model is None else options["voice"],
            format=options["format"],
            transparent=options["transparent"],
            section=options["section"],
            out=request.out,
            seed=seed,
            renderer=renderer,
            file=target.file,
            at=request.at,
            codec=codec,
        )
        for target in targets
        for one, seed in settled[target.name]
    )
    return Resolved(check_takes(jobs), notes, tuple(sweeps))


def resolve_one(request: Request) -> RenderJob:
    """Like ``resolve``, for commands that look at a single lesson."""
    resolved = resolve(request)
    jobs = resolved.jobs
    if resolved.swept:
        raise UsageError(f"one lesson at a time, please: {resolved.swept[0]} is swept (set it)")
    if len(jobs) > 1:
        names = ", ".join(job.lesson for job in jobs)
        raise UsageError(f"one lesson or scene at a time, please, not {len(jobs)} ({names})")
    return jobs[0]


def _file_of(request: Request) -> ParameterFile | None:
    if isinstance(request.params, Path):
        return parameter_file.read(request.params)
    return request.params


def _refuse_for_plain_scenes(
    request: Request, targets: Sequence[Target], sweeps: Mapping[str, Sweep]
) -> None:
    """What only a lesson can be told is an error where there is none."""
    if any(target.model is not None for target in targets):
        return
    for name in sweeps:
        if name != SEED:
            raise UsageError(
                f"{targets[0].name} is a plain Manim scene: only {SEED} can be swept, not {name}"
            )
    for option in ("settings", "params", "theme", "voice"):
        given = getattr(request, option)
        if isinstance(given, ParameterFile):
            continue  # defaults for several jobs, some of which are lessons
        if given not in (None, (), "none"):
            name = {"settings": "set"}.get(option, option)
            raise UsageError(
                f"--{name} is for lessons; {targets[0].name} is a plain Manim scene (leave it out)"
            )
