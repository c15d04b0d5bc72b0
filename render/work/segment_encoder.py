"""Encodes a scene's frames into the segments that they belong to, each a file of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from render.encoding.encoder import Encoder
from render.encoding.opening import open_cutter, open_encoder
from render.encoding.parts import Part
from render.errors import SteepestError
from render.job import RenderJob
from render.store.files import explain
from render.store.segment_folder import HINT, SegmentFolder
from render.work.segments import Bounds
from render.work.watch import Watch


@dataclass(frozen=True)
class Piece:
    """Frames that one picture fills in a segment.

    Attributes
    ----------
    frames : those frames, with the number of their segment
    last : whether the segment ends with them
    course : of the segment; see ``render.work.segments.course``
    """

    frames: Bounds
    last: bool
    course: str


class SegmentEncoder:
    """Takes pictures as an encoder does; what each is for has been announced in the same order.

    The first picture of a segment has changed everywhere.

    Finished segments are kept at once. In a thread of its own, as it is meant to run, closing one
    file and opening the next holds up the drawing no longer than the pictures waiting in between.
    """

    def __init__(self, job: RenderJob, folder: SegmentFolder, watch: Watch) -> None:
        quality = job.quality
        self.cut = open_cutter(
            job.format, quality.width, quality.height, job.transparent, job.codec
        )
        self._job = job
        self._watch = watch
        self._folder = folder
        self._coming: deque[Piece] = deque()
        self._encoder: Encoder | None = None
        self._first: Piece | None = None

    def announce(self, piece: Piece) -> None:
        """Say what the next picture that will be written is for."""
        self._coming.append(piece)

    def add(self, parts: Sequence[Part], repeat: int) -> None:
        """Encode the next picture; errors of the disk name the segment's file."""
        piece = self._coming.popleft()
        if self._first is not None and self._first.frames.index != piece.frames.index:
            self.close()
        encoder, first = self._encoder, self._first
        if encoder is None or first is None:
            encoder, first = self._open(piece), piece
        if first.frames.start + encoder.frames != piece.frames.start:
            raise ValueError(f"a gap in segment {piece.frames.index} before {piece.frames.start}")
        try:
            encoder.add(parts, repeat)
        except OSError as problem:
            raise self._explained(problem, first) from problem
        if piece.last:
            self.close()

    def close(self) -> None:
        """Finish the current segment, if there is one, and keep it."""
        encoder, first = self._encoder, self._first
        if encoder is None or first is None:
            return
        try:
            encoder.close()
        except OSError as problem:
            raise self._explained(problem, first) from problem
        self._encoder = self._first = None
        bounds = first.frames
        self._watch.note(self._folder)
        self._folder.keep(
            encoder.path, str(bounds.index), bounds.start, encoder.frames, first.course
        )

    def discard(self) -> None:
        """Remove the unfinished segment."""
        encoder, self._encoder, self._first = self._encoder, None, None
        if encoder is not None:
            with suppress(OSError):
                encoder.discard()

    def _open(self, piece: Piece) -> Encoder:
        quality = self._job.quality
        path = self._folder.temporary(f".{self._job.format}")
        try:
            encoder = open_encoder(
                path,
                self._job.format,
                quality.width,
                quality.height,
                quality.frame_rate,
                self._job.transparent,
                self._job.codec,
            )
        except OSError as problem:
            raise self._explained(problem, piece) from problem
        self._encoder, self._first = encoder, piece
        return encoder

    def _explained(self, problem: OSError, piece: Piece) -> SteepestError:
        target: Path = self._folder.path / f"{piece.frames.index}.{self._job.format}"
        return SteepestError(explain(problem, target, HINT))
