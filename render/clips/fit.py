"""The best quality of a clip that is small enough."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path

from render.clips.ladder import Rung
from render.errors import SteepestError
from render.table import size

Encode = Callable[[Rung, Path], None]


def fitted(ladder: Sequence[Rung], limit: int, encode: Encode, target: Path) -> Rung:
    """Leave the best clip of at most ``limit`` bytes in ``target``; returns how it is made.

    Rungs are tried where the size is expected to meet the limit, until one fits and the one
    before it does not.

    Raises
    ------
    SteepestError : even the least is larger; it says how large
    """
    sizes: dict[int, int] = {}
    kept: int | None = None

    def attempt(index: int) -> bool:
        nonlocal kept
        trial = target.with_name(f"trial{target.suffix}")
        encode(ladder[index], trial)
        sizes[index] = trial.stat().st_size
        fits = sizes[index] <= limit
        if fits and (kept is None or index < kept):
            trial.replace(target)
            kept = index
        else:
            trial.unlink()
        return fits

    if attempt(0):
        return ladder[0]
    above, below = 0, len(ladder) - 1
    if not attempt(below):
        raise SteepestError(
            f"the smallest that can be reached is {size(min(sizes.values()))} "
            f"({min(sizes.values())} bytes): give --max-size more than that, or take a shorter "
            "section"
        )
    while below - above > 1:
        middle = _expected(above, below, sizes, limit)
        if attempt(middle):
            below = middle
        else:
            above = middle
    return ladder[below]


def _expected(above: int, below: int, sizes: dict[int, int], limit: int) -> int:
    """The rung between two tried ones at which the size should come down to the limit."""
    high, low = math.log(sizes[above]), math.log(sizes[below])
    share = (high - math.log(limit)) / (high - low) if high > low else 0.5
    guess = above + math.ceil(share * (below - above))
    # Never closer to an end than a quarter, so that a bad guess costs little.
    margin = max(1, (below - above) // 4)
    return min(max(guess, above + margin), below - margin)
