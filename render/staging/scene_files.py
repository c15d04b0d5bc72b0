"""Scenes from a user's own Python file, and the settings of Manim that the file makes."""

from __future__ import annotations

import contextlib
import random
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from manim import Scene
from manim import config as manim_config
from manim.mobject.svg.svg_mobject import SVG_HASH_TO_MOB_MAP

from render.errors import SteepestError, UsageError
from render.job import Quality
from render.request.suggest import unknown
from render.staging.manim_settings import settings_of_manim
from render.staging.private_modules import run_file

_HEEDED = (
    "background_color",
    "frame_height",
    "frame_width",
    "tex_template",
    "tex_template_file",
    "no_latex_cleanup",
)
"""Settings of a file that hold for its scenes. The others say how Manim itself would write files,
or are decided by the command line."""


@dataclass(frozen=True)
class SceneFile:
    """A file that has been run.

    Attributes
    ----------
    scenes : the scene classes defined in it, in this order, that have something to show
    others : further ones, which have not, or whose name begins with an underscore
    settings : what it has set in Manim's ``config``; ``input_file`` and ``assets_dir``, the folder
        of pictures and sounds, are always among it
    size, frame_rate : of the picture in pixels, and frames a second, as the file has set them;
        None where it has not
    """

    path: Path
    scenes: tuple[type[Scene], ...]
    others: tuple[type[Scene], ...]
    settings: Mapping[str, Any]
    size: tuple[int, int] | None
    frame_rate: int | None
    _module: ModuleType

    def scene(self, name: str) -> type[Scene]:
        """The scene class of this name; it may come from a module that the file imports.

        Raises
        ------
        UsageError : there is none
        """
        found = getattr(self._module, name, None)
        if isinstance(found, type) and issubclass(found, Scene):
            return found
        known = [scene.__name__ for scene in self.scenes]
        raise UsageError(f"{unknown('scene', name, known)} in {self.path}")


def open_scene_file(path: Path, quality: Quality, seed: int = 0) -> SceneFile:
    """Run a file, with Manim's settings as they will be for its scenes, and look at what it made.

    Manim's settings are put back afterwards, and what the file prints goes to standard error.

    Raises
    ------
    SteepestError : the file cannot be run; the message names the line
    """
    settings = {
        "pixel_width": quality.width,
        "pixel_height": quality.height,
        "frame_rate": quality.frame_rate,
    }
    with settings_of_manim(settings), contextlib.redirect_stdout(sys.stderr):
        before = dict(manim_config)
        SVG_HASH_TO_MOB_MAP.clear()  # it knows drawings by their path, whatever is in them now
        random.seed(seed)
        np.random.seed(seed)  # noqa: NPY002 - the one that scenes use
        try:
            module = run_file(path)
        except (Exception, SystemExit) as problem:
            raise SteepestError(_load_fault(path, problem)) from problem
        after = dict(manim_config)
    made = {name: value for name, value in after.items() if value != before[name]}
    found = _scenes_of(module)
    geometry = made.keys() & {"pixel_width", "pixel_height"}
    return SceneFile(
        path=path,
        scenes=tuple(scene for scene in found if _is_meant_by_all(scene)),
        others=tuple(scene for scene in found if not _is_meant_by_all(scene)),
        settings={name: made[name] for name in _HEEDED if name in made}
        | {"assets_dir": _assets(str(after["assets_dir"]), path), "input_file": str(path)},
        size=(int(after["pixel_width"]), int(after["pixel_height"])) if geometry else None,
        frame_rate=round(after["frame_rate"]) if "frame_rate" in made else None,
        _module=module,
    )


def _scenes_of(module: ModuleType) -> list[type[Scene]]:
    return [
        found
        for name, found in vars(module).items()
        if isinstance(found, type)
        and issubclass(found, Scene)
        and found.__module__ == module.__name__
        and name == found.__name__
    ]


def _is_meant_by_all(scene: type[Scene]) -> bool:
    return scene.construct is not Scene.construct and not scene.__name__.startswith("_")


def _assets(folder: str, path: Path) -> str:
    """A relative folder is looked for where the user is, then where the file is."""
    here, beside = Path(folder).expanduser().absolute(), path.absolute().parent / folder
    elsewhere = Path(folder) == Path() or not here.is_dir()  # Manim itself looks here first
    return str(beside if elsewhere else here)


def _load_fault(path: Path, problem: BaseException) -> str:
    """``file:line: what is wrong``, of the innermost line that is the user's own."""
    what = " ".join(f"{type(problem).__name__}: {problem}".split())
    if isinstance(problem, SyntaxError) and problem.filename:
        return f"{_shown(Path(problem.filename))}:{problem.lineno}: {problem.msg}"
    if isinstance(problem, SystemExit):
        what = "it calls sys.exit when it is loaded (put that below if __name__ == '__main__')"
    folder = path.absolute().parent
    stack = traceback.extract_tb(problem.__traceback__)
    own = [entry for entry in stack if Path(entry.filename).is_relative_to(folder)]
    if not own:
        return f"{path}: {what}"
    return f"{_shown(Path(own[-1].filename))}:{own[-1].lineno}: {what}"


def _shown(path: Path) -> Path:
    with contextlib.suppress(ValueError):
        return path.relative_to(Path.cwd())
    return path
