"""The timeline of one lesson: everything about a render but its pixels.

Made by ``render.staging.plan``; read by progress bars, captions, storyboards, checks, the mux.
Times are seconds from the start, ``start_frame`` and ``frames`` count frames.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Play:
    """One call of ``play`` or ``wait``."""

    index: int
    name: str
    start_frame: int
    frames: int
    still: bool

    @property
    def end_frame(self) -> int:
        """The frame after the last one."""
        return self.start_frame + self.frames


@dataclass(frozen=True)
class TimedWord:
    """A written word and when it is heard, from the start of the lesson."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class SpokenText:
    """A spoken line: its words, its cues (times from the start of the lesson), its sound file.

    In a plan it may have none yet; see ``render.muxing.narration``.
    """

    text: str
    start: float
    duration: float
    words: tuple[TimedWord, ...]
    cues: Mapping[str, float]
    late_cues: Mapping[str, float]
    audio: str | None

    @property
    def end(self) -> float:
        """When its sound ends."""
        return self.start + self.duration


@dataclass(frozen=True)
class Sound:
    """A sound file that starts at ``start`` with ``gain`` decibels.

    While it lasts, sounds that were added before it get ``background_gain`` decibels.
    """

    path: str
    start: float
    gain: float
    background_gain: float = 0.0


@dataclass(frozen=True)
class Subcaption:
    """A caption as the author of a plain scene set it: its text from ``start`` to ``end``."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Section:
    """A named part of the lesson: a chapter, and a clip of its own."""

    name: str
    title: str
    start_frame: int
    frames: int

    @property
    def end_frame(self) -> int:
        """The frame after the last one."""
        return self.start_frame + self.frames


@dataclass(frozen=True)
class TextBox:
    """A text on screen at one frame, with its bounds in Manim units (the frame is 14.2 x 8)."""

    frame: int
    text: str
    x_min: float
    x_max: float
    y_min: float
    y_max: float


@dataclass(frozen=True)
class Timeline:
    """The plan of one render.

    ``text_boxes`` holds the texts that stand on screen at the end of every play.
    """

    lesson: str
    title: str
    width: int
    height: int
    frame_rate: int
    frames: int
    plays: tuple[Play, ...]
    lines: tuple[SpokenText, ...]
    sounds: tuple[Sound, ...]
    sections: tuple[Section, ...]
    text_boxes: tuple[TextBox, ...]
    subcaptions: tuple[Subcaption, ...] = ()

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.frames / self.frame_rate

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Timeline:
        """The inverse of ``to_dict``, also after a trip through JSON."""
        return cls(
            lesson=data["lesson"],
            title=data["title"],
            width=data["width"],
            height=data["height"],
            frame_rate=data["frame_rate"],
            frames=data["frames"],
            plays=tuple(Play(**play) for play in data["plays"]),
            lines=tuple(
                SpokenText(**{**line, "words": tuple(TimedWord(**w) for w in line["words"])})
                for line in data["lines"]
            ),
            sounds=tuple(Sound(**sound) for sound in data["sounds"]),
            sections=tuple(Section(**section) for section in data["sections"]),
            text_boxes=tuple(TextBox(**box) for box in data["text_boxes"]),
            subcaptions=tuple(Subcaption(**part) for part in data.get("subcaptions", ())),
        )
