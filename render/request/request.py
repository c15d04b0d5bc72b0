"""What was asked for on the command line, checked as a whole before anything is touched."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from render.errors import UsageError
from render.job import QUALITIES, Quality, RenderJob
from render.many.sweep import SEED, TYPED, Sweep, read_sweeps
from render.request import parameter_file
from render.request.machine import SOFTWARE_CODEC, remembered_h264
from render.request.parameter_file import ParameterFile
from render.request.preflight import VOICES, check_takes, check_voice
from render.request.renderer import resolve_renderer
from render.request.settings import Settled, read_settings
from render.request.suggest import unknown
from render.request.targets import Target, choose, fitted

if TYPE_CHECKING:
    from scenes.parameters import LessonParameters

THEMES = ("dark", "light")
FORMATS = ("mp4", "webm", "gif", "mov", "png", "png-sequence")
WITH_ALPHA = ("webm", "mov", "gif", "png", "png-sequence")

DEFAULTS: Mapping[str, Any] = {
    "quality": "720p30",
    "theme": "dark",
    "voice": "joe",
    "format": "mp4",
    "transparent": False,
    "section": None,
    "renderer": "auto",
    "seed": 0,
}
"""What holds where neither the command line nor a parameter file says otherwise."""

LARGEST_SEED = 2**32
"""A seed is smaller; numpy takes no other."""

UNDRAWN = "cairo"
"""A renderer for commands that draw nothing: no GPU is looked for."""


@dataclass(frozen=True)
class Request:
    """The command line as it was typed. An option that was not given is None.

    Attributes
    ----------
    lessons : names; empty for those of the parameter file
    everything : all lessons of the catalogue
    settings : ``name=value`` texts
    params : a file of parameters, or what has been read from one
    seed : what everything random begins with
    sweeps : ``name=value,value`` texts; see ``render.many.sweep``
    portable : whether machines draw whose graphics hardware may be another
    """

    lessons: Sequence[str] = ()
    everything: bool = False
    settings: Sequence[str] = ()
    params: Path | ParameterFile | None = None
    quality: str | None = None
    theme: str | None = None
    voice: str | None = None
    format: str | None = None
    transparent: bool | None = None
    section: str | None = None
    renderer: str | None = None
    at: float | None = None
    seed: int | None = None
    sweeps: Sequence[str] = ()
    portable: bool = False
    out: Path = Path("out")


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
    sweeps = _sweeps(request, file, settings)
    words = tuple(request.lessons)
    if file is not None and not words and not request.everything:
        words = file.lessons
    if targets is None:
        targets = choose(words, everything=request.everything)
    _refuse_for_plain_scenes(request, targets, sweeps)
    options, given = _options(request, file, qualities)
    _check_moment(request.at, options)
    if any(target.model is not None for target in targets):
        options["voice"] = _checked_voice(options["voice"])
    settled, notes = _settle_all(targets, settings, file, sweeps, options["seed"])
    renderer, codec = _drawn_and_encoded(request, options)
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


def _sweeps(
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


def _options(
    request: Request, file: ParameterFile | None, qualities: Mapping[str, Quality]
) -> tuple[dict[str, Any], frozenset[str]]:
    """The options, each checked, and the names of those that were given."""
    options = dict(DEFAULTS)
    if file is not None:
        options.update(file.options)
        if "voice" in file.options and file.options["voice"] not in VOICES:
            options["voice"] = str(file.path.parent / Path(file.options["voice"]).expanduser())
    typed = {name: getattr(request, name) for name in DEFAULTS}
    typed = {name: value for name, value in typed.items() if value is not None}
    options.update(typed)
    for name, choices in (("quality", qualities), ("theme", THEMES), ("format", FORMATS)):
        if options[name] not in choices:
            raise UsageError(unknown(name, options[name], choices))
    if not 0 <= options["seed"] < LARGEST_SEED:
        raise UsageError(f"seed must be from 0 to {LARGEST_SEED - 1}, got {options['seed']}")
    if options["transparent"] and options["format"] not in WITH_ALPHA:
        raise UsageError(
            f"{options['format']} cannot be transparent (add --format {' or '.join(WITH_ALPHA)})"
        )
    return options, frozenset([*typed, *(file.options if file else ())])


def _drawn_and_encoded(request: Request, options: Mapping[str, Any]) -> tuple[str, str]:
    """What draws, and what encodes H.264."""
    renderer = options["renderer"]
    if request.portable and renderer == "auto":
        renderer = "raster"
    needs_codec = options["format"] == "mp4" and not request.portable
    return resolve_renderer(renderer), remembered_h264() if needs_codec else SOFTWARE_CODEC


def _check_moment(seconds: float | None, options: Mapping[str, Any]) -> None:
    if seconds is None:
        return
    if not (math.isfinite(seconds) and seconds >= 0):
        raise UsageError(f"--at must be a number of seconds from the start, got {seconds:g}")
    if options["format"] != "png":
        raise UsageError("--at is for stills (add --format png)")
    if options["section"] is not None:
        raise UsageError("--at counts from the start of the whole lesson (leave --section out)")


def _checked_voice(name: str) -> str:
    check_voice(name)
    return name if name in VOICES else str(Path(name).expanduser().absolute())


def _settle_all(
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
        from render.many.swept import settle_sweep

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
