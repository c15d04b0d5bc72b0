"""A written line with its cues, and the same line while it is being spoken.

A cue is a name in square brackets before the word that it marks:
``"The gradient is [perp] perpendicular to the level curve."``
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from scenes.voice.voice import SpokenLine, Word

READABLE = 20.0
"""Characters of a caption that one can read in a second, spaces and signs included: the most that
Netflix allows in English for adults (Timed Text Style Guide: English, reading speed)."""

_CUE = re.compile(r"\[([a-z][a-z0-9_-]*)\]")


class NarrationError(ValueError):
    """A line is badly written or asks for a cue that it does not have."""


@dataclass(frozen=True)
class Script:
    """A line as its author wrote it, taken apart.

    Attributes
    ----------
    text : the words, separated by single spaces, without cue marks
    cues : index of the marked word for each cue name
    """

    text: str
    cues: Mapping[str, int]

    @classmethod
    def parse(cls, written: str) -> Script:
        """Take the cue marks out of a line.

        Raises
        ------
        NarrationError : no words, a cue used twice, or a cue with no word after it
        """
        words: list[str] = []
        cues: dict[str, int] = {}
        waiting: list[str] = []
        for token in written.split():
            mark = _CUE.fullmatch(token)
            if mark is None:
                words.append(token)
                cues.update(dict.fromkeys(waiting, len(words) - 1))
                waiting.clear()
                continue
            name = mark.group(1)
            if name in cues or name in waiting:
                raise NarrationError(f"the cue [{name}] is used twice in: {written}")
            waiting.append(name)
        if waiting:
            raise NarrationError(f"the cue [{waiting[0]}] has no word after it in: {written}")
        if not words:
            raise NarrationError("a spoken line has no words")
        return cls(" ".join(words), cues)


@dataclass(frozen=True)
class PlacedLine:
    """A spoken line at its place in the lesson; all times in seconds.

    Attributes
    ----------
    spoken : the line and its word times, relative to ``start``
    start : when it begins, from the start of the lesson
    cues : when each cue's word begins, relative to ``start``
    late : seconds by which a cue had already passed when the lesson waited for it
    """

    spoken: SpokenLine
    start: float
    cues: Mapping[str, float]
    late: dict[str, float] = field(default_factory=dict)

    @property
    def end(self) -> float:
        """When the sound ends, from the start of the lesson."""
        return self.start + self.spoken.duration

    @property
    def words(self) -> tuple[Word, ...]:
        """The words with their times from the start of the lesson."""
        return tuple(
            Word(word.text, self.start + word.start, self.start + word.end)
            for word in self.spoken.words
        )

    @property
    def readable(self) -> float:
        """From when on the captions of all its sentences can have been read, at best."""
        words = self.words
        begins = [k for k in range(len(words)) if not k or words[k - 1].text[-1] in ".!?"]
        rests = ((words[k].start, " ".join(word.text for word in words[k:])) for k in begins)
        return max((start + len(rest) / READABLE for start, rest in rests), default=self.end)


class Line:
    """What ``with lesson.say(...) as line`` hands over: times left until a word."""

    def __init__(self, placed: PlacedLine, now: Callable[[], float], frame: float) -> None:
        self.placed = placed
        self._now = now
        self._frame = frame

    def until(self, cue: str) -> float:
        """Seconds from now to the word behind ``[cue]``, at least one frame.

        A cue that has passed already is kept in ``placed.late``, for ``steepest check``.
        """
        try:
            moment = self.placed.start + self.placed.cues[cue]
        except KeyError:
            known = ", ".join(self.placed.cues) or "none"
            raise NarrationError(
                f"no cue [{cue}] (there are: {known}) in: {self.placed.spoken.text}"
            ) from None
        left = moment - self._now()
        if left < -self._frame:
            self.placed.late[cue] = -left
        return max(left, self._frame)

    @property
    def left(self) -> float:
        """Seconds from now to the end of the line, at least one frame."""
        return max(self.placed.end - self._now(), self._frame)
