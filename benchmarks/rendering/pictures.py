"""The pictures of a scene as they were drawn, and how well a video shows them.

Run each of these in a process of its own (``apart``): they load Manim. No picture is stored; the
scene is drawn again beside the video that is being decoded.
"""

from __future__ import annotations

import math
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

import av
import numpy as np
from manim import Scene

from benchmarks.rendering.processes import WrongError
from render.job import Quality
from render.picture import Boxes, Pixels
from render.staging.director import direct
from render.staging.frames import FrameSink
from render.staging.scene_files import open_scene_file

_WORST = 30.0
"""PSNR in dB under which a video does not show the scene at all."""
_UNLIKE = 4.0
"""Mean difference, of 255, over which two videos do not show the same scene."""

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


def apart(
    function: Callable[_Given, _Result], *given: _Given.args, **named: _Given.kwargs
) -> _Result:
    """Call a function in a fresh process."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as executor:
        return executor.submit(function, *given, **named).result()


@dataclass(frozen=True)
class Fidelity:
    """How a video shows a scene: frames in all, frames compared, and their PSNR over RGB in dB."""

    frames: int
    compared: int
    psnr: float


def fidelity(
    video: Path, source: tuple[Path, str], renderer: str, quality: Quality, stride: int
) -> Fidelity:
    """Compare every ``stride``-th frame of a video with the picture that was drawn for it.

    Raises
    ------
    WrongError : the video has another number of frames, or shows something else
    """
    comparison = _Comparison(video, stride)
    drawn = direct(scene_class(source, quality), quality, comparison, renderer=renderer).frames
    decoded = comparison.finish()
    if decoded != drawn:
        raise WrongError(f"{video.name} has {decoded} frames, the scene {drawn}")
    error = comparison.squares / max(comparison.samples, 1)
    psnr = 10 * math.log10(255**2 / error) if error else math.inf
    if psnr < _WORST:
        raise WrongError(f"{video} does not show {source[1]}: PSNR {psnr:.1f} dB ({renderer})")
    return Fidelity(decoded, comparison.compared, psnr)


def check_alike(one: Path, other: Path, every: int) -> None:
    """Compare every so many-th frame of two videos.

    Raises
    ------
    WrongError : they show different things
    """
    for index, (a, b) in enumerate(zip(decoded_frames(one), decoded_frames(other), strict=True)):
        if index % every:
            continue
        difference = float(np.abs(np.subtract(rgb(a), rgb(b), dtype=np.int16)).mean())
        if difference > _UNLIKE:
            raise WrongError(f"frame {index} of {one} and {other}: {difference:.1f}/255 apart")


def scene_class(source: tuple[Path, str], quality: Quality) -> type[Scene]:
    """The scene of a plain file."""
    file, name = source
    return open_scene_file(file, quality).scene(name)


def decoded_frames(video: Path) -> Iterator[av.VideoFrame]:
    """All frames of a video."""
    with av.open(str(video)) as container:
        yield from container.decode(video=0)


def rgb(frame: av.VideoFrame) -> Pixels:
    """A frame in RGB, by the colour tags of its video.

    Stock's have none and are read with the matrix that they were made with (BT.601), which is
    kinder than a player is that takes BT.709 for anything this large.
    """
    return cast("Pixels", frame.to_ndarray(format="rgb24"))


class _Comparison(FrameSink):
    """Decodes a video in step with the frames that are drawn."""

    def __init__(self, video: Path, stride: int) -> None:
        self.squares = 0.0
        self.samples = 0
        self.compared = 0
        self._stride = stride
        self._name = video.name
        self._video = enumerate(decoded_frames(video))
        self._decoded = 0

    def wants(self, frame: int) -> bool:
        return frame % self._stride == 0

    def frame(self, first: int, pixels: Pixels, repeat: int, changed: Boxes) -> None:
        for index in filter(self.wants, range(first, first + repeat)):
            error = np.subtract(self._shown(index), pixels[..., :3], dtype=np.float32).ravel()
            self.squares += float(np.dot(error, error))
            self.samples += error.size
            self.compared += 1

    def finish(self) -> int:
        """Decode what is left; how many frames the video has."""
        self._decoded += sum(1 for _ in self._video)
        return self._decoded

    def _shown(self, wanted: int) -> Pixels:
        for index, frame in self._video:
            self._decoded += 1
            if index == wanted:
                return rgb(frame)
        raise WrongError(f"{self._name} ends before frame {wanted}")
