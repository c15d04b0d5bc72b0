"""The style and the script of the page, put together, and the rule that lets in nothing else."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from scenes.theme import THEMES

_STYLE = ("base", "head", "cards", "opened", "sharing", "sizes")
_SCRIPT = (
    "basics",
    "colours",
    "previews",
    "opening",
    "following",
    "copying",
    "searching",
    "starting",
)
"""Parts in the order in which they stand in the page; all parts of the script know one another."""


def style() -> str:
    """The style sheet, with the backgrounds of both themes of the lessons."""
    screens = (
        f".screen.{theme.name},.player.{theme.name}{{background:{theme.background}}}"
        for theme in THEMES.values()
    )
    return "\n".join([*(_read(f"style/{name}.css") for name in _STYLE), *screens])


def style_without_scripts() -> str:
    """What holds where scripts are off."""
    return _read("style/without_scripts.css")


def script() -> str:
    """The script."""
    parts = "\n".join(_read(f"script/{name}.js") for name in _SCRIPT)
    return f'(() => {{\n"use strict";\n\n{parts}}})();\n'


def policy() -> str:
    """Nothing but what is in the page, and files beside it: the browser refuses anything else."""
    files = "'self' file: data:"
    return "; ".join(
        [
            "default-src 'none'",
            f"img-src {files}",
            f"media-src {files}",
            f"style-src {_hash(style())} {_hash(style_without_scripts())}",
            f"script-src {_hash(script())}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _read(name: str) -> str:
    return Path(__file__).parent.joinpath(name).read_text(encoding="utf-8")
