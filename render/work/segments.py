"""The segments that a video is drawn in: their bounds, who draws which, what may follow what.

Who speaks which line of a lesson is settled in the same way.

Where a segment begins depends on format and frame rate alone, never on the machine, the number of
workers or the length of the scene: two x264 segments in the place of one change the decoded
frames of both (measured: 70 of 120).
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from render.timeline import Play

SECONDS = 4
"""Length of a segment. Each begins with a picture of its own (20 to 70 kB at 1080p), which stock
encoders have every 250 frames too: 20 s of a picture that rests take 710 kB, of segments of 2 s
1,040 kB. Shorter ones would let more workers share a short scene; a killed run loses at most one
for each worker."""

_ENDLESS = 1 << 62
_LINE = "line "


def segment_length(fmt: str, frame_rate: int) -> int:
    """Frames of a segment, except that the last one is shorter; all of a GIF is one segment."""
    return _ENDLESS if fmt == "gif" else SECONDS * frame_rate


@dataclass(frozen=True)
class Bounds:
    """A segment's number, its first frame, and the frame after its last."""

    index: int
    start: int
    stop: int

    @property
    def frames(self) -> int:
        """How many it has."""
        return self.stop - self.start


def bounds(start: int, stop: int, length: int) -> Iterator[Bounds]:
    """The segments of the frames from ``start`` to before ``stop``."""
    for index in range(start // length, -(-stop // length) if start < stop else 0):
        yield Bounds(index, max(start, index * length), min(stop, (index + 1) * length))


class Owner(Protocol):
    """Knows which segments one worker draws and which lines it speaks."""

    def owns(self, segment: int) -> bool:
        """Whether this worker draws the segment of that number; asked once for each."""
        ...

    def speaks(self, line: int) -> bool:
        """Whether this worker speaks the line of that number; asked once for each."""
        ...


@dataclass(frozen=True)
class Claims:
    """Segments belong to whichever worker of this machine comes to them first.

    So workers may join at any time, and none waits for a slower one.

    Attributes
    ----------
    folder : where a file for each segment and each line says that somebody has it
    finished : numbers of segments that are there already
    """

    folder: Path
    finished: frozenset[int] = frozenset()

    def owns(self, segment: int) -> bool:
        """Take the segment, unless somebody has it."""
        return segment not in self.finished and self._take(str(segment))

    def speaks(self, line: int) -> bool:
        """Take the line, unless somebody has it."""
        return self._take(f"{_LINE}{line}")

    def count(self) -> int:
        """How many segments have been taken."""
        return sum(1 for taken in self.folder.iterdir() if not taken.name.startswith(_LINE))

    def _take(self, name: str) -> bool:
        try:
            (self.folder / name).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


@dataclass(frozen=True)
class Share:
    """What one worker draws if they cannot see each other: every ``count``-th of what is left.

    Attributes
    ----------
    finished : numbers of segments that are there already; all shares are given the same
    """

    index: int = 0
    count: int = 1
    finished: frozenset[int] = frozenset()

    def owns(self, segment: int) -> bool:
        """Whether this worker draws the segment of that number."""
        if segment in self.finished:
            return False
        return (segment - bisect_left(self._in_order, segment)) % self.count == self.index

    def speaks(self, line: int) -> bool:
        """Whether this worker speaks the line of that number."""
        return line % self.count == self.index

    @cached_property
    def _in_order(self) -> list[int]:
        return sorted(self.finished)


def shares(count: int, finished: Collection[int] = ()) -> tuple[Share, ...]:
    """A scene's shares for ``count`` workers."""
    return tuple(Share(index, count, frozenset(finished)) for index in range(count))


def course(plays: Iterable[Play], frame: int) -> str:
    """A hash over what had happened in a scene when ``frame`` began.

    Segments of one video must all come from runs that went the same way up to their beginning.
    """
    digest = hashlib.sha256()
    for play in plays:
        if play.end_frame > frame:
            break
        digest.update(f"{play.name}\0{play.start_frame}\0{play.frames}\n".encode())
    return digest.hexdigest()[:16]
