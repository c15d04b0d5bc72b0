"""Which samples belong to which written word.

A voice speaks phonemes in groups that are not the written words: "of the" is one group, "0.999"
is five. So each written word is turned into phonemes alone, and the two strings of phonemes are
aligned by dynamic programming (Needleman and Wunsch, 1970, doi:10.1016/0022-2836(70)90057-4).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

GAP = " "
_STRESS = "ˈˌ"
_LENGTH = "ːˑʲʰ˞"
_PAUSES = frozenset(".,;:!?")
_VOWELS = frozenset("aeiouyæɐɑɒɔəɘɚɛɜɝɞɪɨʊʉʌᵻøœ")

_SAME_KIND = 0.5
_OTHER_KIND = 1.6
_MISSING = 1.0
_MISSING_GAP = 0.4


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

    Parameters
    ----------
    sounds : what was spoken, in order, without gaps in time
    words : phonemes of each written word, spoken alone; none for a word that is not spoken,
        which gets an empty interval where it stands
    """
    heard = _merge_marks(sounds)
    expected: list[str] = []
    owners: list[int] = []
    for index, word in enumerate(words):
        plain = [phoneme for phoneme in word if phoneme not in _STRESS and not _is_tail(phoneme)]
        if not plain:
            continue
        if expected:
            plain = [GAP, *plain]
        expected.extend(plain)
        owners.extend([index] * len(plain))
    pairs = _align([sound.phoneme for sound in heard], expected)
    bounds: dict[int, tuple[int, int]] = {}
    for sound, place in zip(heard, pairs, strict=True):
        if place is None or sound.phoneme == GAP or sound.phoneme in _PAUSES:
            continue
        word_index = owners[place]
        start = bounds.get(word_index, (sound.start, sound.end))[0]
        bounds[word_index] = (start, sound.end)
    return _fill(bounds, len(words), heard[0].start if heard else 0)


def _fill(bounds: dict[int, tuple[int, int]], count: int, first: int) -> list[tuple[int, int]]:
    """Give an empty interval to every word that was not heard, after the word before it."""
    intervals: list[tuple[int, int]] = []
    for index in range(count):
        last = intervals[-1][1] if intervals else first
        start, end = bounds.get(index, (last, last))
        intervals.append((start, end))
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


def _align(heard: Sequence[str], expected: Sequence[str]) -> list[int | None]:
    """Return for each heard phoneme the place of the expected one that it belongs to."""
    rows, columns = len(heard), len(expected)
    missing = [_missing(phoneme) for phoneme in expected]
    cost = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for column in range(columns):
        cost[0][column + 1] = cost[0][column] + missing[column]
    for row, phoneme in enumerate(heard):
        extra = _missing(phoneme)
        above, here = cost[row], cost[row + 1]
        here[0] = above[0] + extra
        for column, other in enumerate(expected):
            here[column + 1] = min(
                above[column] + _difference(phoneme, other),
                above[column + 1] + extra,
                here[column] + missing[column],
            )
    return _trace(heard, expected, cost)


def _trace(
    heard: Sequence[str], expected: Sequence[str], cost: list[list[float]]
) -> list[int | None]:
    places: list[int | None] = [None] * len(heard)
    row, column = len(heard), len(expected)
    while row > 0:
        here = cost[row][column]
        phoneme = heard[row - 1]
        if column > 0:
            other = expected[column - 1]
            if here == cost[row - 1][column - 1] + _difference(phoneme, other):
                places[row - 1] = column - 1
                row, column = row - 1, column - 1
                continue
            if here == cost[row][column - 1] + _missing(other):
                column -= 1
                continue
        # Said but not expected: it belongs to the word that it continues.
        places[row - 1] = max(column - 1, 0) if expected else None
        row -= 1
    return places


def _difference(heard: str, expected: str) -> float:
    if heard == expected:
        return 0.0
    kinds = _kind(heard), _kind(expected)
    if kinds[0] == kinds[1]:
        return _SAME_KIND
    return _OTHER_KIND


def _missing(phoneme: str) -> float:
    return _MISSING_GAP if _kind(phoneme) == "gap" else _MISSING


def _kind(phoneme: str) -> str:
    if phoneme == GAP or phoneme in _PAUSES:
        return "gap"
    return "vowel" if phoneme[0] in _VOWELS else "consonant"
