"""A script as a page to read from, in Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from render.script.lines import LessonScript, NumberedLine
from render.script.reading import how_to_say
from render.table import clock

KIND = ".wav"
"""Of the files that are asked for; any other is taken, too."""


def to_markdown(
    script: LessonScript,
    names: Mapping[int, str] | None = None,
    lines: Sequence[NumberedLine] | None = None,
) -> str:
    """The page.

    Parameters
    ----------
    names : what lines are to be recorded as, by their numbers; ``001.wav`` and so on by default
    lines : those to show, all by default
    """
    shown = script.lines if lines is None else lines
    seconds = sum(line.seconds for line in shown)
    count = f"{len(shown)} lines" if len(shown) != 1 else "1 line"
    if len(shown) < len(script.lines):
        count += f" of {len(script.lines)}"
    page = [
        f"# {script.title}",
        "",
        f"`{script.what}`: {count}, about {clock(seconds)} at a normal pace.",
        "Record each line in a file of its own, named by its number, with a moment of silence "
        "before and after.",
    ]
    section = None
    for line in shown:
        if line.section != section:
            section = line.section
            page += ["", f"## {section}"]
        name = (names or {}).get(line.number, f"{line.stem}{KIND}")
        page += ["", f"**{line.stem}** · {clock(line.seconds)} · `{name}`", ""]
        page.append(f"> {line.text}")
        said = [f"{written} = “{spoken}”" for written, spoken in how_to_say(line.text)]
        if said:
            page += ["", f"say: {'; '.join(said)}"]
    return "\n".join(page) + "\n"
