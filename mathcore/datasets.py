"""The data sets that ship with the package. ``data/README.md`` says where they come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mathcore.arrays import Array, read_only

__all__ = ["Digits", "Eruptions", "digits", "old_faithful"]


@dataclass(frozen=True, eq=False)
class Eruptions:
    """Eruptions of the Old Faithful geyser.

    duration : float64 (272,), of the eruption, minutes
    waiting  : float64 (272,), to the next eruption, minutes

    Source: A. Azzalini and A. W. Bowman, 1990, doi:10.2307/2347385.
    """

    duration: Array = field(repr=False)
    waiting: Array = field(repr=False)


@dataclass(frozen=True, eq=False)
class Digits:
    """Handwritten digits.

    images : float64 (360, 64), 8 by 8 pixels row by row, 0 white to 1 black
    labels : int (360,), the digit that was meant, 36 times each

    Source: E. Alpaydin and C. Kaynak, 1998, doi:10.24432/C50P49, as scikit-learn has them.
    """

    images: Array = field(repr=False)
    labels: NDArray[np.intp] = field(repr=False)


@cache
def old_faithful() -> Eruptions:
    """Return the 272 eruptions of Old Faithful."""
    duration, waiting = _table("old_faithful.csv").T
    return Eruptions(read_only(duration.copy()), read_only(waiting.copy()))


@cache
def digits() -> Digits:
    """Return the 360 handwritten digits."""
    table = _table("digits.csv")
    labels = table[:, 0].astype(np.intp)
    labels.setflags(write=False)
    return Digits(read_only(table[:, 1:] / 16), labels)


def _table(name: str) -> Array:
    """The numbers of a comma-separated file below its heading."""
    from importlib.resources import files

    text = files("mathcore").joinpath("data", name).read_text(encoding="utf-8")
    return np.array([line.split(",") for line in text.splitlines()[1:]], dtype=np.float64)
