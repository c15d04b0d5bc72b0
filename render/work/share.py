"""One worker's share of a scene: one run of it gives the pictures of its segments and the timeline.

Then it speaks its share of the lines, whose times the run has found out.

Nothing is planned before. Every updater runs on every frame, whoever draws it, so that all shares
of a scene see the same; what they record is compared afterwards.
"""

from __future__ import annotations

from manim import Scene

from render.encoding.background import BackgroundWriter
from render.encoding.png import write_png
from render.job import RenderJob
from render.muxing.narration import WITH_SOUND, speak_share
from render.picture import Boxes, Pixels
from render.preview.still import Fullest
from render.staging.director import direct
from render.staging.frames import FrameSink
from render.staging.lessons import is_lesson
from render.staging.plan import configure, title_of, to_timeline
from render.store.files import explained
from render.store.segment_folder import HINT, SegmentFolder
from render.timeline import Play
from render.work.heap import give_large_blocks_back
from render.work.progress import Progress, Step, quiet
from render.work.results import Drawn
from render.work.segment_encoder import Piece, SegmentEncoder
from render.work.segments import Owner, bounds, course, segment_length
from render.work.watch import Watch, watched
from scenes.voice import Voice

POSTER = "poster"
"""Name of the poster among the segments."""


def draw_share(
    job: RenderJob,
    owner: Owner,
    folder: SegmentFolder,
    progress: Progress = quiet,
    *,
    voice: Voice | None = None,
) -> Drawn:
    """Run the scene once; draw and keep the segments of this share, and its part of the poster.

    Parameters
    ----------
    voice : who speaks a lesson, if not the voice that the job names

    Raises
    ------
    SteepestError : the scene failed, or a segment could not be written
    """
    give_large_blocks_back()
    with watched(job) as watch:
        scene = configure(job)
        if voice is not None and is_lesson(scene):
            scene.voice = voice
        return _draw(job, scene, owner, folder, watch, progress)


def _draw(
    job: RenderJob,
    scene: type[Scene],
    owner: Owner,
    folder: SegmentFolder,
    watch: Watch,
    progress: Progress,
) -> Drawn:
    encoder = SegmentEncoder(job, folder, watch)
    try:
        with BackgroundWriter(encoder) as writer:
            sink = _ShareSink(job, owner, folder, writer, encoder, progress)
            sink.poster_section = job.section or getattr(scene, "poster_section", None)
            recording = direct(
                scene,
                job.quality,
                sink,
                renderer=job.renderer,
                transparent=job.transparent,
                seed=job.seed,
            )
        encoder.close()
    except BaseException:
        encoder.discard()
        raise
    sink.keep_poster()
    timeline = to_timeline(recording, job.quality, name=job.lesson, title=title_of(scene))
    # Who has come to the end of the scene speaks while others still draw.
    if job.format in WITH_SOUND:
        speak_share(timeline, job.voice, owner.speaks)
    inputs = watch.inputs(sound.path for sound in timeline.sounds)
    return Drawn(timeline, sink.drawn, tuple(inputs))


class _ShareSink(FrameSink):
    """Passes the frames of one share to the encoder."""

    reads_layout = True

    def __init__(
        self,
        job: RenderJob,
        owner: Owner,
        folder: SegmentFolder,
        writer: BackgroundWriter,
        encoder: SegmentEncoder,
        progress: Progress,
    ) -> None:
        self.poster_section: str | None = None
        self.drawn = 0
        self._at = 0
        self._segment = -1
        self._job = job
        self._owner = owner
        self._folder = folder
        self._writer = writer
        self._encoder = encoder
        self._progress = progress
        self._length = segment_length(job.format, job.quality.frame_rate)
        self._wanted: dict[int, bool] = {}
        self._plays: list[Play] = []
        self._section = ""
        # All of the scene, or of the section once it has begun.
        self._start: int | None = 0 if job.section is None else None
        self._stop: int | None = None
        self._fullest = Fullest()
        self._poster: Pixels | None = None

    # ------------------------------------------------------------------ what happens in the scene

    def begin_section(self, name: str, frame: int) -> None:
        if self._start is not None and self._job.section is not None and self._stop is None:
            # An empty section counts for none: another one of the name may follow.
            self._start, self._stop = (self._start, frame) if frame > self._start else (None, None)
        if name == self._job.section and self._start is None:
            self._start = frame
        self._section = name

    def passed(self, frames: int) -> None:
        self._at = frames
        self._report()

    def _report(self) -> None:
        self._progress(Step("draw", self.drawn, at=self._at))

    def texts(self, frame: int, count: int) -> None:
        inside = self.poster_section in {None, self._section}
        if inside and self._fullest.offer(frame, count):
            self._poster = None

    def after_play(self, play: Play, draw: object) -> None:
        self._plays.append(play)

    # ------------------------------------------------------------------ its frames

    def wants(self, frame: int) -> bool:
        if self._start is None or frame < self._start:
            return False
        if self._stop is not None and frame >= self._stop:
            return False
        return self._draws(frame // self._length)

    def _draws(self, segment: int) -> bool:
        """Whether a segment is drawn here; not if another run has just finished it."""
        if segment not in self._wanted:
            mine = self._owner.owns(segment)
            self._wanted[segment] = mine and self._folder.find(str(segment)) is None
        return self._wanted[segment]

    def frame(self, first: int, pixels: Pixels, repeat: int, changed: Boxes) -> None:
        begin, end = max(first, self._start or 0), first + repeat
        if self._stop is not None:
            end = min(end, self._stop)
        for piece in bounds(begin, end, self._length):
            if self._draws(piece.index):
                happened = course(self._plays, max(piece.index * self._length, self._start or 0))
                last = piece.stop == (piece.index + 1) * self._length
                self._encoder.announce(Piece(piece, last, happened))
                # The first picture of a file is all new to it.
                known = changed if piece.index == self._segment else None
                self._segment = piece.index
                self._writer.write(pixels, piece.frames, known)
                self.drawn += piece.frames
        self._report()
        if first <= self._fullest.frame < first + repeat:
            self._poster = pixels.copy()

    def release(self, pixels: Pixels) -> None:
        self._writer.release(pixels)

    def keep_poster(self) -> None:
        """Keep the picture that stands for the video, if it was drawn here."""
        if self._poster is None or self._job.format != "mp4":
            return
        frame = self._fullest.frame
        target = self._folder.temporary(".png")
        try:
            with explained(self._folder.path / f"{POSTER}.png", HINT):
                write_png(target, self._poster)
            self._folder.keep(target, POSTER, frame, 1, course(self._plays, frame))
        finally:
            target.unlink(missing_ok=True)
