"""What a lesson of one's own may be called: a module and a class that shadow nothing."""

from __future__ import annotations

import builtins
import importlib.machinery
import keyword
import re
import sys
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from render.errors import UsageError

_OURS = ("mathcore", "render", "scenes", "steepest")

_LONGEST = 60


@dataclass(frozen=True)
class Name:
    """The names of a lesson.

    Attributes
    ----------
    module : of its Python file, ``my_lesson``
    scene : of its class, ``MyLesson``; its videos are called so, too
    lesson : as lessons are written on the command line, ``my-lesson``
    """

    module: str
    scene: str
    lesson: str


def name(typed: str, taken: Collection[str] = ()) -> Name:
    """The names that follow from what was typed: ``my_lesson``, ``My lesson``, ``my-lesson``.

    Parameters
    ----------
    taken : names that the class cannot have, because the file means something else by them

    Raises
    ------
    UsageError : no module can be called so, or it would shadow another; one line with a name that
        can be had
    """
    folder, _, last = typed.strip().replace("\\", "/").rpartition("/")
    if folder and last:
        raise UsageError(f"{typed} is a path (write: steepest new {last} --out {folder})")
    module = _module(typed)
    wrong = _fault(module)
    if wrong is not None:
        raise UsageError(f"no lesson can be called {typed!r}: {wrong} (try {_nearest(module)})")
    scene = "".join(part[0].upper() + part[1:] for part in module.split("_") if part)
    if scene in taken or hasattr(builtins, scene):
        scene = f"My{scene}"
    return Name(module, scene, module.strip("_").replace("_", "-"))


def _module(typed: str) -> str:
    """A module name from words, however they were put together; not checked yet."""
    text = unicodedata.normalize("NFKD", typed.strip().removesuffix(".py").replace("ß", "ss"))
    plain = "".join(sign for sign in text if not unicodedata.combining(sign))
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", plain)  # MyLesson
    return re.sub(r"[\s_-]+", "_", parted).strip("_").lower()


def _fault(module: str) -> str | None:
    """Why this is no name for a lesson; None if it is one."""
    strange = re.sub(r"[a-z0-9_]", "", module)[:1]
    faults = {
        "there is no letter in it": not re.search(r"[a-z]", module) and not strange,
        f"{strange!r} cannot be in the name of a Python module": strange,
        "the name of a Python module cannot begin with a digit": module[:1].isdigit(),
        f"it has more than {_LONGEST} letters": len(module) > _LONGEST,
        f"{module} is a word of Python itself": keyword.iskeyword(module),
        f"pytest would take {module}.py for tests": re.fullmatch(
            r"test_.*|.*_test|conftest", module
        ),
        f"it would hide the module {module} of Python": module in sys.stdlib_module_names,
        f"it would hide the package {module} of steepest": module in _OURS,
    }
    for fault, holds in faults.items():
        if holds:
            return fault
    return f"it would hide the installed package {module}" if _installed(module) else None


def _installed(module: str) -> bool:
    """Whether a package of this name is installed; a file in the current folder is none."""
    path = [place for place in sys.path if place not in {"", "."}]
    return importlib.machinery.PathFinder.find_spec(module, path) is not None


def _nearest(module: str) -> str:
    """A name like this one that can be had."""
    plain = re.sub(r"_+", "_", re.sub(r"[^a-z0-9_]", "_", module)).strip("_")
    plain = plain.removeprefix("test_").removesuffix("_test")[: _LONGEST - 10].strip("_")
    candidates = (plain, f"{plain}_lesson", f"lesson_{plain}") if plain else ()
    return next((each for each in candidates if _fault(each) is None), "my_lesson")
