"""The voice ``none``: silence, timed as if someone spoke."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scenes.voice.cache import code_checksum
from scenes.voice.pronunciation import spoken_words
from scenes.voice.voice import SpokenLine, Word

_PER_WORD = 0.12
_PER_LETTER = 0.038
_LETTERS_IN_A_DIGIT = 4
PAUSES: Final = {",": 0.2, ";": 0.25, ":": 0.25, ".": 0.4, "!": 0.4, "?": 0.4}
"""Seconds of silence after a word that ends with the sign."""

_SHORTEST = 0.2


@dataclass(frozen=True)
class SilentVoice:
    """Says nothing at about 172 words a minute; long words and pauses take longer."""

    name: str = "none"

    @property
    def identity(self) -> str:
        """What decides the times, for cache keys: the rules are in the code."""
        return f"silence, code {code_checksum()}"

    def speak(self, text: str) -> SpokenLine:
        """Time a line; it has no audio."""
        words: list[Word] = []
        now = 0.0
        for written, spoken in zip(text.split(), spoken_words(text), strict=True):
            end = now + word_seconds(spoken)
            words.append(Word(written, now, end))
            now = end + PAUSES.get(spoken[-1:], 0.0)
        return SpokenLine(text, max(now, _SHORTEST), tuple(words), audio=None)


def word_seconds(spoken: str) -> float:
    """Seconds that one written word takes, from the words that are said for it."""
    total = 0.0
    for part in spoken.split():
        signs = [sign for sign in part if sign.isalnum()]
        letters = sum(_LETTERS_IN_A_DIGIT if sign.isdigit() else 1 for sign in signs)
        total += _PER_WORD + _PER_LETTER * letters
    return total
