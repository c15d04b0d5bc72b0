"""Write docs/commands.md: run every command for real and set down what it prints.

    python docs/regenerate.py              # all of it; many minutes, because lessons are rendered
    python docs/regenerate.py check clip   # these chapters, and those that are new

Each chapter runs in a temporary folder of its own; the cache folder is the same for all.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from examples import INTRODUCTION, PAGE, Chapter, Example, Prose

TARGET = Path(__file__).with_name("commands.md")
PROGRAMS = {"steepest": Path(sys.executable).with_name("steepest"), "python": sys.executable}
HEAD = "<!-- Made by docs/regenerate.py; `make docs` writes it again. Do not edit by hand. -->"


@dataclass(frozen=True)
class Place:
    """Folders that stand for a user's own."""

    home: Path

    @property
    def lecture(self) -> Path:
        """Where the commands run."""
        return self.home / "lecture"

    def run(self, example: Example) -> tuple[str, int]:
        """Run a command line; returns what it prints, errors included, and its exit code."""
        name, *arguments = shlex.split(example.command)
        environment = os.environ | {
            "COLUMNS": "100",
            "NO_COLOR": "1",
            "STEEPEST_CACHE_DIR": str(self.home / ".cache" / "steepest"),
        }
        process = subprocess.Popen(
            [PROGRAMS.get(name, name), *arguments],
            cwd=self.lecture,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            out, errors = process.communicate(timeout=example.ends_after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            out, errors = process.communicate()
        text = out + (errors if process.returncode in {2, 130} else "")
        return text.replace(str(self.home), "~").rstrip(), process.returncode


def main(titles: list[str]) -> None:
    """Run all examples, or those of some chapters, and write the page.

    Stops at the first command that does not end as it should; then the page stays as it was.
    """
    known = [chapter.title for chapter in PAGE]
    for title in titles:
        if title not in known:
            sys.exit(f"there is no chapter {title} (there are: {', '.join(known)})")
    earlier = written() if titles else {}
    parts = [HEAD]
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder).resolve())
        parts += told(Chapter("", INTRODUCTION), place)
        for chapter in PAGE:
            if chapter.title in earlier and chapter.title not in titles:
                parts.append(earlier[chapter.title])
            else:
                parts += [f"## {chapter.title}", *told(chapter, place)]
    TARGET.write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="\n")
    print(f"wrote {TARGET}")


def written() -> dict[str, str]:
    """The chapters of the page as it is, by title."""
    pieces = re.split(r"^(?=## )", TARGET.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {piece.splitlines()[0].removeprefix("## "): piece.rstrip() for piece in pieces}


def told(chapter: Chapter, place: Place) -> list[str]:
    """The parts of a chapter as Markdown."""
    if place.lecture.exists():
        place.lecture.rename(Path(tempfile.mkdtemp(dir=place.home)) / "lecture")
    place.lecture.mkdir()
    texts = []
    for part in chapter.parts:
        text = part.text if isinstance(part, Prose) else shown(part, place)
        if text:
            texts.append(text)
    return texts


def shown(example: Example, place: Place) -> str:
    """A command and its output as Markdown; nothing of a hidden one."""
    for name, content in example.files.items():
        path = place.lecture / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    print(f"$ {example.command}", flush=True)
    output, code = place.run(example)
    if code != example.code:
        sys.exit(f"exit code {code}, expected {example.code}:\n{output}")
    if example.hidden:
        return ""
    lines = output.splitlines()
    if len(lines) > example.lines:
        left = len(lines) - example.lines
        lines = [*lines[: example.lines], f"... {left} more lines"]
    return "\n".join(["```console", f"$ {example.command}", *lines, "```"])


if __name__ == "__main__":
    main(sys.argv[1:])
