"""Landscapes that are polynomials of low degree: bowls, saddles, wells."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from mathcore import formulas
from mathcore.arrays import Domain
from mathcore.checks import at_least, number
from mathcore.objective import Objective, linear, planar
from mathcore.registry import landscape


@landscape
def sphere() -> Objective:
    """x^2 + y^2, the round bowl."""
    return Objective(
        name="sphere",
        title="Round bowl",
        formula="x^2 + y^2",
        dimension=2,
        domain=((-3, 3), (-3, 3)),
        minima=np.array([[0, 0]]),
        functions=planar(
            lambda x, y: x * x + y * y,
            lambda x, y: (2 * x, 2 * y),
            lambda x, y: (2.0, 0.0, 2.0),
        ),
    )


@landscape
def bowl(condition_number: float = 25.0, angle: float = 0.0) -> Objective:
    """(u^2 + condition_number v^2) / 2, where (u, v) is (x, y) turned by ``angle`` degrees.

    The shallow axis points along ``angle``, counted anticlockwise from the x axis.
    """
    kappa = at_least("condition_number", condition_number, 1)
    angle = number("angle", angle)
    # Quarter turns are exact: with angle 90 the axes swap and nothing leaks between them.
    quarter, rest = divmod(angle, 90)
    c, s = (math.cos(math.radians(rest)), math.sin(math.radians(rest))) if rest else (1.0, 0.0)
    for _ in range(int(quarter) % 4):
        c, s = -s, c
    xx, xy, yy = c * c + kappa * s * s, (1 - kappa) * c * s, s * s + kappa * c * c
    u, v = ("x", "y") if angle == 0 else ("u", "v")
    formula = f"1/2 ({u}^2 + {formulas.term(kappa, v + '^2')})"
    if angle != 0:
        formula += f', quad (u, v) = (x, y) "turned by" {formulas.number(angle)} degree'
    return Objective(
        name="bowl",
        title="Bowl" if kappa == 1 else "Ill-conditioned bowl",
        formula=formula,
        dimension=2,
        domain=((-10, 10), (-5, 5)),
        minima=np.array([[0, 0]]),
        parameters={"condition_number": kappa, "angle": angle},
        functions=planar(
            lambda x, y: 0.5 * ((c * x + s * y) ** 2 + kappa * (c * y - s * x) ** 2),
            lambda x, y: (xx * x + xy * y, xy * x + yy * y),
            lambda x, y: (xx, xy, yy),
        ),
    )


@landscape
def quadratic(a: float = 1.0, b: float = 1.0) -> Objective:
    """The sum a x^2 + b y^2 for curvatures of any sign: a bowl, a dome, a saddle or a trough."""
    a, b = number("a", a), number("b", b)
    if a > 0 and b > 0:
        title = "Quadratic bowl"
    elif a < 0 and b < 0:
        title = "Quadratic dome"
    else:
        title = "Quadratic saddle" if a * b < 0 else "Quadratic trough"
    return Objective(
        name="quadratic",
        title=title,
        formula=formulas.total(formulas.term(a, "x^2"), formulas.term(b, "y^2")),
        dimension=2,
        domain=((-3, 3), (-3, 3)),
        minima=np.array([[0, 0]] if a > 0 and b > 0 else []),
        parameters={"a": a, "b": b},
        functions=planar(
            lambda x, y: a * x * x + b * y * y,
            lambda x, y: (2 * a * x, 2 * b * y),
            lambda x, y: (2 * a, 0.0, 2 * b),
        ),
    )


@landscape
def saddle() -> Objective:
    """x^2 - y^2: a minimum along x, a maximum along y."""
    return Objective(
        name="saddle",
        title="Saddle",
        formula="x^2 - y^2",
        dimension=2,
        domain=((-3, 3), (-3, 3)),
        minima=np.array([]),
        functions=planar(
            lambda x, y: x * x - y * y,
            lambda x, y: (2 * x, -2 * y),
            lambda x, y: (2.0, 0.0, -2.0),
        ),
    )


@landscape
def monkey_saddle() -> Objective:
    """x^3 - 3 x y^2: three valleys meet at a point where the Hessian is zero."""
    return Objective(
        name="monkey_saddle",
        title="Monkey saddle",
        formula="x^3 - 3 x y^2",
        dimension=2,
        domain=((-2, 2), (-2, 2)),
        minima=np.array([]),
        functions=planar(
            lambda x, y: x * (x * x - 3 * y * y),
            lambda x, y: (3 * (x * x - y * y), -6 * x * y),
            lambda x, y: (6 * x, -6 * y, -6 * x),
        ),
    )


@landscape
def booth() -> Objective:
    """(x + 2 y - 7)^2 + (2 x + y - 5)^2, a tilted ellipse around (1, 3)."""
    return Objective(
        name="booth",
        title="Booth",
        formula="(x + 2 y - 7)^2 + (2 x + y - 5)^2",
        dimension=2,
        domain=((-10, 10), (-10, 10)),
        minima=np.array([[1, 3]]),
        functions=planar(
            lambda x, y: (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2,
            lambda x, y: (10 * x + 8 * y - 34, 8 * x + 10 * y - 38),
            lambda x, y: (10.0, 8.0, 10.0),
        ),
    )


@landscape
def matyas() -> Objective:
    """0.26 (x^2 + y^2) - 0.48 x y, a long valley along the diagonal."""
    return Objective(
        name="matyas",
        title="Matyas",
        formula="0.26 (x^2 + y^2) - 0.48 x y",
        dimension=2,
        domain=((-10, 10), (-10, 10)),
        minima=np.array([[0, 0]]),
        functions=planar(
            lambda x, y: 0.26 * (x * x + y * y) - 0.48 * x * y,
            lambda x, y: (0.52 * x - 0.48 * y, 0.52 * y - 0.48 * x),
            lambda x, y: (0.52, -0.48, 0.52),
        ),
    )


@landscape
def double_well() -> Objective:
    """(x^2 - 1)^2 + y^2: two equal wells, a saddle between them."""
    return Objective(
        name="double_well",
        title="Double well",
        formula="(x^2 - 1)^2 + y^2",
        dimension=2,
        domain=((-2, 2), (-1.5, 1.5)),
        minima=np.array([[-1, 0], [1, 0]]),
        functions=planar(
            lambda x, y: (x * x - 1) ** 2 + y * y,
            lambda x, y: (4 * x * (x * x - 1), 2 * y),
            lambda x, y: (12 * x * x - 4, 0.0, 2.0),
        ),
    )


@landscape
def tilted_wells(tilt: float = 0.2) -> Objective:
    """(x^2 - 1)^2 - tilt x in one dimension: the tilt makes one well deeper than the other."""
    tilt = number("tilt", tilt)
    domain: Domain = ((-2.2, 2.2),)

    def value(x: Any) -> Any:
        return (x * x - 1) ** 2 - tilt * x

    minima = sorted(_wells(tilt), key=lambda x: (value(x), x))
    return Objective(
        name="tilted_wells",
        title="Tilted wells",
        formula=formulas.total("(x^2 - 1)^2", formulas.term(-tilt, "x")),
        dimension=1,
        domain=domain,
        minima=np.array(minima),
        parameters={"tilt": tilt},
        functions=linear(
            value,
            lambda x: 4 * x * (x * x - 1) - tilt,
            lambda x: 12 * x * x - 4,
        ),
    )


def _wells(tilt: float) -> list[float]:
    """Minima of the tilted wells: outer roots of 4 x^3 - 4 x = tilt where the curve is convex."""
    wells = []
    for side in (-1.0, 1.0):
        x = side * (1.5 + math.cbrt(abs(tilt)))
        # From outside the well Newton's method comes in monotonically, while there is a well.
        for _ in range(200):
            curvature = 12 * x * x - 4
            if side * x <= 1 / math.sqrt(3) or curvature <= 0:
                break
            x -= (4 * x * (x * x - 1) - tilt) / curvature
        if side * x > 1 / math.sqrt(3) + 1e-6:
            wells.append(x)
    return wells
