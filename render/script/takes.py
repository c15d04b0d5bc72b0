"""A lesson's lines beside a folder of takes: what is recorded, what is missing, what is stale."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from render.errors import UsageError
from render.job import RenderJob
from render.script.lines import LessonScript, NumberedLine, script_of, shown_path
from scenes.voice import VoiceError
from scenes.voice.takes import TakesVoice
from scenes.voice.takes_folder import SCRIPT, Take, Takes, read_takes

_SHOWN = 300


@dataclass(frozen=True)
class LineState:
    """A line and its take.

    Attributes
    ----------
    take : None when it is missing
    was : the words that the folder's script has under this number, where they are others now
    stale : a recording under this number that says other words
    """

    line: NumberedLine
    take: Take | None
    was: str | None = None


def compare(script: LessonScript, takes: Takes) -> list[LineState]:
    """The state of every line."""
    numbered = takes.script.lines
    spoken = {line.text for line in script.lines}
    states = []
    for line in script.lines:
        was = numbered[line.number - 1] if line.number <= len(numbered) else None
        changed = was is not None and was != line.text and was not in spoken
        states.append(LineState(line, takes.said.get(line.text), was if changed else None))
    return states


def folder_for(job: RenderJob) -> Path | None:
    """The folder of the job's takes, or None if its voice is another one.

    A folder that holds no script but a folder for each lesson, by its name, stands for those.
    """
    folder = Path(job.voice)
    if job.voice in {"joe", "none"} or not folder.is_dir():
        return None
    own = folder / job.lesson
    return own if own.is_dir() and not (folder / SCRIPT).exists() else folder


def with_takes(jobs: Sequence[RenderJob]) -> tuple[RenderJob, ...]:
    """The jobs, each with the folder of its own takes, after a look whether all lines are there.

    Raises
    ------
    UsageError : lines are missing; it lists all of them, with their numbers and words
    """
    found = []
    for job in jobs:
        folder = folder_for(job)
        if folder is None:
            found.append(job)
            continue
        refuse_missing(job, folder)
        found.append(replace(job, voice=str(folder)))
    return tuple(found)


def refuse_missing(job: RenderJob, folder: Path) -> None:
    """Raise a ``UsageError`` unless the folder has a take of every line that the job says."""
    try:
        takes = read_takes(folder)
    except VoiceError as problem:
        raise UsageError(str(problem).replace("LESSON", job.lesson)) from None
    script = script_of(job)
    states = compare(script, takes)
    missing = [state for state in states if state.take is None]
    shown = shown_path(folder)
    if not missing:
        _refuse_unusable(folder, states)
        return
    lines = "line" if len(missing) == 1 else "lines"
    fix = f"steepest script {script.what} -o {shown}"
    if takes.script.lines == tuple(line.text for line in script.lines):
        fix = f"record them; steepest script {script.what} --takes {shown} --missing says how"
    else:
        fix = f"write the script again, then record them: {fix}"
    head = (
        f"{shown} has no take of {len(missing)} {lines} of the {len(states)} "
        f"that {script.lesson} says ({fix})"
    )
    others = [f"  not used: {', '.join(takes.others)}"] if takes.others else []
    raise UsageError("\n".join([head, *(_shown(state) for state in missing), *others]))


def _shown(state: LineState) -> str:
    line = state.line
    was = "" if state.was is None else f"  (was: {json.dumps(state.was, ensure_ascii=False)})"
    return f"  {line.stem}  {line.text}{was}"


def _refuse_unusable(folder: Path, states: Sequence[LineState]) -> None:
    """Cut and time all takes now, so that those that cannot be used are said at once."""
    voice = TakesVoice(str(folder), folder)
    problems = []
    for state in states:
        try:
            voice.speak(state.line.text)
        except VoiceError as problem:
            problems.append(str(problem))
    if problems:
        raise UsageError("\n  ".join(problems))
