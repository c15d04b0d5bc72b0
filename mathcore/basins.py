"""Which minimum each start reaches, for maps coloured by the outcome."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathcore import checks, measures
from mathcore.arrays import as_points
from mathcore.moves import Method
from mathcore.objective import Objective
from mathcore.trajectories import final_positions


def basins(
    optimizer: Method, objective: Objective, grid: ArrayLike, steps: int = 300
) -> NDArray[np.intp]:
    """Return the index of the minimum that a run from each start settles in, -1 for none.

    Parameters
    ----------
    grid : (..., d), starts in any arrangement
    steps : int, >= 0

    Returns
    -------
    int (...), what ``Trajectory.settled_in`` says of each run (None is -1)
    """
    starts = as_points(grid, objective.dimension, "grid")
    steps = checks.count("steps", steps)
    flat = starts.reshape(-1, objective.dimension)
    tail = final_positions(optimizer, objective, flat, steps, measures.tail_length(steps))
    return measures.settled_in(objective, tail).reshape(starts.shape[:-1])
