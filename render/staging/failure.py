"""What is said of a scene that fails: when, why, and in which of its own lines."""

from __future__ import annotations

import sys
import traceback
from contextlib import suppress
from pathlib import Path

from manim import Scene

_TEX_PROGRAMS = ("latex", "pdflatex", "lualatex", "luatex", "xelatex", "dvisvgm")


def failure(scene_class: type[Scene], scene: Scene | None, error: BaseException) -> str:
    """One line, for the scene as far as it came; None if it was never made."""
    name = getattr(scene_class, "lesson_id", "") or scene_class.__name__
    seconds = 0.0 if scene is None else scene.renderer.time
    what = _missing_tex(error) or " ".join(f"{type(error).__name__}: {error}".split())
    return f"{name} failed at {seconds:.2f} s: {what} ({_own_line(scene_class, error)})"


def _missing_tex(error: BaseException) -> str:
    """What to do where Manim has looked for a program of TeX in vain; else nothing."""
    if not isinstance(error, FileNotFoundError) or error.filename not in _TEX_PROGRAMS:
        return ""
    return (
        f"there is no TeX here, no program {error.filename!r}; install TeX Live or MiKTeX, "
        "or write MathTypst for MathTex and Typst for Tex: these need none"
    )


def _own_line(scene_class: type[Scene], error: BaseException) -> str:
    """``file:line`` where the scene's own file was last on the way to the error."""
    stack = traceback.extract_tb(error.__traceback__)
    for kind in scene_class.__mro__:
        source = getattr(sys.modules.get(kind.__module__), "__file__", None)
        own = [entry for entry in stack if entry.filename == source]
        if own:
            break
    else:
        own = list(stack)
    entry = own[-1]
    path = Path(entry.filename)
    with suppress(ValueError):
        path = path.relative_to(Path.cwd())
    return f"{path}:{entry.lineno}, in {entry.name}: {entry.line}"
