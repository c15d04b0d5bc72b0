"""What became of a job."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal


@dataclass(frozen=True)
class Outcome:
    """The result of one job.

    Attributes
    ----------
    name : of its files, without their suffix
    status : ``rendered``; ``kept``, when its files were up to date; or ``failed``
    files : the file that was asked for, then those that go with it; empty when it failed
    length : seconds of video; 0 for a still
    size : bytes of the first file
    seconds : that it took
    error : one line on what went wrong
    trace : lines on where in a user's own file it did
    """

    lesson: str
    name: str
    status: Literal["rendered", "kept", "failed"]
    files: tuple[Path, ...] = ()
    length: float = 0.0
    frames: int = 0
    size: int = 0
    seconds: float = 0.0
    error: str | None = None
    trace: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {
            "lesson": self.lesson,
            "name": self.name,
            "status": self.status,
            "files": [str(path) for path in self.files],
            "length": round(self.length, 3),
            "frames": self.frames,
            "size": self.size,
            "seconds": round(self.seconds, 3),
            "error": self.error,
            "trace": list(self.trace),
        }
