"""What a voice is to a lesson: something that turns a written line into timed sound."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


class VoiceError(Exception):
    """A voice cannot be loaded or cannot speak; the message is one line with the fix."""


@dataclass(frozen=True)
class Word:
    """One written word and when it is heard, in seconds from the start of its line."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class SpokenLine:
    """A line as it is heard.

    Attributes
    ----------
    text : the line as written, without cue marks; the captions show it
    duration : seconds, the length of the sound
    words : one for each whitespace-separated word of ``text``, in order, never overlapping
    audio : mono 16-bit WAV file of exactly ``duration`` seconds; None for silence, and where the
        times alone were asked for
    """

    text: str
    duration: float
    words: tuple[Word, ...]
    audio: Path | None


class Voice(Protocol):
    """Speaks lines. The same line always gives the same times and the same sound."""

    @property
    def name(self) -> str:
        """What the user calls it: ``joe``, ``none`` or a path."""
        ...

    @property
    def identity(self) -> str:
        """All that can change the sound (model checksum, settings, versions), for cache keys."""
        ...

    def speak(self, text: str) -> SpokenLine:
        """Speak one line of text that holds no cue marks."""
        ...
