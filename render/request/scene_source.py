"""What can be said about a user's scene file from its text alone, without loading Manim.

Most files are simple enough. Of those that are not, ``read`` says nothing, and the file has to be
run: a scene that inherits from a class of another file, settings of the picture that are computed.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from render.errors import SteepestError, UsageError
from render.request.suggest import nearest
from render.staging.private_modules import sibling

_SCENES = {
    "Scene",
    "LinearTransformationScene",
    "MovingCameraScene",
    "SpecialThreeDScene",
    "ThreeDScene",
    "VectorScene",
    "ZoomedScene",
}
"""The scenes of Manim."""

_KNOWN = {"manim", "numpy", "scipy"} | sys.stdlib_module_names
"""Modules that change none of Manim's settings and hold no scenes but those."""

_GEOMETRY = ("pixel_width", "pixel_height", "frame_rate")
_WIDE = (1920, 1080)
"""Size of the picture where only one side of it is set."""


@dataclass(frozen=True)
class SceneSource:
    """What a file holds.

    Attributes
    ----------
    scenes : names of the scene classes in it that have something to show, in their order
    others : names of further scene classes in it, which are not meant by "all"
    size, frame_rate : of the picture, as the file sets them; None where it does not
    lessons : those among all of them that are lessons
    """

    scenes: tuple[str, ...]
    others: tuple[str, ...] = ()
    size: tuple[int, int] | None = None
    frame_rate: int | None = None
    lessons: tuple[str, ...] = ()


