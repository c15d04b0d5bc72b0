"""Run a scene frame by frame, whoever wants its frames, and record what happens in it.

Every updater runs on every frame whether the frame is drawn or not, so a plan without pixels and
a worker that draws a few frames see the same scene.
"""

from __future__ import annotations

import logging
import multiprocessing.util
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from manim import Camera, Scene
from manim import config as manim_config
from manim.utils.exceptions import EndSceneEarlyException

from render.drawing.painter import Painter
from render.drawing.renderers import open_painter
from render.errors import SteepestError
from render.job import Quality
from render.staging.copies import shared_in_copies
from render.staging.failure import failure
from render.staging.frames import FrameSink
from render.staging.leaps import FrameTimes, frames_stand_alone
from render.staging.manim_settings import settings_of_manim
from render.staging.stage import Stage, frames_of
from render.timeline import Play, Section, Sound, Subcaption, TextBox

if TYPE_CHECKING:
    from scenes.lesson import Chapter
    from scenes.narration import PlacedLine


@dataclass(frozen=True)
class Recording:
    """What happened in a scene.

    Attributes
    ----------
    frames : how many it has shown, up to ``sink.end`` if there is one
    text_boxes : texts at the end of every play, and inside a play where they have changed
    spoken, chapters : what a ``Lesson`` notes about itself; empty for a plain scene
    """

    frames: int
    frame_rate: int
    plays: tuple[Play, ...]
    sounds: tuple[Sound, ...]
    sections: tuple[Section, ...]
    subcaptions: tuple[Subcaption, ...]
    text_boxes: tuple[TextBox, ...]
    spoken: tuple[PlacedLine, ...]
    chapters: tuple[Chapter, ...]


def direct(
    scene_class: type[Scene],
    quality: Quality,
    sink: FrameSink,
    *,
    renderer: str = "cairo",
    transparent: bool = False,
    seed: int = 0,
) -> Recording:
    """Run a scene from its first frame to its last (or to ``sink.end``).

    Parameters
    ----------
    renderer : what draws the wanted frames: ``raster``, ``opengl`` or ``cairo``

    Raises
    ------
    SteepestError : the scene raised; the message names it, the time, and the scene's own line
    """
    painter = open_painter(renderer, quality.width, quality.height)
    own = getattr(scene_class, "manim_settings", {})
    # What a scene prints must not come between the lines of a program that reads ours.
    printed = redirect_stdout(sys.stderr)
    with painter, printed, shared_in_copies(), _manim_settings(quality, transparent, seed, own):
        directed = type(
            scene_class.__name__,
            (scene_class, _Directed),
            {
                "__module__": scene_class.__module__,
                "_steepest": (sink, painter, quality.frame_rate),
            },
        )
        scene = None
        try:
            scene = directed()
            stage = _stage_of(scene)
            with suppress(EndSceneEarlyException):  # Manim sees to it but in tear_down
                scene.render()
            stage.handover.flush()  # when the scene was left early
        except (Exception, SystemExit) as error:
            if isinstance(error, SteepestError) or _came_from_sink(scene, error):
                raise
            raise SteepestError(failure(scene_class, scene, error)) from error
    return Recording(
        frames=stage.frames,
        frame_rate=quality.frame_rate,
        plays=tuple(stage.plays),
        sounds=tuple(stage.file_writer.sounds),
        sections=stage.file_writer.recorded_sections(),
        subcaptions=stage.file_writer.recorded_subcaptions(),
        text_boxes=tuple(stage.boxes),
        spoken=tuple(getattr(scene, "spoken", ())),
        chapters=tuple(getattr(scene, "chapters", ())),
    )


class _OneTime(list[float]):
    """The only time of a play that is left out; Manim closes it like a progress bar."""

    def close(self) -> None:
        """Nothing to close."""


class _Directed(Scene):
    """Mixed in between a scene and ``Scene``: puts the scene on a ``Stage``."""

    _steepest: ClassVar[tuple[FrameSink, Painter, int]]

    def __init__(
        self, renderer: Any = None, camera_class: type[Camera] = Camera, **kwargs: Any
    ) -> None:
        kwargs["skip_animations"] = False
        stage = Stage(*self._steepest, camera_class)
        super().__init__(renderer=stage, camera_class=camera_class, **kwargs)

    def get_time_progression(self, run_time: float, *args: Any, **kwargs: Any) -> Any:
        """Frame times from whole numbers: Manim's sum of floats can be one frame too many."""
        stage = _stage_of(self)
        rate = stage.frame_rate
        if stage.skip_animations and not kwargs.get("override_skip_animations"):
            return _OneTime([run_time])
        count = frames_of(run_time, rate)
        offsets: Iterable[int] = range(count)
        if frames_stand_alone(self):
            offsets = filter(stage.looks_at, offsets)
        return FrameTimes(stage, offsets, count, rate)


def _stage_of(scene: Scene) -> Stage:
    if not isinstance(scene.renderer, Stage):
        raise TypeError(
            f"{type(scene).__name__}.__init__ makes a renderer of its own; "
            "call super().__init__(**kwargs) there"
        )
    return scene.renderer


@contextmanager
def _manim_settings(
    quality: Quality, transparent: bool, seed: int, own: Mapping[str, Any]
) -> Iterator[None]:
    """Manim's global settings for one run; all of them are put back afterwards.

    Parameters
    ----------
    own : settings that the file of the scene makes; what is decided here goes before
    """
    settings: dict[str, Any] = {
        **own,
        "renderer": "cairo",
        "pixel_width": quality.width,
        "pixel_height": quality.height,
        "frame_rate": quality.frame_rate,
        "dry_run": True,
        "disable_caching": True,
        "progress_bar": "none",
        "preview": False,
        "live_preview": False,
        "show_in_file_browser": False,
        "enable_gui": False,
        "log_to_file": False,
        "from_animation_number": 0,
        "upto_animation_number": -1,
        "transparent": transparent,
        "seed": seed,
        "media_dir": str(_media_folder()),
    }
    unknown = [name for name in settings if name not in manim_config]
    if unknown:  # Manim would drop them without a word, or take them for something else
        raise SteepestError(f"this Manim has no setting {', '.join(unknown)}; install manim 0.22")
    logger = logging.getLogger("manim")
    level = logger.level
    with settings_of_manim(settings):
        logger.setLevel(logging.ERROR)
        try:
            yield
        finally:
            logger.setLevel(level)


_media_folders: dict[int, Path] = {}


def _media_folder() -> Path:
    """Where this process keeps the formulas that Typst has set; gone when the process ends."""
    process = os.getpid()
    folder = _media_folders.get(process)
    if folder is None or not folder.is_dir():
        folder = Path(tempfile.mkdtemp(prefix="steepest-"))
        _media_folders[process] = folder
        # Not atexit: worker processes of multiprocessing leave without it.
        multiprocessing.util.Finalize(
            None, shutil.rmtree, args=(folder,), kwargs={"ignore_errors": True}, exitpriority=0
        )
    return folder


def _came_from_sink(scene: Scene | None, error: BaseException) -> bool:
    return (
        scene is not None
        and isinstance(scene.renderer, Stage)
        and scene.renderer.handover.error is error
    )
