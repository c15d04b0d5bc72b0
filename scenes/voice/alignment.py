"""Which samples belong to which written word.

A voice speaks phonemes in groups that are not the written words: "of the" is one group, "0.999"
is five. So each written word is turned into phonemes alone, and the two strings of phonemes are
aligned by dynamic programming (Needleman and Wunsch, 1970, doi:10.1016/0022-2836(70)90057-4).
"""

from __future__ import annotations

import functools
import itertools
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

GAP = " "
_STRESS = "ˈˌ"
_LENGTH = "ːˑʲʰ˞"
PAUSES = frozenset(".,;:!?")
_VOWELS = frozenset("aeiouyæɐɑɒɔəɘɚɛɜɝɞɪɨʊʉʌᵻøœ")

# What it costs to take one phoneme for another, or to find one too many. Gaps are cheap to miss
# (fewer or more of them are heard than words are written), and never taken for a phoneme.
_SAME_KIND = 5
_OTHER_KIND = 18
_MISSING = 10
_MISSING_GAP = 4


@dataclass(frozen=True)
class Sound:
    """A phoneme and the samples [start, end) in which it is heard."""

    phoneme: str
    start: int
    end: int


def word_intervals(
    sounds: Sequence[Sound], words: Sequence[Sequence[str]]
) -> list[tuple[int, int]]:
    """Return the samples [start, end) of each word, in order, never overlapping.

    Words in one breath touch: the gap symbol between them sounds like the second word already.
    After a pause a word starts with its own first phoneme.

    Parameters
    ----------
    sounds : what was spoken, in order, with the pauses that are heard as ``,`` or ``.``
    words : phonemes of each written word, spoken alone; none for a word that is not spoken,
        which gets an empty interval where it stands
    """
    heard = _merge_marks(sounds)
    expected, owners = _one_string(words)
    places = _align([sound.phoneme for sound in heard], expected)
    spans: dict[int, tuple[int, int]] = {}
    end = heard[0].start if heard else 0
    paused = True
    for sound, place in zip(heard, places, strict=True):
        if sound.phoneme in PAUSES:
            paused = True
        elif sound.phoneme != GAP and expected:
            start = sound.start if paused else end
            owner = owners[place]
            spans[owner] = (spans.get(owner, (start, start))[0], sound.end)
            end, paused = sound.end, False
    return _with_silent_words(spans, len(words), heard[0].start if heard else 0)


def _one_string(words: Sequence[Sequence[str]]) -> tuple[list[str], list[int]]:
    """Join the words' phonemes, a gap before each word, with the word that each belongs to."""
    expected: list[str] = []
    owners: list[int] = []
    for index, word in enumerate(words):
        plain = [phoneme for phoneme in word if phoneme not in _STRESS and not _is_tail(phoneme)]
        if plain:
            expected += [GAP, *plain]
            owners += [index] * (len(plain) + 1)
    return expected, owners


def _with_silent_words(
    spans: dict[int, tuple[int, int]], count: int, first: int
) -> list[tuple[int, int]]:
    """Give an empty interval to every word that was not heard, after the word before it."""
    intervals: list[tuple[int, int]] = []
    for index in range(count):
        last = intervals[-1][1] if intervals else first
        intervals.append(spans.get(index, (last, last)))
    return intervals


def _merge_marks(sounds: Sequence[Sound]) -> list[Sound]:
    """Add the time of a stress mark to the phoneme after it, of a length mark to the one before."""
    merged: list[Sound] = []
    waiting: int | None = None
    for sound in sounds:
        if sound.phoneme in _STRESS:
            waiting = sound.start if waiting is None else waiting
        elif _is_tail(sound.phoneme) and merged:
            merged[-1] = Sound(merged[-1].phoneme, merged[-1].start, sound.end)
        else:
            start = sound.start if waiting is None else waiting
            merged.append(Sound(sound.phoneme, start, sound.end))
            waiting = None
    return merged


def _is_tail(phoneme: str) -> bool:
    return phoneme in _LENGTH or unicodedata.combining(phoneme[0]) != 0


def _align(heard: Sequence[str], expected: Sequence[str]) -> list[int]:
    """Return for each heard phoneme the place of the expected one that it belongs to."""
    extra = [_missing(phoneme) for phoneme in heard]
    missing = [_missing(phoneme) for phoneme in expected]
    costs = [list(itertools.accumulate(missing, initial=0))]
    for row, phoneme in enumerate(heard):
        above = costs[-1]
        here = [above[0] + extra[row]]
        for column, other in enumerate(expected):
            here.append(
                min(
                    above[column] + _difference(phoneme, other),
                    above[column + 1] + extra[row],
                    here[column] + missing[column],
                )
            )
        costs.append(here)
    places = [0] * len(heard)
    row, column = len(heard), len(expected)
    while row > 0:
        cost = costs[row][column]
        if column > 0:
            different = _difference(heard[row - 1], expected[column - 1])
            if cost == costs[row - 1][column - 1] + different:
                row, column = row - 1, column - 1
                places[row] = column
                continue
            if cost == costs[row][column - 1] + missing[column - 1]:
                column -= 1
                continue
        # Heard but not expected: it belongs to the word that it continues.
        row -= 1
        places[row] = max(column - 1, 0)
    return places


@functools.lru_cache(maxsize=4096)
def _difference(heard: str, expected: str) -> int:
    if heard == expected:
        return 0
    return _SAME_KIND if _kind(heard) == _kind(expected) else _OTHER_KIND


def _missing(phoneme: str) -> int:
    return _MISSING_GAP if _kind(phoneme) == "gap" else _MISSING


def _kind(phoneme: str) -> str:
    if phoneme == GAP or phoneme in PAUSES:
        return "gap"
    return "vowel" if phoneme[0] in _VOWELS else "consonant"
