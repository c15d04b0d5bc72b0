"""The floor: how long it takes to encode the finished YUV frames of a scene, and nothing else.

The frames are drawn and converted first, into a file that lies in the memory of the system (one
copy of each held picture). Then as many processes as ours uses encode the same segments with the
same encoder, which is spared held pictures as in ours. They have started and loaded their libraries
when the clock begins; it ends when the last of them has closed its last segment.
"""

from __future__ import annotations

import itertools
import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from pathlib import Path
from threading import BrokenBarrierError
from typing import BinaryIO

import av
import numpy as np
from numpy.typing import NDArray

from benchmarks.rendering.pictures import scene_class
from benchmarks.rendering.processes import WrongError
from render.encoding.opening import open_encoder
from render.encoding.parts import Memory, Part
from render.encoding.pixels import Converter, Frame, planes
from render.job import Quality
from render.picture import Box, Boxes, Pixels
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
    try:
        start.wait(120)
        begun = time.perf_counter()
        end.wait(600)
        taken = time.perf_counter() - begun
    except BrokenBarrierError:
        raise WrongError("encoding the finished frames has failed or hangs") from None
    finally:
        for process in processes:
            process.join(5)
            process.kill()
    return taken


def encode_alone(spooled: Spool) -> float:
    """CPU seconds that encoding takes, all segments one after the other in this process."""
    length = segment_length(_FORMAT, spooled.quality.frame_rate)
    begun = time.process_time()
    _encode_all(spooled, list(bounds(0, len(spooled.pictures), length)))
    return time.process_time() - begun


class _Spooler(FrameSink):
    def __init__(self, out: BinaryIO, quality: Quality) -> None:
        self.pictures: list[int] = []
        self._out = out
        self._count = 0
        self._convert = Converter("yuv420p", quality.width, quality.height, alpha=False)
        self._frame = Frame("yuv420p", quality.width, quality.height)

    def wants(self, frame: int) -> bool:
        return True

    def frame(self, first: int, pixels: Pixels, repeat: int, changed: Boxes) -> None:
        for plane in planes(self._frame.paste(self._convert(pixels, changed, Memory(pixels)))):
            self._out.write(plane.tobytes())
        self.pictures.extend([self._count] * repeat)
        self._count += 1


def _work(spooled: Spool, segments: list[Bounds], start: Barrier, end: Barrier) -> None:
    start.wait()
    try:
        _encode_all(spooled, segments)
    except BaseException:
        end.abort()
        raise
    end.wait()


def _encode_all(spooled: Spool, segments: list[Bounds]) -> None:
    size = spooled.quality
    pictures = np.memmap(spooled.file, np.uint8, "r").reshape(-1, size.height * 3 // 2, size.width)
    for part in segments:
        target = spooled.file.with_name(f"segment-{part.index}.mp4")
        _encode(target, pictures, spooled.pictures[part.start : part.stop], size)
        target.unlink()


def _encode(target: Path, pictures: NDArray[np.uint8], shown: Sequence[int], size: Quality) -> None:
    everything = Box(0, size.height, 0, size.width)
    with open_encoder(target, _FORMAT, size.width, size.height, size.frame_rate, False) as encoder:
        for picture, frames in itertools.groupby(shown):
            frame = av.VideoFrame.from_numpy_buffer(pictures[picture], "yuv420p")
            encoder.add([Part(everything, planes(frame))], len(list(frames)))
