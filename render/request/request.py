"""What was asked for on the command line, checked as a whole before anything is touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from render.errors import UsageError
from render.job import QUALITIES, Quality, RenderJob
from render.request import parameter_file
from render.request.parameter_file import ParameterFile
from render.request.preflight import VOICES, check_voice
from render.request.suggest import unknown
from scenes.catalogue import LESSONS

if TYPE_CHECKING:
    from render.request.parameters import Settled
    from scenes.parameters import LessonParameters

THEMES = ("dark", "light")
FORMATS = ("mp4", "webm", "gif", "mov", "png")
WITH_ALPHA = ("webm", "mov", "gif", "png")

DEFAULTS: Mapping[str, Any] = {
    "quality": "720p30",
    "theme": "dark",
    "voice": "joe",
    "format": "mp4",
    "transparent": False,
    "section": None,
}
"""What holds where neither the command line nor a parameter file says otherwise."""


@dataclass(frozen=True)
class Request:
    """The command line as it was typed. An option that was not given is None.

    Attributes
    ----------
    lessons : names; empty for those of the parameter file
    everything : all lessons of the catalogue
    settings : ``name=value`` texts
    """

    lessons: Sequence[str] = ()
    everything: bool = False
    settings: Sequence[str] = ()
    params: Path | None = None
    quality: str | None = None
    theme: str | None = None
    voice: str | None = None
    format: str | None = None
    transparent: bool | None = None
    section: str | None = None
    out: Path = Path("out")


@dataclass(frozen=True)
class Resolved:
    """Checked jobs, and remarks that the user should see."""

    jobs: tuple[RenderJob, ...]
    notes: tuple[str, ...]


def resolve(request: Request, qualities: Mapping[str, Quality] = QUALITIES) -> Resolved:
    """Turn a request into jobs; command line before parameter file before default.

    A parameter must belong to at least one of the lessons and applies to those that have it.

    Raises
    ------
    UsageError : anything at all is wrong with it; nothing was touched
    """
    from render.request.parameters import read_settings  # it needs pydantic, which --help does not

    settings = read_settings(request.settings)
    file = None if request.params is None else parameter_file.read(request.params)
    lessons = choose_lessons(request, file)
    options = _options(request, file, qualities)
    settled, notes = _settle_all(lessons, settings, file)
    jobs = tuple(
        RenderJob(
            lesson=lesson,
            parameters=settled[lesson].values,
            changed=settled[lesson].changed,
            quality=qualities[options["quality"]],
            theme=options["theme"],
            voice=options["voice"],
            format=options["format"],
            transparent=options["transparent"],
            section=options["section"],
            out=request.out,
        )
        for lesson in lessons
    )
    return Resolved(jobs, notes)


def resolve_one(request: Request) -> RenderJob:
    """Like ``resolve``, for commands that look at a single lesson."""
    jobs = resolve(request).jobs
    if len(jobs) > 1:
        raise UsageError(f"one lesson at a time, please, not {len(jobs)}")
    return jobs[0]


def choose_lessons(request: Request, file: ParameterFile | None = None) -> tuple[str, ...]:
    """The lessons that are meant, each once."""
    if request.everything and request.lessons:
        raise UsageError("name lessons or give --all, not both")
    named = tuple(request.lessons) or (file.lessons if file else ())
    if request.everything:
        named = tuple(LESSONS)
    if not named:
        raise UsageError(f"which lesson? (there are: {', '.join(LESSONS)}; --all takes them all)")
    for name in named:
        if name not in LESSONS:
            raise UsageError(unknown("lesson", name, LESSONS))
    return tuple(dict.fromkeys(named))


def _options(
    request: Request, file: ParameterFile | None, qualities: Mapping[str, Quality]
) -> dict[str, Any]:
    """The options, each checked."""
    options = dict(DEFAULTS)
    if file is not None:
        options.update(file.options)
        if "voice" in file.options and file.options["voice"] not in VOICES:
            options["voice"] = str(file.path.parent / file.options["voice"])
    typed = {name: getattr(request, name) for name in DEFAULTS}
    options.update({name: value for name, value in typed.items() if value is not None})
    for name, choices in (("quality", qualities), ("theme", THEMES), ("format", FORMATS)):
        if options[name] not in choices:
            raise UsageError(unknown(name, options[name], choices))
    check_voice(options["voice"])
    if options["voice"] not in VOICES:
        options["voice"] = str(Path(options["voice"]).expanduser().absolute())
    if options["transparent"] and options["format"] not in WITH_ALPHA:
        raise UsageError(
            f"{options['format']} cannot be transparent (add --format {' or '.join(WITH_ALPHA)})"
        )
    return options


def _settle_all(
    lessons: Sequence[str], settings: Mapping[str, str], file: ParameterFile | None
) -> tuple[dict[str, Settled], tuple[str, ...]]:
    """Check the parameters of every lesson, and note which apply to some of them only."""
    from render.request.parameters import settle

    models = {lesson: LESSONS[lesson].parameters() for lesson in lessons}
    known = list(dict.fromkeys(name for m in models.values() for name in m.model_fields))
    if file is not None:
        file.refuse_unknown(known)
    for name in settings:
        if name not in known:
            where = lessons[0] if len(lessons) == 1 else "these lessons"
            raise UsageError(f"{unknown('parameter', name, known)} in {where}")
    from_file = {} if file is None else file.parameters
    places = {} if file is None else {name: file.place(name) for name in from_file}
    for name in settings:
        places.pop(name, None)
    settled: dict[str, Settled] = {}
    for lesson, model in models.items():
        given = {**from_file, **settings}
        own = {name: value for name, value in given.items() if name in model.model_fields}
        settled[lesson] = settle(model, own, places)
    return settled, _notes(models, [*from_file, *settings])


def _notes(models: Mapping[str, type[LessonParameters]], given: Sequence[str]) -> tuple[str, ...]:
    notes = []
    for name in dict.fromkeys(given):
        having = [lesson for lesson, model in models.items() if name in model.model_fields]
        if len(having) < len(models):
            notes.append(f"{name} applies to {', '.join(having)} only")
    return tuple(notes)
