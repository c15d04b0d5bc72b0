"""What ``steepest script`` answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from render.errors import UsageError
from render.job import RenderJob
from render.script.files import file_names, page_path, write_page, write_script
from render.script.lines import LessonScript, script_of
from render.script.pages import to_markdown
from render.script.quality import Quality, judge
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
    if takes is not None:
        return _compared(script, takes, missing, out)
    if out is None:
        return _data(script, {}), [to_markdown(script).rstrip("\n")], True
    files, names, stale = write_script(script, out)
    notes = [f"note: {name} says words that have changed" for name in stale]
    data = _data(script, names) | {"files": [str(path) for path in files]}
    return data, [*map(str, files), *notes], True


def _compared(script: LessonScript, folder: Path, missing: bool, out: Path | None) -> Answer:
    try:
        takes = read_takes(folder)
    except VoiceError as problem:
        raise UsageError(str(problem).replace("LESSON", script.what)) from None
    states = compare(script, takes)
    lacking = [state.line for state in states if state.take is None]
    names = file_names(script, folder, takes.script.earlier)
    if not missing:
        found = {s.line.number: judge(s.take, s.line.text) for s in states if s.take is not None}
        clean = not lacking and not any(quality.remarks for quality in found.values())
        others = [f"not used: {', '.join(takes.others)}"] if takes.others else []
        return _data(script, names, states, found), [*_table(states, found), *others], clean
    data = _data(script, names, states)
    if not lacking:
        return data, ["nothing is missing"], True
    page = to_markdown(script, names, lacking)
    if out is None:
        return data, [page.rstrip("\n")], True
    write_page(page, page_path(out))
    return data | {"files": [str(page_path(out))]}, [str(page_path(out))], True


def _data(
    script: LessonScript,
    names: Mapping[int, str],
    states: list[LineState] | None = None,
    found: Mapping[int, Quality] | None = None,
) -> dict[str, Any]:
    lines = []
    for index, line in enumerate(script.lines):
        entry = asdict(line) | {
            "file": names.get(line.number, f"{line.stem}.wav"),
            "say": dict(how_to_say(line.text)),
        }
        if states is not None:
            take = states[index].take
            entry["take"] = None if take is None else take.path.name
        if found is not None:
            quality = found.get(line.number)
            entry["quality"] = None if quality is None else asdict(quality)
        lines.append(entry)
    return {
        "lesson": script.lesson,
        "title": script.title,
        "changed": dict(script.changed),
        "seconds": round(script.seconds, 2),
        "lines": lines,
    }


def _table(states: list[LineState], found: Mapping[int, Quality]) -> list[str]:
    rows = []
    for state in states:
        line, take = state.line, state.take
        quality = found.get(line.number)
        words = line.text
        if quality is not None and quality.remarks:
            words = f"{'; '.join(quality.remarks).upper()}: {words}"
        rows.append(
            (
                line.stem,
                take.path.name if take else "changed" if state.was else "missing",
                clock(quality.seconds) if quality else "-",
                clock(line.seconds),
                words,
            )
        )
    return table(("line", "take", "length", "pace", "words"), rows, right=("length", "pace"))
