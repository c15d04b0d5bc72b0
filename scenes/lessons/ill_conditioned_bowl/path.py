"""A path of any length that is drawn quickly, and that ends where it leaves the picture."""

from __future__ import annotations

import numpy as np

from scenes.plane import Plane
from scenes.shapes import Floats
from scenes.theme import LINE
from scenes.walk import Walk

_FIRST = 200
"""So many steps are drawn one by one; of those after them about as many."""


class Path(Walk):
    """The path of a run; ``take(steps)`` draws it up to so many steps of the run.

    Of thousands of steps only a part is drawn. They are kept in pairs, an even one with the odd one
    after it, so that a path that swings from side to side goes on doing so.

    A path that swings ever wider would cross the picture again and again until it is one white
    block: it ends with the first row beyond the plane, where a mark says that it has left.
    """

    def __init__(self, plane: Plane, positions: Floats, *, width: float = LINE) -> None:
        kept = _kept(len(positions))
        beyond = [not plane.contains(row) for row in positions[kept]]
        self.kept = kept[: beyond.index(True) + 1] if any(beyond) else kept
        super().__init__(plane, positions[self.kept], "gradient descent", width=width)

    @property
    def last(self) -> int:
        """The step of the run at which the drawn path ends."""
        return int(self.kept[-1])

    def take(self, steps: float) -> Path:
        """Draw the path up to so many steps of the run."""
        self.show_progress(float(np.interp(steps, self.kept, np.arange(len(self.kept)))))
        return self


def _kept(rows: int) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Which rows are drawn, ascending; the first and the last are among them."""
    if rows <= 2 * _FIRST:
        return np.arange(rows)
    even = 2 * np.linspace(_FIRST // 2, (rows - 2) // 2, _FIRST // 2).astype(int)
    return np.unique([*range(_FIRST), *even, *(even + 1), rows - 1])
