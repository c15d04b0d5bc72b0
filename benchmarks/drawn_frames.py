"""Uncompressed pictures of a few scenes, drawn once and kept as files, for the other benchmarks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.rendering.cases import chosen
from render.job import Quality
from render.picture import Box, Boxes, Pixels
from render.staging.director import direct
from render.staging.frames import FrameSink
from render.staging.scene_files import open_scene_file


@dataclass(frozen=True)
class Picture:
    """One picture: outside of ``changed`` it equals the one before."""

    pixels: Pixels
    repeat: int
    changed: Boxes


@dataclass(frozen=True)
class Drawn:
    """The pictures of one scene.

    Attributes
    ----------
    path : a folder with an index and the pixels that changed, one picture after another
    """

    path: Path
    quality: Quality

    @property
    def pictures(self) -> int:
        """How many pictures there are."""
        return len(self._index())

    @property
    def plays(self) -> frozenset[int]:
        """The numbers of the pictures that a play begins with."""
        starts = set(self._read()["plays"])
        first, found = 0, set()
        for number, (repeat, _) in enumerate(self._index()):
            if starts & set(range(first, first + repeat)):
                found.add(number)
            first += repeat
        return frozenset(found)

    def __iter__(self) -> Iterator[Picture]:
        """The pictures; their pixels are lent until the next one."""
        pixels = np.zeros((self.quality.height, self.quality.width, 4), dtype=np.uint8)
        with (self.path / "pixels").open("rb") as file:
            for repeat, corners in self._index():
                boxes = tuple(Box(*each) for each in corners)
                for box in boxes:
                    shape = (box.bottom - box.top, box.right - box.left, 4)
                    part = np.fromfile(file, dtype=np.uint8, count=int(np.prod(shape)))
                    pixels[box.slices] = part.reshape(shape)
                yield Picture(pixels, repeat, boxes)

    def _index(self) -> list[tuple[int, list[list[int]]]]:
        found: list[tuple[int, list[list[int]]]] = self._read()["pictures"]
        return found

    def _read(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.path / "index.json").read_text())
        return content


class _Keeper(FrameSink):
    def __init__(self, folder: Path, frames: int) -> None:
        self.end = frames
        self._index: list[tuple[int, Boxes]] = []
        self._folder = folder
        self._file = (folder / "pixels").open("wb")

    def wants(self, frame: int) -> bool:
        return frame < self.end

    def frame(self, first: int, pixels: Pixels, repeat: int, changed: Boxes) -> None:
        repeat = min(repeat, self.end - first)
        if repeat > 0:
            self._index.append((repeat, changed))
            for box in changed:
                self._file.write(pixels[box.slices].tobytes())

    def close(self, plays: list[int]) -> None:
        self._file.close()
        content = {"pictures": self._index, "plays": plays}
        (self._folder / "index.json").write_text(json.dumps(content))


def drawn(name: str, quality: Quality, frames: int, folder: Path, renderer: str) -> Drawn:
    """The first frames of a case of the rendering benchmark, from ``folder`` if it has them."""
    path = folder / f"{name}-{quality.name}-{frames}-{renderer}"
    if not (path / "index.json").exists():
        path.mkdir(parents=True, exist_ok=True)
        (case,) = chosen((name,))
        source, scene_name = case.our_source
        scene = open_scene_file(source, quality, 0).scene(scene_name)
        keeper = _Keeper(path, frames)
        recording = direct(scene, quality, keeper, renderer=renderer)
        keeper.close([play.start_frame for play in recording.plays])
    return Drawn(path, quality)
