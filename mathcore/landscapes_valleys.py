"""Landscapes with curved valleys and a handful of basins, from the optimisation literature.

The formulas are those of M. Jamil and X.-S. Yang, "A literature survey of benchmark functions",
2013, doi:10.1504/IJMMNO.2013.055204, each checked against its minima. Minima with many digits
are roots of the gradient, found by Newton's method.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from mathcore.objective import Objective, planar
from mathcore.registry import landscape


@landscape
def rosenbrock() -> Objective:
    """(1 - x)^2 + 100 (y - x^2)^2: a banana-shaped valley.

    Source: H. H. Rosenbrock, 1960, doi:10.1093/comjnl/3.3.175.
    """
    return Objective(
        name="rosenbrock",
        title="Rosenbrock's banana",
        formula="(1 - x)^2 + 100 (y - x^2)^2",
        dimension=2,
        domain=((-2, 2), (-1, 3)),
        minima=np.array([[1, 1]]),
        functions=planar(
            lambda x, y: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
            lambda x, y: (-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)),
            lambda x, y: (2 - 400 * y + 1200 * x * x, -400 * x, 200.0),
        ),
    )


@landscape
def beale() -> Objective:
    """Sum over i of (c_i - x + x y^i)^2, c = 1.5, 2.25, 2.625: flat with steep corners."""
    constants = ((1, 1.5), (2, 2.25), (3, 2.625))

    def value(x: Any, y: Any) -> Any:
        return sum((c - x + x * y**i) ** 2 for i, c in constants)

    def first(x: Any, y: Any) -> tuple[Any, Any]:
        dx: Any = 0.0
        dy: Any = 0.0
        for i, c in constants:
            rest = c - x + x * y**i
            dx = dx + 2 * rest * (y**i - 1)
            dy = dy + 2 * rest * i * x * y ** (i - 1)
        return dx, dy

    def second(x: Any, y: Any) -> tuple[Any, Any, Any]:
        xx: Any = 0.0
        xy: Any = 0.0
        yy: Any = 0.0
        for i, c in constants:
            rest = c - x + x * y**i
            slope = i * y ** (i - 1)
            bend = i * (i - 1) * y ** max(i - 2, 0)
            xx = xx + 2 * (y**i - 1) ** 2
            xy = xy + 2 * ((y**i - 1) * x * slope + rest * slope)
            yy = yy + 2 * ((x * slope) ** 2 + rest * x * bend)
        return xx, xy, yy

    return Objective(
        name="beale",
        title="Beale",
        formula="(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2",
        dimension=2,
        domain=((-4.5, 4.5), (-4.5, 4.5)),
        minima=np.array([[3, 0.5]]),
        functions=planar(value, first, second),
    )


@landscape
def himmelblau() -> Objective:
    """(x^2 + y - 11)^2 + (x + y^2 - 7)^2: four minima, all of value zero."""
    return Objective(
        name="himmelblau",
        title="Himmelblau",
        formula="(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
        dimension=2,
        domain=((-5, 5), (-5, 5)),
        minima=np.array(
            [
                [3, 2],
                [-2.8051180869527448, 3.1313125182505730],
                [-3.7793102533777469, -3.2831859912861694],
                [3.5844283403304917, -1.8481265269644036],
            ]
        ),
        functions=planar(
            lambda x, y: (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
            lambda x, y: (
                4 * x * (x * x + y - 11) + 2 * (x + y * y - 7),
                2 * (x * x + y - 11) + 4 * y * (x + y * y - 7),
            ),
            lambda x, y: (
                12 * x * x + 4 * y - 42,
                4 * (x + y),
                12 * y * y + 4 * x - 26,
            ),
        ),
    )


@landscape
def three_hump_camel() -> Objective:
    """2 x^2 - 1.05 x^4 + x^6 / 6 + x y + y^2: three wells in a row."""
    return Objective(
        name="three_hump_camel",
        title="Three-hump camel",
        formula="2 x^2 - 1.05 x^4 + x^6 / 6 + x y + y^2",
        dimension=2,
        domain=((-2.5, 2.5), (-2.5, 2.5)),
        minima=np.array(
            [
                [0, 0],
                [-1.7475523458302888, 0.8737761729151444],
                [1.7475523458302888, -0.8737761729151444],
            ]
        ),
        functions=planar(
            lambda x, y: x * x * (2 + x * x * (x * x / 6 - 1.05)) + x * y + y * y,
            lambda x, y: (x * (4 + x * x * (x * x - 4.2)) + y, x + 2 * y),
            lambda x, y: (4 + x * x * (5 * x * x - 12.6), 1.0, 2.0),
        ),
    )


@landscape
def six_hump_camel() -> Objective:
    """(4 - 2.1 x^2 + x^4 / 3) x^2 + x y + (4 y^2 - 4) y^2: six wells, two of them deepest."""
    return Objective(
        name="six_hump_camel",
        title="Six-hump camel",
        formula="(4 - 2.1 x^2 + x^4 / 3) x^2 + x y + (4 y^2 - 4) y^2",
        dimension=2,
        domain=((-2, 2), (-1.2, 1.2)),
        minima=np.array(
            [
                [-0.0898420131003181, 0.7126564030207396],
                [0.0898420131003181, -0.7126564030207396],
                [-1.7036067149699810, 0.7960835686726251],
                [1.7036067149699810, -0.7960835686726251],
                [-1.6071047529201974, -0.5686514548841314],
                [1.6071047529201974, 0.5686514548841314],
            ]
        ),
        functions=planar(
            lambda x, y: x * x * (4 + x * x * (x * x / 3 - 2.1)) + x * y + y * y * (4 * y * y - 4),
            lambda x, y: (
                x * (8 + x * x * (2 * x * x - 8.4)) + y,
                x + y * (16 * y * y - 8),
            ),
            lambda x, y: (8 + x * x * (10 * x * x - 25.2), 1.0, 48 * y * y - 8),
        ),
    )


@landscape
def goldstein_price() -> Objective:
    """A product of two quartics with values from 3 to a million.

    Source: A. A. Goldstein and J. F. Price, 1971, doi:10.1090/S0025-5718-1971-0312365-X.
    """

    def factors(x: Any, y: Any) -> tuple[Any, ...]:
        # With u = x + y and v = 2 x - 3 y each factor depends on one combination only:
        # 19 - 14 u + 3 u^2 and 18 - 16 v + 3 v^2.
        u, v = x + y, 2 * x - 3 * y
        p, dp, ddp = 19 + u * (3 * u - 14), 6 * u - 14, 6.0
        q, dq, ddq = 18 + v * (3 * v - 16), 6 * v - 16, 6.0
        w = u + 1
        first = 1 + w * w * p
        first_1 = 2 * w * p + w * w * dp
        first_2 = 2 * p + 4 * w * dp + w * w * ddp
        second = 30 + v * v * q
        second_1 = 2 * v * q + v * v * dq
        second_2 = 2 * q + 4 * v * dq + v * v * ddq
        return first, first_1, first_2, second, second_1, second_2

    def value(x: Any, y: Any) -> Any:
        f, _, _, g, _, _ = factors(x, y)
        return f * g

    def first(x: Any, y: Any) -> tuple[Any, Any]:
        f, f1, _, g, g1, _ = factors(x, y)
        return f1 * g + 2 * f * g1, f1 * g - 3 * f * g1

    def second(x: Any, y: Any) -> tuple[Any, Any, Any]:
        f, f1, f2, g, g1, g2 = factors(x, y)
        return (
            f2 * g + 4 * f1 * g1 + 4 * f * g2,
            f2 * g - f1 * g1 - 6 * f * g2,
            f2 * g - 6 * f1 * g1 + 9 * f * g2,
        )

    return Objective(
        name="goldstein_price",
        title="Goldstein-Price",
        formula="(1 + (x + y + 1)^2 (19 - 14 x + 3 x^2 - 14 y + 6 x y + 3 y^2)) "
        "(30 + (2 x - 3 y)^2 (18 - 32 x + 12 x^2 + 48 y - 36 x y + 27 y^2))",
        dimension=2,
        domain=((-2, 2), (-2, 2)),
        minima=np.array([[0, -1], [-0.6, -0.4], [1.8, 0.2], [1.2, 0.8]]),
        functions=planar(value, first, second),
    )


@landscape
def branin() -> Objective:
    """(y - 5.1 x^2 / (4 pi^2) + 5 x / pi - 6)^2 + 10 (1 - 1 / (8 pi)) cos x + 10."""
    b, c, r = 5.1 / (4 * math.pi**2), 5 / math.pi, 6.0
    height = 10 * (1 - 1 / (8 * math.pi))
    return Objective(
        name="branin",
        title="Branin",
        formula="(y - 5.1/(4 pi^2) x^2 + 5/pi x - 6)^2 + 10 (1 - 1/(8 pi)) cos(x) + 10",
        dimension=2,
        domain=((-5, 10), (0, 15)),
        # cos x = -1 and the bracket zero.
        minima=np.array([[k * math.pi, 5.1 * k * k / 4 - 5 * k + 6] for k in (-1, 1, 3)]),
        functions=planar(
            lambda x, y: (y - b * x * x + c * x - r) ** 2 + height * np.cos(x) + 10,
            lambda x, y: (
                2 * (y - b * x * x + c * x - r) * (c - 2 * b * x) - height * np.sin(x),
                2 * (y - b * x * x + c * x - r),
            ),
            lambda x, y: (
                2 * (c - 2 * b * x) ** 2 - 4 * b * (y - b * x * x + c * x - r) - height * np.cos(x),
                2 * (c - 2 * b * x),
                2.0,
            ),
        ),
    )


@landscape
def mccormick() -> Objective:
    """sin(x + y) + (x - y)^2 - 1.5 x + 2.5 y + 1: a wavy slope across a valley."""
    third = math.pi / 3
    return Objective(
        name="mccormick",
        title="McCormick",
        formula="sin(x + y) + (x - y)^2 - 1.5 x + 2.5 y + 1",
        dimension=2,
        domain=((-1.5, 4), (-3, 4)),
        # x - y = 1 and cos(x + y) = -1/2.
        minima=np.array([[0.5 - third, -0.5 - third], [0.5 + 2 * third, -0.5 + 2 * third]]),
        functions=planar(
            lambda x, y: np.sin(x + y) + (x - y) ** 2 - 1.5 * x + 2.5 * y + 1,
            lambda x, y: (
                np.cos(x + y) + 2 * (x - y) - 1.5,
                np.cos(x + y) - 2 * (x - y) + 2.5,
            ),
            lambda x, y: (2 - np.sin(x + y), -2 - np.sin(x + y), 2 - np.sin(x + y)),
        ),
    )