def read_text(path: Path) -> str:
    """The text of a scene file.

    Raises
    ------
    UsageError : there is no such file, or it is none
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder (name a Python file with scenes)")
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        folder = path.parent
        beside = sorted(p.name for p in folder.glob("*.py")) if folder.is_dir() else []
        close = nearest(path.name, beside, count=1)
        hint = f" (did you mean {folder / close[0]}?)" if close else ""
        raise UsageError(f"there is no file {path}{hint}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not a text file in UTF-8") from None
    except OSError as problem:
        raise UsageError(f"cannot read {path}: {problem.strerror or problem}") from None


def read(path: Path) -> SceneSource | None:
    """What the text of a file says; None where only running it can tell.

    Raises
    ------
    UsageError : there is no such file
    SteepestError : it is not Python; the message names the line
    """
    try:
        tree = ast.parse(read_text(path), str(path))
    except SyntaxError as problem:
        raise SteepestError(f"{path}:{problem.lineno}: {problem.msg}") from None
    except ValueError as problem:  # such as null bytes
        raise SteepestError(f"{path} is not Python: {problem}") from None
    try:
        reader = _Reader(path.absolute().parent)
        for statement in tree.body:
            reader.take(statement)
        _refuse_hidden_settings(tree)
        return reader.result()
    except _NotSimpleError:
        return None


class _NotSimpleError(Exception):
    """The file has to be run."""


@dataclass
class _Reader:
    """Goes through the statements of a file from the top."""

    folder: Path
    from_manim: dict[str, str] = field(default_factory=dict)
    modules: set[str] = field(default_factory=set)
    classes: dict[str, bool] = field(default_factory=dict)
    """Whether each class is a scene."""
    showing: dict[str, bool] = field(default_factory=dict)
    """Whether each scene class has something to show."""
    settings: dict[str, int] = field(default_factory=dict)

    def take(self, statement: ast.stmt) -> None:
        match statement:
            case ast.Import(names):
                for name in names:
                    self._import(name.name, name.asname)
            case ast.ImportFrom(module, names, level):
                self._import_from(module if not level else None, names)
            case ast.ClassDef():
                self._class(statement)
            case ast.Assign(targets=[target], value=value):
                self._assign(target, value)
            case ast.FunctionDef() | ast.AnnAssign() | ast.Expr() | ast.Pass():
                pass
            case ast.If(test=ast.Compare(left=ast.Name(id="__name__"))):
                pass  # what runs only when the file is the program
            case _:
                raise _NotSimpleError

    def result(self) -> SceneSource:
        size = None
        if self.settings.keys() & set(_GEOMETRY[:2]):
            wide, high = (
                self.settings.get(name, default)
                for name, default in zip(_GEOMETRY[:2], _WIDE, strict=True)
            )
            size = (wide, high)
        shown = [name for name, shows in self.showing.items() if shows and name[0] != "_"]
        return SceneSource(
            scenes=tuple(shown),
            others=tuple(name for name in self.showing if name not in shown),
            size=size,
            frame_rate=self.settings.get("frame_rate"),
        )

    def _import(self, name: str, alias: str | None) -> None:
        top = name.partition(".")[0]
        if top not in _KNOWN or sibling(self.folder, top):
            raise _NotSimpleError
        if top == "manim":
            self.modules.add(alias or name)

    def _import_from(self, module: str | None, names: list[ast.alias]) -> None:
        top = (module or "").partition(".")[0]
        if top not in _KNOWN or sibling(self.folder, top):
            raise _NotSimpleError
        if top != "manim":
            return
        for name in names:
            if name.name == "*":
                self.from_manim.update({scene: scene for scene in _SCENES})
            else:
                self.from_manim[name.asname or name.name] = name.name
        if any(name.name == "config" and name.asname not in {None, "config"} for name in names):
            raise _NotSimpleError

    def _class(self, statement: ast.ClassDef) -> None:
        if statement.decorator_list or statement.keywords:
            raise _NotSimpleError
        bases = [self._base(base) for base in statement.bases]
        is_scene = any(scene for scene, _ in bases)
        self.classes[statement.name] = is_scene
        self.showing.pop(statement.name, None)
        if is_scene:
            defines = any(
                isinstance(part, ast.FunctionDef) and part.name == "construct"
                for part in statement.body
            )
            self.showing[statement.name] = defines or any(shows for _, shows in bases)

    def _base(self, base: ast.expr) -> tuple[bool, bool]:
        """Whether a base class is a scene, and whether it has something to show."""
        match base:
            case ast.Name(name) if name in self.classes:
                return self.classes[name], self.showing.get(name, False)
            case ast.Name(name):
                return self.from_manim.get(name, name) in _SCENES, False
            case ast.Attribute(ast.Name(module), name) if module in self.modules:
                return name in _SCENES, False
        raise _NotSimpleError

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        match target:
            case ast.Attribute(ast.Name("config"), name):
                pass
            case ast.Subscript(ast.Name("config"), ast.Constant(str(name))):
                pass
            case _ if _sets_config(target):
                raise _NotSimpleError
            case _:
                return
        if name in {"frame_size", "quality"}:
            raise _NotSimpleError
        if name in _GEOMETRY:
            if not isinstance(value, ast.Constant) or not isinstance(value.value, int | float):
                raise _NotSimpleError
            self.settings[name] = round(value.value)


def _refuse_hidden_settings(tree: ast.Module) -> None:
    """Leave files that may set the size of the picture in another way than by plain assignment."""
    top = {id(statement) for statement in tree.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) and id(node) not in top:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(_sets_config(target) for target in targets):
                raise _NotSimpleError
        if isinstance(node, ast.AugAssign) and _sets_config(node.target):
            raise _NotSimpleError
        if isinstance(node, ast.Call) and any(_is_config(part) for part in _handed_over(node)):
            raise _NotSimpleError


def _sets_config(target: ast.expr) -> bool:
    match target:
        case ast.Attribute(value, name) if _is_config(value):
            return name in {*_GEOMETRY, "frame_size", "quality"}
        case ast.Subscript(value, _):
            return _is_config(value)
        case ast.Tuple(parts) | ast.List(parts):
            return any(_sets_config(part) for part in parts)
    return False


def _handed_over(call: ast.Call) -> Iterator[ast.expr]:
    """What a call may change: its arguments, and the object whose method it is."""
    yield from call.args
    yield from (keyword.value for keyword in call.keywords)
    if isinstance(call.func, ast.Attribute):
        yield call.func.value


def _is_config(node: ast.expr) -> bool:
    match node:
        case ast.Name("config") | ast.Attribute(attr="config"):
            return True
    return False
