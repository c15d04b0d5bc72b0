"""Bézier curves in pixels to paths of Skia, which reads them from bytes.

That takes 7 us for 200 curves; a loop over ``cubicTo`` took 247.
"""

from __future__ import annotations

import struct
from itertools import pairwise
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from render.errors import SteepestError

Pixels = NDArray[np.float64]
Flags = NDArray[np.bool_]
Indices = NDArray[np.intp]

_HEADER = struct.Struct("<4i")
_VERSION = 5  # of Skia's serialised paths; the fill type in the next bits is 0, winding
_VERBS = (0, 4, 5)  # move, cubic, close
_PADDING = (b"", b"\0\0\0", b"\0\0", b"\0")


def paths_of(pixels: Pixels, begins: Flags, closes: Flags, bounds: Indices) -> list[Any]:
    """A path of the curves between each two bounds.

    Parameters
    ----------
    pixels : (n, 4, 2)
    begins, closes : (n,) whether a curve begins a subpath, and whether it ends and closes one
    bounds : ascending, from 0 to n

    Raises
    ------
    SteepestError : this version of Skia lays out paths otherwise
    """
    kept = np.empty((len(pixels), 4), dtype=bool)
    kept[:, 0] = begins  # Skia wants the start of a curve only if a subpath begins there
    kept[:, 1:] = True
    # The two float32 of a place are picked as one number: a fifth of the time.
    pairs = pixels.astype(np.float32).view(np.uint64).ravel()
    places = pairs.compress(kept.ravel()).tobytes()
    used = np.empty((len(pixels), 3), dtype=bool)
    used[:, 0], used[:, 1], used[:, 2] = begins, True, closes
    verbs = np.empty(used.shape, dtype=np.uint8)
    verbs[:] = _VERBS
    chosen = verbs.ravel().compress(used.ravel()).tobytes()
    begun, closed = _counts_before(begins)[bounds], _counts_before(closes)[bounds]
    points_before = (3 * bounds + begun).tolist()
    verbs_before = (bounds + begun + closed).tolist()
    paths = []
    for (start, end), (done, then) in zip(
        pairwise(points_before), pairwise(verbs_before), strict=True
    ):
        path, count = skia.Path(), then - done
        taken = path.readFromMemory(
            _HEADER.pack(_VERSION, end - start, 0, count)
            + places[8 * start : 8 * end]
            + chosen[done:then]
            + _PADDING[count % 4]
        )
        if not taken:
            raise SteepestError(
                f"skia-python {skia.__version__} lays out paths otherwise: install skia-python 144"
            )
        paths.append(path)
    return paths


def _counts_before(flags: Flags) -> Indices:
    """How many are set before each place, and before the end."""
    counts = np.zeros(len(flags) + 1, dtype=np.intp)
    flags.cumsum(out=counts[1:])
    return counts
