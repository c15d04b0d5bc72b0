"""From a manifest to the parts of the lecture in order: cards and lessons, each a job."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from render.errors import SteepestError, UsageError
from render.job import QUALITIES, RenderJob
from render.lecture.manifest import Card, Item, Manifest, Transition, read
from render.request.machine import SOFTWARE_CODEC, remembered_h264
from render.request.preflight import VOICES, check_sections, check_voice
from render.request.renderer import resolve_renderer
from render.request.request import DEFAULTS
from render.request.settings import Settled
from render.request.targets import Target, choose, fitted
from scenes.catalogue import LESSONS

_CUT = Transition(0.0)
_SECONDS = {"intro": 6.0, "outro": 6.0, "card": 4.0}
"""How long a card stays where nothing else is said."""


@dataclass(frozen=True)
class Part:
    """One piece of the lecture.

    Attributes
    ----------
    kind : ``intro``, ``card``, ``lesson`` or ``outro``
    number : of the lesson in the list, from 1; 0 of intro and outro
    title : of the lesson, or of the card
    transition : from the part before; the first one has none
    """

    kind: str
    number: int
    title: str
    job: RenderJob
    transition: Transition

    @property
    def label(self) -> str:
        """What it is called while it is rendered."""
        if self.kind == "card":
            return f"title card {self.number}"
        if self.kind != "lesson":
            return self.kind
        section = f", {self.job.section}" if self.job.section else ""
        return f"lesson {self.number} ({self.job.lesson}{section})"


@dataclass(frozen=True)
class Lecture:
    """A checked manifest: all that decides what is made, and where."""

    name: str
    title: str
    subtitle: str | None
    author: str | None
    theme: str
    parts: tuple[Part, ...]
    out: Path

    @property
    def jobs(self) -> tuple[RenderJob, ...]:
        """Every job once, in the order in which they are first needed."""
        found: list[RenderJob] = []
        for part in self.parts:
            if part.job not in found:
                found.append(part.job)
        return tuple(found)


def load(
    path: Path, out: Path, typed: Mapping[str, str | None] = {}, *, portable: bool = False
) -> Lecture:
    """Read a manifest and check all of it.

    Parameters
    ----------
    out : folder of the finished files
    typed : options of the command line, which overrule those of the file
    portable : whether machines draw whose graphics hardware may be another

    Raises
    ------
    UsageError : with a line for each fault; nothing was touched
    """
    return _Builder(read(path), out, typed, portable=portable).build()


class _Builder:
    def __init__(
        self, manifest: Manifest, out: Path, typed: Mapping[str, str | None], *, portable: bool
    ) -> None:
        self.manifest, self.out, self.portable = manifest, out, portable
        self.faults = manifest.faults
        self.typed = {name: value for name, value in typed.items() if value is not None}
        self.options = {name: str(value) for name, value in DEFAULTS.items()}
        self.options |= {**manifest.options, **self.typed}

    def build(self) -> Lecture:
        manifest = self.manifest
        self._check_options()
        parts = list(self._parts())
        self.faults.raise_any()
        return Lecture(
            manifest.name,
            manifest.title,
            manifest.subtitle,
            manifest.author,
            self.options["theme"],
            (replace(parts[0], transition=_CUT), *parts[1:]),
            self.out,
        )

    # ------------------------------------------------------------------ options

    def _check_options(self) -> None:
        voice = self.options["voice"]
        if voice not in VOICES:
            base = Path() if "voice" in self.typed else self.manifest.path.parent
            voice = str((base / Path(voice).expanduser()).absolute())
            if not Path(voice).exists():  # then it was meant as a name
                voice = self.options["voice"]
        self._try("voice", lambda: check_voice(voice))
        renderer = self.options["renderer"]
        if self.portable and renderer == "auto":
            renderer = "raster"
        self.renderer = self._try("renderer", lambda: resolve_renderer(renderer)) or "raster"
        self.codec = SOFTWARE_CODEC if self.portable else remembered_h264()
        self.quality = QUALITIES[self.options["quality"]]
        self.voice = voice
        spoken = Path(voice).stem
        self.folder = self.out / f"{self.manifest.name}.parts" / f"{self.quality.name}-{spoken}"

    def _try(self, key: str, check: Any) -> Any:
        """The answer of a check; what it raises becomes a fault of the file or of the command."""
        try:
            return check()
        except UsageError as problem:
            if key in self.typed:
                raise
            self.faults.add((key,), str(problem))
            return None

    # ------------------------------------------------------------------ parts

    def _parts(self) -> Iterator[Part]:
        manifest = self.manifest
        if manifest.intro is not None:
            yield self._end("intro", manifest.intro, 0.0, 0.0)
        count = len(manifest.items)
        for number, item in enumerate(manifest.items, start=1):
            target = self._target(item)
            if target is None:
                continue
            title = item.title or self._title(target)
            transition = item.transition
            if item.title_card:
                yield self._title_card(item, number, title, self._above(number, item, target))
            if not count:
                continue
            for job in self._jobs(item, target):
                yield Part("lesson", number, title, job, transition)
                transition = _CUT
        if manifest.outro is not None:
            yield self._end("outro", manifest.outro, 1.0, 1.0)

    def _above(self, number: int, item: Item, target: Target) -> str:
        return f"{number} of {len(self.manifest.items)}"

    def _title(self, target: Target) -> str:
        if target.file is None:
            return LESSONS[target.name].title
        return target.name

    def _title_card(self, item: Item, number: int, title: str, above: str) -> Part:
        count = len(self.manifest.items)
        parameters = {
            "above": above if count > 1 else "",
            "title": title,
            "say": item.say or "",
            "seconds": _SECONDS["card"],
            "begin": (number - 1) / (count + 1),
            "end": number / (count + 1),
        }
        return Part("card", number, title, self._card(parameters), item.transition)

    def _end(self, kind: str, card: Card, begin: float, end: float) -> Part:
        """The intro or the outro; the intro says what the lecture is."""
        manifest = self.manifest
        count = len(manifest.items)
        title = card.title or (manifest.title if kind == "intro" else "Thank you")
        subtitle, text = card.subtitle, card.text
        if kind == "intro":
            subtitle = subtitle or manifest.subtitle
            text = text or ((manifest.author,) if manifest.author else ())
        else:
            begin = count / (count + 1)
        words = len(" ".join([title, subtitle or "", *text]).split())
        parameters = {
            "title": title,
            "subtitle": subtitle or "",
            "text": list(text),
            "say": card.say or "",
            "seconds": card.seconds or max(_SECONDS[kind], 2.0 + words / 3),
            "begin": begin,
            "end": end,
        }
        return Part(kind, 0, title, self._card(parameters), manifest.transition)

    def _card(self, given: Mapping[str, Any]) -> RenderJob:
        defaults: dict[str, Any] = {
            "above": "",
            "title": "",
            "subtitle": "",
            "text": [],
            "say": "",
            "seconds": 4.0,
            "begin": 0.0,
            "end": 0.0,
        }
        parameters = defaults | dict(given)
        changed = tuple(name for name, value in parameters.items() if value != defaults[name])
        job = self._job("Card", Settled(parameters, changed), _card_file(), None)
        return job if parameters["say"] else replace(job, voice="none")

    def _job(
        self, lesson: str, settled: Settled, file: Path | None, section: str | None
    ) -> RenderJob:
        return RenderJob(
            lesson=lesson,
            parameters=settled.values,
            changed=settled.changed,
            quality=self.quality,
            theme=self.options["theme"],
            voice=self.voice,
            format="mp4",
            transparent=False,
            section=section,
            out=self.folder,
            renderer=self.renderer,
            file=file,
            codec=self.codec,
        )

    # ------------------------------------------------------------------ lessons

    def _target(self, item: Item) -> Target | None:
        """The lesson or the scene that is meant, or None and a fault."""
        if not item.lesson:
            return None
        words = [item.lesson]
        is_file = item.lesson.lower().endswith(".py")
        if is_file:
            words = [str(self.manifest.path.parent / Path(item.lesson).expanduser())]
            words += [item.scene] if item.scene else []
        elif item.scene:
            item.table.fault("scene", "scene is for a Python file (leave it out)")
        try:
            targets = choose(words)
        except SteepestError as problem:
            item.table.fault("scene" if item.scene and is_file else "lesson", str(problem))
            return None
        if len(targets) > 1:
            names = ", ".join(target.name for target in targets)
            item.table.fault("lesson", f'which scene? (add scene = "...", one of {names})')
            return None
        return targets[0]

    def _jobs(self, item: Item, target: Target) -> Iterator[RenderJob]:
        settled = self._settled(item, target)
        if fitted(self.quality, target, typed=True) != self.quality:
            item.table.fault(
                "lesson",
                f"{target.name} sets another shape of picture; all parts "
                "of a lecture have the same",
            )
            return
        job = self._job(target.name, settled, target.file, None)
        if target.file is not None:
            mark = sha256(str(target.file).encode()).hexdigest()[:8]
            job = replace(job, out=self.folder / f"{target.file.stem}-{mark}")
        if target.model is None:
            job = replace(job, theme=DEFAULTS["theme"], voice="none")
        for section in item.sections or (None,):
            one = replace(job, section=section)
            try:
                check_sections([one])
            except SteepestError as problem:
                item.table.fault("sections", str(problem))
            yield one

    def _settled(self, item: Item, target: Target) -> Settled:
        if target.model is None:
            for name in item.parameters:
                item.table.faults.add(
                    (*item.table.at, "parameters", name),
                    f"{target.name} is a plain Manim scene and has no parameters",
                )
            return Settled({}, ())
        from render.request.parameters import settle

        known = target.model.model_fields
        given = {}
        for name, value in item.parameters.items():
            at = (*item.table.at, "parameters", name)
            if name not in known:
                self.faults.unknown(at, tuple(known), f"parameter of {target.name}:")
                continue
            given[name] = value
        try:
            return settle(target.model, given)
        except UsageError as problem:
            at = (*item.table.at, "parameters")
            for clause in str(problem).split("; "):
                name = clause.split(" ", 1)[0].rstrip(":")
                self.faults.add((*at, name), clause)
            return Settled({}, ())


def _card_file() -> Path:
    spec = find_spec("scenes.cards.card")
    if spec is None or spec.origin is None:
        raise SteepestError("the cards of lectures are missing (install steepest again)")
    return Path(spec.origin)
