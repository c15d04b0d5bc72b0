"""Read a TOML file that somebody has written: what stands in it, and where."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from render.errors import UsageError
from render.request.toml_lines import Lines

_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)")


def read_toml(path: Path, wanted: str) -> tuple[dict[str, Any], Lines]:
    """What stands in a file, and on which lines.

    Parameters
    ----------
    wanted : what a path should lead to, such as ``a .toml file with jobs in it``

    Raises
    ------
    UsageError : it cannot be read, or is not TOML; one line with the place and the remedy
    """
    try:
        text = path.read_text(encoding="utf-8")
        return tomllib.loads(text), Lines(path, text)
    except IsADirectoryError:
        raise UsageError(f"{path} is a folder (name {wanted})") from None
    except OSError as problem:
        why = (problem.strerror or str(problem)).lower()
        raise UsageError(f"cannot read {path}: {why} (name {wanted})") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not a text file in UTF-8") from None
    except tomllib.TOMLDecodeError as problem:
        at = _AT_LINE.search(str(problem))
        line = int(at[1]) if at else len(text.splitlines())
        what = _AT_LINE.sub("", str(problem)).removesuffix(" (at end of document)")
        raise UsageError(f"{path}:{line}: not TOML: {what}") from None
