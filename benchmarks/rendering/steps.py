"""Where the time of ours goes: CPU seconds of one worker that makes all segments of a scene.

Each figure is taken in a process of its own, without the time it takes to start and to load.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rendering import floor
from benchmarks.rendering.pictures import apart, scene_class
from render.job import Quality
from render.picture import Boxes, Pixels
from render.staging.director import direct
from render.staging.frames import FrameSink


@dataclass(frozen=True)
class Steps:
    """CPU seconds of all threads together.

    Attributes
    ----------
    scene : Manim's animations and updaters, and the scene's own code, when no frame is drawn
    drawing : what drawing all frames adds, interpolating what is drawn included
    encoding : the finished YUV frames
    rest : copies for the encoder's thread, conversion to YUV, files of segments
    """

    scene: float
    drawing: float
    encoding: float
    rest: float


def take(source: tuple[Path, str], renderer: str, quality: Quality, spooled: floor.Spool) -> Steps:
    """All steps of one scene."""
    scene = apart(scene_alone, source, quality)
    drawn = apart(scene_drawn, source, renderer, quality)
    whole = apart(scene_rendered, source, renderer, quality)
    encoding = apart(floor.encode_alone, spooled)
    return Steps(scene, max(drawn - scene, 0.0), encoding, max(whole - drawn - encoding, 0.0))


def scene_alone(source: tuple[Path, str], quality: Quality) -> float:
    """CPU seconds of a scene of which no frame is drawn."""
    return _timed(source, FrameSink(), "cairo", quality)


def scene_drawn(source: tuple[Path, str], renderer: str, quality: Quality) -> float:
    """CPU seconds of a scene of which every frame is drawn, and dropped."""
    return _timed(source, _Dropped(), renderer, quality)


def scene_rendered(source: tuple[Path, str], renderer: str, quality: Quality) -> float:
    """CPU seconds of one worker that is given all of a scene."""
    from render.request.asked import Request
    from render.request.request import resolve_one
    from render.store.segment_folder import SegmentFolder
    from render.work.segments import Share
    from render.work.share import draw_share

    file, name = source
    with tempfile.TemporaryDirectory() as folder:
        job = resolve_one(
            Request(
                lessons=(str(file), name),
                quality=quality.name,
                renderer=renderer,
                out=Path(folder, "out"),
            )
        )
        begun = time.process_time()
        draw_share(job, Share(), SegmentFolder("benchmark", Path(folder)))
        return time.process_time() - begun


def _timed(source: tuple[Path, str], sink: FrameSink, renderer: str, quality: Quality) -> float:
    scene = scene_class(source, quality)
    begun = time.process_time()
    direct(scene, quality, sink, renderer=renderer)
    return time.process_time() - begun


class _Dropped(FrameSink):
    def wants(self, frame: int) -> bool:
        return True

    def frame(self, first: int, pixels: Pixels, repeat: int, changed: Boxes) -> None:
        pass
