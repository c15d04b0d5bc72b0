"""What is in a scene file: read from its text, remembered from the last time, or found by a run.

Running a file means loading Manim, which takes a second; what was found is kept in the cache
folder for as long as nothing that the file reads has changed.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from render.errors import SteepestError
from render.job import QUALITIES
from render.request import scene_source
from render.request.scene_source import SceneSource
from render.store.files import atomic_write_bytes
from render.store.inputs import configuration, observe, unchanged
from render.store.versions import versions
from scenes.cache_folder import cache_folder

LISTINGS = "scene-files"
"""Folder of what has been found, in the cache folder."""


def listing(path: Path) -> SceneSource:
    """The scenes of a file and the size of its pictures.

    Raises
    ------
    UsageError : there is no such file
    SteepestError : it is not Python, or cannot be run
    """
    return known(path) or run(path)


def known(path: Path) -> SceneSource | None:
    """What can be said without running the file; errors as in ``listing``."""
    return scene_source.read(path) or _remembered(path)


def run(path: Path) -> SceneSource:
    """What running the file tells, and remember it; errors as in ``listing``."""
    from render.staging.scene_files import open_scene_file
    from scenes.lesson import Lesson

    with observe() as observation:
        file = open_scene_file(path, QUALITIES["720p30"])
        inputs = observation.entries(path.absolute().parent)
    scenes = tuple(scene.__name__ for scene in file.scenes)
    everything = [*file.scenes, *file.others]
    source = SceneSource(
        scenes=scenes,
        others=tuple(scene.__name__ for scene in file.others),
        size=file.size,
        frame_rate=file.frame_rate,
        lessons=tuple(scene.__name__ for scene in everything if issubclass(scene, Lesson)),
    )
    record = {"of": _of(), "inputs": inputs, "source": asdict(source)}
    with suppress(SteepestError, OSError):  # it can be found again
        place = _place(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        atomic_write_bytes(place, json.dumps(record).encode())
    return source


def _remembered(path: Path) -> SceneSource | None:
    try:
        record = json.loads(_place(path).read_bytes())
        if record["of"] != _of() or not unchanged(record["inputs"], path.absolute().parent):
            return None
        known = record["source"]
        return SceneSource(
            scenes=tuple(known["scenes"]),
            others=tuple(known["others"]),
            size=None if known["size"] is None else (known["size"][0], known["size"][1]),
            frame_rate=known["frame_rate"],
            lessons=tuple(known["lessons"]),
        )
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def _of() -> dict[str, Any]:
    """What else decides what a file holds."""
    return {"versions": versions(), "manim settings": configuration()}


def _place(path: Path) -> Path:
    name = hashlib.sha256(str(path.absolute()).encode()).hexdigest()[:32]
    return cache_folder() / LISTINGS / f"{name}.json"
