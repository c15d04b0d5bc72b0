"""The floor: how long it takes to encode the finished YUV frames of a scene, and nothing else.

The frames are drawn and converted first, into a file that lies in the memory of the system (one
copy of each held picture). Then as many processes as ours uses encode the same segments with the
same settings. They have started and loaded their libraries when the clock begins; it ends when the
last of them has closed its last segment.
"""

from __future__ import annotations

import multiprocessing
import time
from dataclasses import dataclass
from fractions import Fraction
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import BinaryIO

import av
import numpy as np
from numpy.typing import NDArray

from benchmarks.rendering.pictures import scene_class
from render.encoding.pixels import Converter, planes
from render.encoding.settings import video_settings
from render.encoding.video import _cpu_features, repeatable
from render.job import Quality
from render.picture import Box, Pixels
from render.staging.director import direct
from render.staging.frames import FrameSink
from render.work.segments import Bounds, bounds, segment_length, shares

_FORMAT = "mp4"


@dataclass(frozen=True)
class Spool:
    """Finished frames in a file.

    Attributes
    ----------
    file : distinct pictures, one after the other, each in YUV 4:2:0
    pictures : which of them each frame shows
    """

    file: Path
    pictures: tuple[int, ...]
    quality: Quality


def spool(source: tuple[Path, str], renderer: str, quality: Quality, file: Path) -> Spool:
    """Draw and convert all frames of a scene. Loads Manim: to be run apart."""
    with file.open("wb") as out:
        sink = _Spooler(out, quality)
        direct(scene_class(source, quality), quality, sink, renderer=renderer)
    return Spool(file, tuple(sink.pictures), quality)


def encode(spooled: Spool, workers: int) -> float:
    """Seconds that encoding takes."""
    spawn = multiprocessing.get_context("spawn")
    length = segment_length(_FORMAT, spooled.quality.frame_rate)
    segments = list(bounds(0, len(spooled.pictures), length))
    workers = min(workers, len(segments))
    start, end = spawn.Barrier(workers + 1), spawn.Barrier(workers + 1)
    processes = [
        spawn.Process(
            target=_work,
            args=(spooled, [part for part in segments if share.owns(part.index)], start, end),
            daemon=True,
        )
        for share in shares(workers)
    ]
    for process in processes:
        process.start()
    start.wait(120)
    begun = time.perf_counter()
    end.wait(600)
    taken = time.perf_counter() - begun
    for process in processes:
        process.join()
    return taken


class _Spooler(FrameSink):
    def __init__(self, out: BinaryIO, quality: Quality) -> None:
        self.pictures: list[int] = []
        self._out = out
        self._count = 0
        self._convert = Converter("yuv420p", quality.width, quality.height, alpha=False)

    def wants(self, frame: int) -> bool:
        return True

    def frame(self, first: int, pixels: Pixels, repeat: int, changed: Box) -> None:
        for plane in planes(self._convert(pixels, changed)):
            self._out.write(plane.tobytes())
        self.pictures.extend([self._count] * repeat)
        self._count += 1


def _work(spooled: Spool, segments: list[Bounds], start: Barrier, end: Barrier) -> None:
    size = spooled.quality
    pictures = np.memmap(spooled.file, np.uint8, "r").reshape(-1, size.height * 3 // 2, size.width)
    np.add.reduce(pictures[:, :: size.height // 8, ::512], axis=None)  # into the page cache
    start.wait()
    for part in segments:
        target = spooled.file.with_name(f"segment-{part.index}.mp4")
        _encode(target, pictures, spooled.pictures[part.start : part.stop], size)
        target.unlink()
    end.wait()


def _encode(
    target: Path, pictures: NDArray[np.uint8], shown: tuple[int, ...], quality: Quality
) -> None:
    settings = video_settings(_FORMAT, quality.width, quality.height, False)
    time_base = Fraction(1, quality.frame_rate)
    with av.open(str(target), "w") as container:
        stream = container.add_stream(
            settings.codec,
            rate=quality.frame_rate,
            options=repeatable(settings.options, _cpu_features()),
        )
        assert isinstance(stream, av.VideoStream)
        context = stream.codec_context
        context.width, context.height = quality.width, quality.height
        context.pix_fmt = settings.pixel_format
        context.thread_count = settings.threads
        context.time_base = time_base
        for index, picture in enumerate(shown):
            frame = av.VideoFrame.from_numpy_buffer(pictures[picture], "yuv420p")
            frame.pts, frame.time_base = index, time_base
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
