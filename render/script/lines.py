"""The numbered lines that a lesson speaks with given parameters."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from render.errors import UsageError
from render.job import RenderJob
from render.request.values import as_text
from render.script.remembered import recall, remember
from scenes.voice.pace import line_seconds

_DIGITS = 3


@dataclass(frozen=True)
class NumberedLine:
    """A line to be read aloud; one that is said twice is read once.

    Attributes
    ----------
    number : 1 for the first
    section : title of the section in which it is first said
    seconds : that it takes at a normal pace
    """

    number: int
    section: str
    text: str
    seconds: float

    @property
    def stem(self) -> str:
        """The name of its recording, without the suffix."""
        return f"{self.number:0{_DIGITS}}"


@dataclass(frozen=True)
class LessonScript:
    """All lines of a lesson.

    Attributes
    ----------
    changed : the parameters that are not the defaults, as texts
    file : the Python file of a lesson of the user's own
    """

    lesson: str
    title: str
    changed: Mapping[str, str]
    lines: tuple[NumberedLine, ...]
    file: Path | None = None
    seed: int = 0

    @property
    def seconds(self) -> float:
        """That all of it takes at a normal pace."""
        return sum(line.seconds for line in self.lines)

    @property
    def what(self) -> str:
        """The lesson and its changed parameters, as they are typed after ``steepest script``."""
        words = [self.lesson] if self.file is None else [str(self.file), self.lesson]
        for name, value in self.changed.items():
            words += ["--set", f"{name}={value}"]
        if self.seed:
            words += ["--seed", str(self.seed)]
        return shlex.join(words)


def script_of(job: RenderJob) -> LessonScript:
    """Run a lesson without pixels to see what it says; remembered for as long as nothing changes.

    Raises
    ------
    UsageError : it says nothing
    """
    content = recall(job)
    if content is None:
        content = _outlined(job)
        remember(job, content)
    changed = {name: as_text(job.parameters[name]) for name in job.changed}
    if not content["lines"]:
        raise UsageError(f"{job.lesson} says nothing that could be recorded")
    lines = tuple(NumberedLine(**line) for line in content["lines"])
    file = shown_path(job.file)
    return LessonScript(job.lesson, content["title"], changed, lines, file, job.seed)


def shown_path(path: Path | None) -> Path | None:
    """A path as short as it can be typed here."""
    here = Path.cwd()
    return path.relative_to(here) if path is not None and path.is_relative_to(here) else path


def _outlined(job: RenderJob) -> dict[str, Any]:
    from render.preview.outline import outline

    timeline = outline(job)
    titles: dict[str, str] = {}
    for line in timeline.lines:
        sections = [
            s for s in timeline.sections if s.start_frame / timeline.frame_rate <= line.start
        ]
        titles.setdefault(line.text, sections[-1].title if sections else timeline.title)
    lines = [
        NumberedLine(number, section, text, round(line_seconds(text), 2))
        for number, (text, section) in enumerate(titles.items(), start=1)
    ]
    return {"title": timeline.title, "lines": [asdict(line) for line in lines]}
