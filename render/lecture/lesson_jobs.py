"""The lessons of a lecture as jobs: which lesson is meant, its parameters, its sections."""

from __future__ import annotations

import ast
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from render.errors import SteepestError, UsageError
from render.job import RenderJob
from render.lecture.manifest import Item
from render.lecture.settings import Settings
from render.request.options import DEFAULTS
from render.request.preflight import check_sections, check_takes
from render.request.settings import Settled
from render.request.targets import Target, choose, fitted
from scenes.catalogue import LESSONS


def target(item: Item, folder: Path) -> Target | None:
    """The lesson or scene that is meant; None, and a fault, if there is none.

    Parameters
    ----------
    folder : of the manifest, to which a path in it is relative
    """
    if not item.lesson:
        return None  # which is a fault already
    words = [item.lesson]
    is_file = item.lesson.lower().endswith(".py")
    if is_file:
        words = [str(folder / Path(item.lesson).expanduser())]
        words += [item.scene] if item.scene else []
    elif item.scene:
        item.table.fault("scene", "scene is the class in a Python file (leave it out)")
    try:
        found = choose(words)
    except SteepestError as problem:
        item.table.fault("scene" if item.scene and is_file else "lesson", str(problem))
        return None
    if len(found) > 1:
        names = ", ".join(one.name for one in found)
        item.table.fault("lesson", f'which scene? (add scene = "...", one of {names})')
        return None
    return found[0]


def title(target: Target) -> str:
    """What a lesson asks; of one in a file what its class is told to, else the class's name."""
    if target.file is None:
        return LESSONS[target.name].title
    for node in ast.walk(ast.parse(target.file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef) and node.name == target.name:
            for line in node.body:
                written = _written(line, "title")
                if written:
                    return written
    return target.name


def _written(line: ast.stmt, name: str) -> str | None:
    """The text that a line of a class gives a name."""
    if isinstance(line, ast.AnnAssign):
        names: list[ast.expr] = [line.target]
    elif isinstance(line, ast.Assign):
        names = line.targets
    else:
        return None
    named = any(isinstance(one, ast.Name) and one.id == name for one in names)
    value = line.value.value if isinstance(line.value, ast.Constant) else None
    return value if named and isinstance(value, str) else None


def jobs(item: Item, target: Target, settings: Settings) -> list[RenderJob]:
    """The whole lesson, or one job for each section that was asked for; faults are noted."""
    if fitted(settings.quality, target, typed=True) != settings.quality:
        quality = settings.quality
        item.table.fault(
            "lesson",
            f"{target.name} sets a picture of another shape than {quality.width}x{quality.height}; "
            "all parts of a lecture have the same (take pixel_width and pixel_height out)",
        )
        return []
    job = settings.job(target.name, _settled(item, target), target.file)
    if target.file is not None:
        mark = sha256(str(target.file).encode()).hexdigest()[:8]
        job = replace(job, out=settings.folder / f"{target.file.stem}-{mark}")
    if target.model is None:
        job = replace(job, theme=DEFAULTS["theme"], voice="none")
    try:
        (job,) = check_takes([job])
    except UsageError as problem:
        item.table.fault("lesson", str(problem))
        return []
    found = [replace(job, section=section) for section in item.sections or (None,)]
    for one in found:
        try:
            check_sections([one])
        except SteepestError as problem:
            item.table.fault("sections", str(problem))
    return found


def _settled(item: Item, target: Target) -> Settled:
    faults, table = item.table.faults, (*item.table.at, "parameters")
    if target.model is None:
        for name in item.parameters:
            faults.add((*table, name), f"{target.name} is a plain Manim scene without parameters")
        return Settled({}, ())
    from pydantic import ValidationError

    from render.request.parameters import explain, settle

    known = tuple(target.model.model_fields)
    for name in item.parameters:
        if name not in known:
            faults.unknown((*table, name), known, f"parameter of {target.name}:")
    given = {name: value for name, value in item.parameters.items() if name in known}
    try:
        target.model(**given)
    except ValidationError as problem:
        for name, clause in explain(problem, target.model, given).items():
            faults.add((*table, name), clause)
        return Settled({}, ())
    except UsageError as problem:
        faults.add(table, str(problem))
        return Settled({}, ())
    return settle(target.model, given)
