"""How long each word takes to say, at the pace at which most people read."""

from __future__ import annotations

import re
from typing import Final

from scenes.voice.numerals import with_words
from scenes.voice.pronunciation import spoken_words
from scenes.voice.silent import PAUSES

# Least squares on the 1,235 words of the lessons as the voice joe speaks them; left out in turn, a
# fifth of the lines is met within 62 ms (root mean square; by letters alone 91 ms).
_WORD = 0.122
_SYLLABLE = 0.042
_LETTER = 0.027
_LITTLE_WORD = -0.093
_BEFORE_PAUSE = 0.125
_SHORTEST = 0.06

OFF: Final = 0.062
"""Seconds by which a word is off, root mean square."""

_ENDINGS = ",;:.!?"
_LITTLE_WORDS = """
a all an and are as at be but by each for from if in is it its no not of on one or so than that
the them then they this to too was were with
"""
_LITTLE: Final = frozenset(_LITTLE_WORDS.split())
_VOWELS = re.compile(r"[aeiouy]+")
_LETTERS = re.compile(r"[^a-z]+")


def word_seconds(spoken: str) -> float:
    """Seconds for what is said for one written word, as ``spoken_words`` gives it.

    Before a pause a word is drawn out; the little words of grammar are passed over quickly.
    """
    words = _LETTERS.split(with_words(spoken).lower().replace("'", ""))
    seconds = sum(_alone(word) for word in words if word)
    return max(seconds + (_BEFORE_PAUSE if spoken[-1] in _ENDINGS else 0.0), _SHORTEST)


def line_seconds(text: str) -> float:
    """Seconds that a line takes, from its first word to its last."""
    said = [word for word in spoken_words(text) if word]
    pauses = sum(PAUSES.get(word[-1], 0.0) for word in said[:-1])
    return sum(word_seconds(word) for word in said) + pauses


def _alone(word: str) -> float:
    little = _LITTLE_WORD if word in _LITTLE else 0.0
    return _WORD + _SYLLABLE * _syllables(word) + _LETTER * len(word) + little


def _syllables(word: str) -> int:
    """The number of syllables, by the groups of vowels; a silent e at the end is none."""
    count = len(_VOWELS.findall(word))
    if count > 1 and word.endswith("e") and not word.endswith(("le", "ee")):
        count -= 1
    if count > 1 and word.endswith("ed") and word[-3] not in "td":
        count -= 1
    return max(count, 1)
