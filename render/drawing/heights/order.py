"""In which order the parts of a height field are drawn, from far to near."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from render.drawing.heights.view import far_to_near, rank

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

CELLS, OUTLINES, LINES = range(3)
"""What is drawn of each chunk, one after the other."""


class Order:
    """The order of the chunks into which the rows of cells are cut.

    Parameters
    ----------
    shape : rows and columns of cells
    length : cells to a chunk
    eye : where it is, in shares of both sides

    Attributes
    ----------
    chunks : how many there are to a row
    row_rank, cell_rank : when each row comes, and within a row each cell
    """

    def __init__(self, shape: tuple[int, int], length: int, eye: Floats) -> None:
        rows, columns = shape
        self.length = length
        self.chunks = -(-columns // length)
        self.row_rank = rank(far_to_near(rows, eye[0] * rows))
        self.cell_rank = rank(far_to_near(columns, eye[1] * columns))
        # The chunk below the eye, with cells on both sides of it, comes last.
        latest = np.maximum.reduceat(self.cell_rank, np.arange(0, columns, length))
        self._chunk_rank = rank(np.argsort(latest))

    def keys(self, rows: Indices, chunks: Indices, what: int) -> Indices:
        """When to draw what belongs to these chunks of rows: of smaller keys, before."""
        ranks = self.row_rank[rows] * self.chunks + self._chunk_rank[chunks]
        keys: Indices = ranks * 3 + what
        return keys

    def later_row(self, edges: Indices) -> Indices:
        """The row, of both beside each edge, that is drawn later; at the rim the only one."""
        return _later(self.row_rank, edges)

    def later_cell(self, edges: Indices) -> Indices:
        """The same for cells of a row."""
        return _later(self.cell_rank, edges)


def _later(ranks: Indices, edges: Indices) -> Indices:
    before = np.maximum(edges - 1, 0)
    after = np.minimum(edges, len(ranks) - 1)
    return np.where(ranks[before] > ranks[after], before, after)
