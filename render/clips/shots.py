"""Which pictures a clip shows, as numbers of frames: cross-faded into a loop, at another rate."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from render.errors import UsageError


class Shot(NamedTuple):
    """A frame of a clip: a picture, and how much of a second one is mixed in.

    Attributes
    ----------
    share : of the second picture, 0 to 1
    """

    first: int
    second: int = 0
    share: float = 0.0


def plain(pictures: Sequence[int]) -> list[Shot]:
    """The frames as they are."""
    return [Shot(picture) for picture in pictures]


def looped(pictures: Sequence[int], fade: int) -> list[Shot]:
    """Frames that can be shown round and round: the last ``fade`` ones turn into the first.

    The clip begins after the first ``fade`` frames, with a picture that nothing is mixed into,
    and ends with the frame before that one.

    Raises
    ------
    UsageError : the cross-fade takes more than half of them
    """
    count = len(pictures)
    if not 0 < fade <= count // 2:
        raise UsageError(
            f"a cross-fade of {fade} frames does not fit into a clip of {count} "
            "(shorten it with --fade)"
        )
    shots = plain(pictures[fade : count - fade])
    for step in range(fade):
        leaving, coming = pictures[count - fade + step], pictures[step]
        # Smooth at both ends: the picture neither jumps nor begins to change at full speed.
        part = (step + 1) / (fade + 1)
        share = part * part * (3 - 2 * part)
        shots.append(Shot(leaving) if leaving == coming else Shot(leaving, coming, share))
    return shots


def at_rate(shots: Sequence[Shot], before: int, after: int) -> list[Shot]:
    """The frames that are seen at another, lower rate."""
    count = max(1, round(len(shots) * after / before))
    return [shots[min(index * before // after, len(shots) - 1)] for index in range(count)]


def runs(shots: Sequence[Shot]) -> list[tuple[Shot, int]]:
    """Each shot with the number of frames that it stays."""
    return [(shot, len(list(group))) for shot, group in groupby(shots)]
