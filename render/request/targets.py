"""What is to be rendered: lessons of the catalogue, and scenes of the user's own files.

On the command line, words after a ``.py`` path are the scene classes in it that are meant; none
means all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from render.errors import UsageError
from render.job import QUALITIES, Quality
from render.request.scene_listing import listing
from render.request.suggest import unknown
from scenes.catalogue import LESSONS

if TYPE_CHECKING:
    from scenes.parameters import LessonParameters


@dataclass(frozen=True)
class Target:
    """One thing to render.

    Attributes
    ----------
    name : the id of a lesson, or the name of a scene class in ``file``
    file : None for a lesson of the catalogue
    model : its parameters; None for a plain scene
    size, frame_rate : of the picture, as its file sets them; None where it does not
    """

    name: str
    file: Path | None = None
    model: type[LessonParameters] | None = None
    size: tuple[int, int] | None = None
    frame_rate: int | None = None


def catalogue_target(name: str) -> Target:
    """A lesson of the catalogue; raises a ``UsageError`` where there is none of that name."""
    if name not in LESSONS:
        path = Path(name).expanduser()
        if path.is_dir():
            raise UsageError(f"{name} is a folder (name a Python file in it)")
        if path.is_file():
            raise UsageError(f"{name} is no Python file (its name must end in .py)")
        if path.with_name(f"{path.name}.py").is_file():
            raise UsageError(f"no lesson {name!r} (did you mean {name}.py?)")
        raise UsageError(unknown("lesson", name, LESSONS))
    return Target(name, model=LESSONS[name].parameters())


def choose(words: Sequence[str], *, everything: bool = False) -> tuple[Target, ...]:
    """What the words mean, each thing once.

    Raises
    ------
    UsageError : a lesson, a file or a scene that there is not; nothing named; or two scenes whose
        files would have the same name
    SteepestError : a file cannot be run
    """
    if everything and words:
        raise UsageError("name lessons or give --all, not both")
    if everything:
        words = tuple(LESSONS)
    if not words:
        raise UsageError(f"which lesson? (there are: {', '.join(LESSONS)}; --all takes them all)")
    found: list[Target] = []
    for path, names in _grouped(words):
        found += map(catalogue_target, names) if path is None else _scenes(path, names)
    targets = {(target.file, target.name): target for target in found}
    _refuse_same_names(list(targets.values()))
    return tuple(targets.values())


def fitted(quality: Quality, target: Target, *, typed: bool) -> Quality:
    """The quality for a target, whose file may set the shape of the picture.

    Parameters
    ----------
    typed : whether the user asked for this quality: then its rate and the length of the picture's
        shorter side hold, and the file decides the shape alone. Else what the file sets holds.
    """
    size = target.size or (quality.width, quality.height)
    rate = quality.frame_rate if typed else target.frame_rate or quality.frame_rate
    if typed and target.size is not None:
        short = min(quality.width, quality.height)
        size = tuple(_even(short * side / min(size)) for side in size)  # type: ignore[assignment]
    width, height = map(_even, size)
    if (width, height, rate) == (quality.width, quality.height, quality.frame_rate):
        return quality
    return replace(quality, width=width, height=height, frame_rate=rate)


def _even(side: float) -> int:
    """A number of pixels that every encoder takes."""
    return max(2, 2 * round(side / 2))


def _grouped(words: Sequence[str]) -> list[tuple[Path | None, list[str]]]:
    groups: list[tuple[Path | None, list[str]]] = [(None, [])]
    for word in words:
        if word.lower().endswith(".py"):
            groups.append((Path(word).expanduser(), []))
        else:
            groups[-1][1].append(word)
    return groups


def _scenes(path: Path, names: Sequence[str]) -> list[Target]:
    source = listing(path)
    names = names or source.scenes
    if not names:
        raise UsageError(f"there is no scene in {path} (a class with Scene as its base)")
    models: dict[str, type[LessonParameters] | None] = {}
    if {*names} & {*source.lessons} or not {*names} <= {*source.scenes, *source.others}:
        models = _models(path, names)
    return [
        Target(name, path.absolute(), models.get(name), source.size, source.frame_rate)
        for name in names
    ]


def _models(path: Path, names: Sequence[str]) -> dict[str, type[LessonParameters] | None]:
    """The parameters of those scenes that are lessons; this runs the file.

    Raises
    ------
    UsageError : there is no such scene, not even one that the file has from elsewhere
    """
    from render.staging.scene_files import open_scene_file
    from scenes.lesson import Lesson

    file = open_scene_file(path, QUALITIES["720p30"])
    scenes = {name: file.scene(name) for name in names}
    return {n: s.Parameters if issubclass(s, Lesson) else None for n, s in scenes.items()}


def _refuse_same_names(targets: Sequence[Target]) -> None:
    """Two scenes whose videos would overwrite each other are never both begun."""
    owners: dict[str, Target] = {}
    for target in targets:
        other = owners.setdefault(target.name.casefold(), target)
        if other is not target:
            first, second = (f"{t.name} of {t.file or 'the catalogue'}" for t in (other, target))
            raise UsageError(
                f"the files of {first} and of {second} would have the same name "
                "(render them one after the other, with another --out)"
            )
