"""Level curves of the bowl, exactly: ellipses from a level and the two curvatures."""

from __future__ import annotations

import numpy as np

from mathcore.arrays import Array
from mathcore.objective import Objective


def half_axes(objective: Objective, level: float) -> Array:
    """Half-axes (2,) of the ellipse f = level, along x and along y, data units."""
    curvatures = np.diag(objective.hessian((0.0, 0.0)))
    return np.asarray(np.sqrt(2 * level / curvatures))


def ring_levels(objective: Objective, corner: tuple[float, float], count: int) -> Array:
    """Levels (count,) of rings evenly spread from the minimum to beyond ``corner``."""
    shares = np.arange(1, count + 1) / count
    return np.asarray(float(objective.value(corner)) * shares**2)


def ellipse(objective: Objective, level: float, reach: float, points: int = 60) -> list[Array]:
    """The curve f = level for |x| <= reach: a closed ellipse, or its upper and its lower part.

    Points (n, 2) are spread by angle where the ellipse is closed. Of one that is far longer than
    the picture only the visible part is computed, so that its points do not end up out of sight.
    """
    a, b = half_axes(objective, level)
    widest = np.arcsin(min(1.0, reach / a))
    angles = np.linspace(-widest, widest, points)
    upper = np.stack([a * np.sin(angles), b * np.cos(angles)], axis=1)
    lower = upper[::-1] * np.array([1.0, -1.0])
    if a <= reach:
        return [np.concatenate([upper, lower])]
    return [upper, lower]
