"""When each word of a recorded line is heard, from the words and the pauses alone.

The pauses of the recording are aligned with the ends of words by dynamic programming: a pause is
likely at a full stop and unlikely within a phrase, and the words between two pauses must fit into
the time between them. Between pauses the words share the time by how long each takes to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from scenes.voice.pace import OFF, word_seconds
from scenes.voice.pronunciation import spoken_words
from scenes.voice.silent import PAUSES

Interval = tuple[float, float]

_TEMPO = 0.12
"""By how much, of itself, a group of words is spoken faster or slower than the line as a whole."""

_PART = 0.32
"""Seconds of a word of mean length; what takes longer is off by more, as several words are."""

_FARTHEST = 6
"""Pauses in a row that may lie inside words."""


@dataclass(frozen=True)
class _Boundary:
    """The end of a word: ``pause`` is the silence in seconds that is expected there, or 0."""

    pause: float

    def cost(self, gap: float) -> float:
        """How unlikely a silence of ``gap`` seconds is here."""
        return 0.3 if self.pause else 2.0 + 6.0 * gap

    @property
    def without(self) -> float:
        """How unlikely it is that nothing is silent here."""
        return float(12.0 * self.pause**1.5)


def word_times(text: str, runs: Sequence[Interval]) -> list[Interval]:
    """The time of each whitespace-separated word of ``text``, in order, never overlapping.

    Parameters
    ----------
    runs : seconds [start, end) in which somebody speaks, in order; at least one
    """
    said = spoken_words(text)
    places = [index for index, word in enumerate(said) if word]
    seconds = [word_seconds(said[index]) for index in places]
    if not places:
        return [(runs[0][0], runs[0][0])] * len(said)
    boundaries = [_Boundary(PAUSES.get(said[index][-1], 0.0)) for index in places[:-1]]
    groups = _groups(seconds, boundaries, runs)
    found: dict[int, Interval] = {}
    for words, stretch in groups:
        inside = [seconds[index] for index in words]
        for index, interval in zip(words, _shared(inside, stretch), strict=True):
            found[places[index]] = interval
    times: list[Interval] = []
    for index in range(len(said)):
        last = times[-1][1] if times else runs[0][0]
        times.append(found.get(index, (last, last)))
    return times


def _groups(
    seconds: Sequence[float], boundaries: Sequence[_Boundary], runs: Sequence[Interval]
) -> list[tuple[range, Sequence[Interval]]]:
    """Words that are said without a pause between them, and the runs in which they are said."""
    count = len(seconds)
    before = _sums(seconds)
    voiced = _sums([end - start for start, end in runs])
    missed = _sums([boundary.without for boundary in boundaries])
    gaps = [after[0] - run[1] for run, after in pairwise(runs)]
    inside = _sums([25.0 * max(gap - 0.06, 0.0) for gap in gaps])
    pace = voiced[-1] / before[-1]
    parts = _sums([max(1.0, second / _PART) for second in seconds])

    def misfit(first: int, last: int, begin: int, end: int) -> float:
        """How badly words [first, last) fit into runs [begin, end)."""
        wanted = pace * (before[last] - before[first])
        variance = (pace * OFF) ** 2 * (parts[last] - parts[first]) + (_TEMPO * wanted) ** 2
        off = voiced[end] - voiced[begin] - wanted
        cost = off * off / (2 * variance) + inside[end - 1] - inside[begin]
        return cost + missed[last - 1] - missed[first]

    # best[end][last]: the first ``last`` words lie in the first ``end`` runs, both whole groups.
    best: list[dict[int, tuple[float, int, int]]] = [{0: (0.0, 0, 0)}]
    for end in range(1, len(runs) + 1):
        here: dict[int, tuple[float, int, int]] = {}
        lasts = [count] if end == len(runs) else range(1, count)
        for last in lasts:
            stay = 0.0 if last == count else boundaries[last - 1].cost(gaps[end - 1])
            for begin in range(max(0, end - _FARTHEST), end):
                for first, (cost, _, _) in best[begin].items():
                    if first >= last:
                        continue
                    total = cost + misfit(first, last, begin, end) + stay
                    if last not in here or total < here[last][0]:
                        here[last] = (total, begin, first)
        best.append(here)
    if count not in best[-1]:
        return [(range(count), runs)]
    groups: list[tuple[range, Sequence[Interval]]] = []
    end, last = len(runs), count
    while end:
        _, begin, first = best[end][last]
        groups.append((range(first, last), runs[begin:end]))
        end, last = begin, first
    return groups[::-1]


def _shared(seconds: Sequence[float], runs: Sequence[Interval]) -> list[Interval]:
    """Give each word its share of the voiced time."""
    ends = _sums(seconds)
    total = sum(end - start for start, end in runs)
    marks = [total * end / ends[-1] for end in ends]
    return [
        (_moment(start, runs, after=True), _moment(end, runs, after=False))
        for start, end in pairwise(marks)
    ]


def _moment(voiced: float, runs: Sequence[Interval], *, after: bool) -> float:
    """The time at which so many seconds of voice have passed; in a pause, its end or start."""
    for index, (start, end) in enumerate(runs):
        length = end - start
        last = index == len(runs) - 1
        if last or voiced < length - 1e-9 or (voiced <= length + 1e-9 and not after):
            return min(start + voiced, end)
        voiced = max(voiced - length, 0.0)
    raise AssertionError("unreachable")


def _sums(values: Sequence[float]) -> list[float]:
    sums = [0.0]
    for value in values:
        sums.append(sums[-1] + value)
    return sums
