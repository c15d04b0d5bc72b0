"""What a scene of a user's file reads while it runs, noted beside its segments and its outputs.

Segments of a run that was killed are used again only while all that it had read is unchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from render.job import RenderJob
from render.store.inputs import Entry, Observation, observe
from render.store.segment_folder import SegmentFolder


class Watch:
    """Knows what has been read so far; of a lesson of the catalogue nothing, its key covers all."""

    def __init__(self, job: RenderJob, observation: Observation | None) -> None:
        self._file = job.file
        self._observation = observation
        self._noted = 0

    def inputs(self, sounds: Iterable[str] = ()) -> list[Entry]:
        """All of it, with these sound files, which are read by compiled code."""
        if self._file is None or self._observation is None:
            return []
        return self._observation.entries(self._file.parent, sounds)

    def note(self, folder: SegmentFolder) -> None:
        """Keep it in the folder before a segment is kept; called from one thread only."""
        if self._observation is None or len(self._observation) == self._noted:
            return
        self._noted = len(self._observation)
        folder.note_inputs(self.inputs())


@contextmanager
def watched(job: RenderJob) -> Iterator[Watch]:
    """Watch a scene run."""
    if job.file is None:
        yield Watch(job, None)
        return
    with observe() as observation:
        yield Watch(job, observation)
