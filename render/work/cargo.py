"""What travels with a job to a machine that shares no disk with this one.

A lesson's spoken lines with the times of their words, so that no voice is needed there; of a
scene in a user's own file, that file and all that it reads.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from render.errors import SteepestError
from render.job import RenderJob
from render.staging.director import direct
from render.staging.lessons import is_lesson
from render.staging.plan import PlanSink, configure, title_of, to_timeline
from render.store.inputs import Entry
from render.store.segment_folder import SegmentFolder
from render.store.source import lesson_source
from render.work.progress import Progress
from render.work.results import Cargo, Drawn
from render.work.segments import Share
from render.work.share import draw_share
from render.work.watch import watched
from scenes.voice import SpokenLine, Voice, VoiceError


@dataclass(frozen=True)
class CarriedVoice:
    """Knows how long each line takes, and when its words are heard; has no sound."""

    lines: Mapping[str, SpokenLine]
    name: str = "carried"
    identity: str = "carried"

    def speak(self, text: str) -> SpokenLine:
        """Look a line up.

        Raises
        ------
        VoiceError : nobody has said it where the cargo was packed
        """
        try:
            return self.lines[text]
        except KeyError:
            raise VoiceError(
                f"the lesson says something that it did not say before: {text!r} "
                "(a lesson must do the same on every run)"
            ) from None


class _Noting:
    """Speaks with another voice and notes what it says."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.lines: dict[str, SpokenLine] = {}

    @property
    def name(self) -> str:
        return self.voice.name

    @property
    def identity(self) -> str:
        return self.voice.identity

    def speak(self, text: str) -> SpokenLine:
        line = self.voice.speak(text)
        self.lines[text] = replace(line, audio=None)
        return line


def pack(job: RenderJob) -> Cargo:
    """Run a scene without pixels, to see what it says and reads.

    Raises
    ------
    SteepestError : it fails, or needs a file that cannot travel
    """
    with watched(job) as watch:
        scene = configure(job)
        noting = None
        if is_lesson(scene) and scene.voice is not None:
            scene.voice = noting = _Noting(scene.voice)
        recording = direct(
            scene, job.quality, PlanSink(), transparent=job.transparent, seed=job.seed
        )
        timeline = to_timeline(recording, job.quality, name=job.lesson, title=title_of(scene))
        lines = {} if noting is None else noting.lines
        if job.file is None:
            return Cargo(timeline, lesson_source(job.lesson), lines)
        root = _root(job.file)
        found = watch.inputs(sound.path for sound in timeline.sounds)
        # The voice stays here: what it says travels as lines.
        voice = Path(os.path.abspath(job.voice))  # noqa: PTH100 - as they are noted
        inputs = tuple(e for e in found if not (job.file.parent / e["path"]).is_relative_to(voice))
        files = _files(job.file, root, inputs)
        return Cargo(timeline, "", lines, inputs, files, job.file.relative_to(root).as_posix())


def _root(file: Path) -> Path:
    """The folder whose inside is laid out again elsewhere: the current one, if the file is in it.

    A scene may name files from its own folder or from where the command was given.
    """
    return Path.cwd() if file.is_relative_to(Path.cwd()) else file.parent


def _files(file: Path, root: Path, inputs: Iterable[Entry]) -> dict[str, bytes]:
    found = {file.relative_to(root).as_posix(): file.read_bytes()}
    # Modules from elsewhere have to be installed there, as ``steepest`` has.
    modules = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    for entry in inputs:
        path = file.parent / entry["path"]
        if entry["size"] is None or (str(path) in modules and not path.is_relative_to(root)):
            continue
        if not path.is_relative_to(root):
            raise SteepestError(
                f"{path} cannot travel to other machines (put it into {root}, where "
                f"{file.name} is, or render without --cluster)"
            )
        found[path.relative_to(root).as_posix()] = path.read_bytes()
    return found


_alone = threading.Lock()
"""Manim's settings belong to the process: a worker with several threads does one job at a time."""


def draw_carried(job: RenderJob, share: Share, cargo: Cargo, progress: Progress) -> Drawn:
    """Draw a share of a scene from its cargo; the segments come back as bytes.

    Raises
    ------
    SteepestError : as ``draw_share``
    """
    if cargo.source and lesson_source(job.lesson) != cargo.source:
        raise SteepestError(
            f"{job.lesson} is another lesson on this worker than where the command was given "
            "(install the same steepest on both)"
        )
    with _alone, tempfile.TemporaryDirectory(prefix="steepest-") as place:
        folder = SegmentFolder("segments", Path(place))
        with _unpacked(job, cargo, Path(place, "files")) as here:
            drawn = draw_share(here, share, folder, progress, voice=CarriedVoice(cargo.lines))
        entries = [*folder.finished().values()]
        poster = folder.find("poster")
        contents = tuple(
            (entry, folder.file(entry).read_bytes())
            for entry in (*entries, *([] if poster is None else [poster]))
        )
        return replace(drawn, contents=contents, inputs=())


@contextmanager
def _unpacked(job: RenderJob, cargo: Cargo, root: Path) -> Iterator[RenderJob]:
    """The job as it is done here: its files are in ``root``, which is the current folder."""
    here = replace(job, voice="none")
    if cargo.scene is None:
        yield here
        return
    for name, content in cargo.files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    before = Path.cwd()
    os.chdir(root)
    try:
        yield replace(here, file=root / cargo.scene)
    finally:
        os.chdir(before)
