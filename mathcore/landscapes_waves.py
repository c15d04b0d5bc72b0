"""Landscapes made of waves and dips: many local minima, or hard ones to find.

The formulas are those of M. Jamil and X.-S. Yang, "A literature survey of benchmark functions",
2013, doi:10.1504/IJMMNO.2013.055204, each checked against its minima.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from mathcore.arrays import Array
from mathcore.objective import Objective, planar
from mathcore.registry import landscape

_TURN = 2 * math.pi


@landscape
def rastrigin() -> Objective:
    """20 + x^2 - 10 cos(2 pi x) + y^2 - 10 cos(2 pi y): a bowl of egg boxes."""

    def single(x: Any) -> Any:
        return x * x - 10 * np.cos(_TURN * x)

    def slope(x: Any) -> Any:
        return 2 * x + 10 * _TURN * np.sin(_TURN * x)

    def bend(x: Any) -> Any:
        return 2 + 10 * _TURN**2 * np.cos(_TURN * x)

    return Objective(
        name="rastrigin",
        title="Rastrigin",
        formula="20 + x^2 - 10 cos(2 pi x) + y^2 - 10 cos(2 pi y)",
        dimension=2,
        domain=((-5.12, 5.12), (-5.12, 5.12)),
        minima=_square_lattice(single, slope, bend, np.arange(-5.0, 6.0)),
        functions=planar(
            lambda x, y: 20 + single(x) + single(y),
            lambda x, y: (slope(x), slope(y)),
            lambda x, y: (bend(x), 0.0, bend(y)),
        ),
    )


@landscape
def styblinski_tang() -> Objective:
    """(x^4 - 16 x^2 + 5 x + y^4 - 16 y^2 + 5 y) / 2: four wells of three depths."""

    def single(x: Any) -> Any:
        return 0.5 * x * (5 + x * (x * x - 16))

    def slope(x: Any) -> Any:
        return 2.5 + x * (2 * x * x - 16)

    def bend(x: Any) -> Any:
        return 6 * x * x - 16

    return Objective(
        name="styblinski_tang",
        title="Styblinski-Tang",
        formula="1/2 (x^4 - 16 x^2 + 5 x + y^4 - 16 y^2 + 5 y)",
        dimension=2,
        domain=((-5, 5), (-5, 5)),
        minima=_square_lattice(single, slope, bend, np.array([-3.0, 3.0])),
        functions=planar(
            lambda x, y: single(x) + single(y),
            lambda x, y: (slope(x), slope(y)),
            lambda x, y: (bend(x), 0.0, bend(y)),
        ),
    )


@landscape
def ackley() -> Objective:
    """A nearly flat plain with ripples and a deep cone at the origin.

    At the origin the surface comes to a point: there is no gradient there. ``gradient`` gives
    zero, the shortest subgradient, and ``hessian`` nan. Of the minima only the deepest is stored.

    Source: D. H. Ackley, 1987, doi:10.1007/978-1-4613-1997-9.
    """

    def parts(x: Any, y: Any) -> tuple[Any, Any, Any]:
        radius = np.sqrt((x * x + y * y) / 2)
        cone = 20 * np.exp(-0.2 * radius)
        wave = np.exp((np.cos(_TURN * x) + np.cos(_TURN * y)) / 2)
        return radius, cone, wave

    def value(x: Any, y: Any) -> Any:
        _, cone, wave = parts(x, y)
        # Grouped so that the origin gives zero without rounding.
        return (20 - cone) + (math.e - wave)

    def first(x: Any, y: Any) -> tuple[Any, Any]:
        radius, cone, wave = parts(x, y)
        pull = 0.1 * cone / np.where(radius == 0, np.inf, radius)
        return (
            pull * x + math.pi * wave * np.sin(_TURN * x),
            pull * y + math.pi * wave * np.sin(_TURN * y),
        )

    def second(x: Any, y: Any) -> tuple[Any, Any, Any]:
        radius, cone, wave = parts(x, y)
        # The cone is h(r), r^2 = (x^2 + y^2) / 2; h' = 4 exp(-0.2 r), and so on.
        pull = 0.1 * cone / radius
        twist = -0.05 * cone * (0.2 / radius**2 + 1 / radius**3)
        sine_x, sine_y = math.pi * np.sin(_TURN * x), math.pi * np.sin(_TURN * y)
        ripple = 2 * math.pi**2
        return (
            pull + twist * x * x + wave * (ripple * np.cos(_TURN * x) - sine_x * sine_x),
            twist * x * y - wave * sine_x * sine_y,
            pull + twist * y * y + wave * (ripple * np.cos(_TURN * y) - sine_y * sine_y),
        )

    return Objective(
        name="ackley",
        title="Ackley",
        formula="-20 exp(-0.2 sqrt((x^2 + y^2) / 2)) "
        "- exp((cos(2 pi x) + cos(2 pi y)) / 2) + e + 20",
        dimension=2,
        domain=((-5, 5), (-5, 5)),
        minima=np.array([[0, 0]]),
        functions=planar(value, first, second),
    )


@landscape
def griewank() -> Objective:
    """(x^2 + y^2) / 4000 - cos(x) cos(y / sqrt(2)) + 1: ripples on a very wide bowl.

    Of the minima only the deepest is stored.
    """
    root = math.sqrt(2)
    return Objective(
        name="griewank",
        title="Griewank",
        formula="(x^2 + y^2) / 4000 - cos(x) cos(y / sqrt(2)) + 1",
        dimension=2,
        domain=((-10, 10), (-10, 10)),
        minima=np.array([[0, 0]]),
        functions=planar(
            lambda x, y: (x * x + y * y) / 4000 - np.cos(x) * np.cos(y / root) + 1,
            lambda x, y: (
                x / 2000 + np.sin(x) * np.cos(y / root),
                y / 2000 + np.cos(x) * np.sin(y / root) / root,
            ),
            lambda x, y: (
                1 / 2000 + np.cos(x) * np.cos(y / root),
                -np.sin(x) * np.sin(y / root) / root,
                1 / 2000 + np.cos(x) * np.cos(y / root) / 2,
            ),
        ),
    )


@landscape
def levy13() -> Objective:
    """sin^2(3 pi x) + (x - 1)^2 (1 + sin^2(3 pi y)) + (y - 1)^2 (1 + sin^2(2 pi y)).

    Of the minima only the deepest is stored.
    """
    three = 3 * math.pi

    def value(x: Any, y: Any) -> Any:
        u, v = x - 1, y - 1
        return (
            np.sin(three * x) ** 2
            + u * u * (1 + np.sin(three * y) ** 2)
            + v * v * (1 + np.sin(_TURN * y) ** 2)
        )

    def first(x: Any, y: Any) -> tuple[Any, Any]:
        u, v = x - 1, y - 1
        return (
            three * np.sin(2 * three * x) + 2 * u * (1 + np.sin(three * y) ** 2),
            three * u * u * np.sin(2 * three * y)
            + 2 * v * (1 + np.sin(_TURN * y) ** 2)
            + _TURN * v * v * np.sin(2 * _TURN * y),
        )

    def second(x: Any, y: Any) -> tuple[Any, Any, Any]:
        u, v = x - 1, y - 1
        return (
            2 * three**2 * np.cos(2 * three * x) + 2 * (1 + np.sin(three * y) ** 2),
            2 * three * u * np.sin(2 * three * y),
            2 * three**2 * u * u * np.cos(2 * three * y)
            + 2 * (1 + np.sin(_TURN * y) ** 2)
            + 4 * _TURN * v * np.sin(2 * _TURN * y)
            + 2 * _TURN**2 * v * v * np.cos(2 * _TURN * y),
        )

    return Objective(
        name="levy13",
        title="Levy no. 13",
        formula="sin^2(3 pi x) + (x - 1)^2 (1 + sin^2(3 pi y)) + (y - 1)^2 (1 + sin^2(2 pi y))",
        dimension=2,
        domain=((-4, 6), (-4, 6)),
        minima=np.array([[1, 1]]),
        functions=planar(value, first, second),
    )


def _square_lattice(single: Any, slope: Any, bend: Any, starts: Array) -> Array:
    """Minima of single(x) + single(y): all pairs of the minima of one coordinate, deepest first."""
    x = starts.copy()
    for _ in range(50):
        x = x - slope(x) / bend(x)
    pairs = np.array([(a, b) for a in x for b in x])
    depths = np.round(single(pairs[:, 0]) + single(pairs[:, 1]), 9)
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0], depths))]
