"""The gallery: small plain Manim scenes that between them use all that its Cairo camera draws.

A scene may say ``frames``, which are compared besides its last one, at 4 frames a second, and
``transparent``.
"""

import inspect

import gallery_cameras
import gallery_marks
import gallery_motion
import gallery_pictures
import gallery_shapes
import gallery_space
import gallery_surfaces
import numpy as np
from manim import Scene

from render.job import Quality
from render.staging.director import direct
from render.staging.frames import FrameSink

QUALITY = Quality("gallery", 1280, 720, 4)
TOPICS = (
    gallery_shapes,
    gallery_marks,
    gallery_pictures,
    gallery_cameras,
    gallery_space,
    gallery_surfaces,
    gallery_motion,
)


def scenes() -> dict[str, type[Scene]]:
    """All scenes of the gallery by their names, in the order of the files."""
    return {
        name: scene
        for topic in TOPICS
        for name, scene in vars(topic).items()
        if inspect.isclass(scene) and scene.__module__ == topic.__name__
    }


class Album(FrameSink):
    """Keeps some frames of a scene, and its last one."""

    def __init__(self, frames: tuple[int, ...]):
        self.pictures: dict[int, np.ndarray] = {}
        self._frames = frames
        self._last = -1

    def wants(self, frame: int) -> bool:
        return True

    def frame(self, first, pixels, repeat, changed) -> None:
        if self._last not in self._frames:
            self.pictures.pop(self._last, None)
        self._last = first + repeat - 1
        for frame in {*self._frames, self._last}:
            if first <= frame <= self._last:
                self.pictures[frame] = pixels.copy()


def pictures(scene: type[Scene], renderer: str) -> dict[int, np.ndarray]:
    """The frames of a scene that are compared, by their numbers."""
    album = Album(getattr(scene, "frames", ()))
    transparent = getattr(scene, "transparent", False)
    direct(scene, QUALITY, album, renderer=renderer, transparent=transparent)
    return album.pictures
