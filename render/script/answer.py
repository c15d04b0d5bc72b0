"""What ``steepest script`` answers."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from render.errors import UsageError
from render.job import RenderJob
from render.script.files import write_script
from render.script.lines import LessonScript, script_of
from render.script.pages import to_markdown
from render.script.reading import how_to_say
from render.script.takes import LineState, compare
from render.table import clock, table
from scenes.voice import VoiceError
from scenes.voice.takes_folder import read_takes

Answer = tuple[dict[str, Any], list[str], bool]
"""Plain data, lines for people, and whether all is well."""


def answer(job: RenderJob, out: Path | None, takes: Path | None, missing: bool) -> Answer:
    """Show or write the script of a job, or compare it with a folder of takes.

    Raises
    ------
    UsageError : the options do not go together, or a folder is not what it should be
    """
    if missing and takes is None:
        raise UsageError("--missing needs the folder of the takes (add --takes FOLDER)")
    if takes is not None and out is not None and not missing:
        raise UsageError("--takes shows what is recorded (leave -o out, or add --missing)")
    script = script_of(job)
    if takes is None:
        page = to_markdown(script)
        if out is None:
            return _data(script), [page.rstrip("\n")], True
        files, stale = write_script(script, page, out)
        lines = [
            *map(str, files),
            *(f"note: {name} says words that have changed" for name in stale),
        ]
        return _data(script) | {"files": [str(path) for path in files]}, lines, True
    try:
        states = compare(script, read_takes(takes))
    except VoiceError as problem:
        raise UsageError(str(problem).replace("LESSON", script.what)) from None
    lacking = [state.line for state in states if state.take is None]
    data = _data(script, states)
    if not missing:
        return data, _table(states), not lacking
    page = to_markdown(script, lacking) if lacking else "nothing is missing\n"
    return data, [page.rstrip("\n")], True


def _data(script: LessonScript, states: list[LineState] | None = None) -> dict[str, Any]:
    lines = []
    for index, line in enumerate(script.lines):
        entry = asdict(line) | {"file": f"{line.stem}.wav", "say": dict(how_to_say(line.text))}
        if states is not None:
            take = states[index].take
            entry["take"] = None if take is None else take.path.name
        lines.append(entry)
    return {
        "lesson": script.lesson,
        "title": script.title,
        "changed": dict(script.changed),
        "seconds": round(script.seconds, 2),
        "lines": lines,
    }


def _table(states: list[LineState]) -> list[str]:
    rows = [
        (
            state.line.stem,
            state.take.path.name if state.take else "changed" if state.was else "missing",
            clock(state.line.seconds),
            state.line.text,
        )
        for state in states
    ]
    return table(("line", "take", "pace", "words"), rows)
