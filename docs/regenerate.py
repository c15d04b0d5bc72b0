"""Write docs/commands.md: run every command for real and set down what it prints.

    python docs/regenerate.py

Everything happens in a temporary folder; it takes a few minutes, because lessons are rendered.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from commands_text import PAGE, Example, Prose

TARGET = Path(__file__).with_name("commands.md")
STEEPEST = Path(sys.executable).with_name("steepest")
HEAD = "<!-- Made by docs/regenerate.py; `make docs` writes it again. Do not edit by hand. -->"


@dataclass(frozen=True)
class Place:
    """Folders that stand for a user's own."""

    home: Path

    @property
    def lecture(self) -> Path:
        """Where the commands run."""
        return self.home / "lecture"

    def run(self, command: str) -> tuple[str, int]:
        """Run a command line; returns what it prints, errors included, and its exit code."""
        name, *arguments = shlex.split(command)
        environment = os.environ | {
            "COLUMNS": "100",
            "NO_COLOR": "1",
            "STEEPEST_CACHE_DIR": str(self.home / ".cache" / "steepest"),
        }
        result = subprocess.run(
            [STEEPEST if name == "steepest" else name, *arguments],
            cwd=self.lecture,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        text = result.stdout + (result.stderr if result.returncode == 2 else "")
        return self._private(text), result.returncode

    def _private(self, text: str) -> str:
        return text.replace(str(self.home), "~").rstrip()


def main() -> None:
    """Run all examples and write the page, or stop at the first that does not end as it should."""
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder).resolve())
        place.lecture.mkdir()
        parts = [HEAD]
        for part in PAGE:
            parts.append(part.text if isinstance(part, Prose) else shown(part, place))
    TARGET.write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="\n")
    print(f"wrote {TARGET}")


def shown(example: Example, place: Place) -> str:
    """A command and its output as Markdown."""
    for name, content in example.files.items():
        (place.lecture / name).write_text(content, encoding="utf-8")
    print(f"$ {example.command}", flush=True)
    output, code = place.run(example.command)
    if code != example.code:
        sys.exit(f"exit code {code}, expected {example.code}:\n{output}")
    lines = output.splitlines()
    if len(lines) > example.lines:
        left = len(lines) - example.lines
        lines = [*lines[: example.lines], f"... {left} more lines"]
    return "\n".join(["```console", f"$ {example.command}", *lines, "```"])


if __name__ == "__main__":
    main()
