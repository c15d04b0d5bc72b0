"""Landscapes made of Gaussian dips and hills."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from mathcore.objective import Objective, planar
from mathcore.registry import landscape


@dataclass(frozen=True)
class _Term:
    """A polynomial p times exp(-q), with the derivatives of both at the same points."""

    p: Any
    p_x: Any
    p_y: Any
    p_xx: Any
    p_xy: Any
    p_yy: Any
    q: Any
    q_x: Any
    q_y: Any
    q_xx: float
    q_yy: float

    def value(self) -> Any:
        return self.p * np.exp(-self.q)

    def first(self) -> tuple[Any, Any]:
        bell = np.exp(-self.q)
        return (self.p_x - self.p * self.q_x) * bell, (self.p_y - self.p * self.q_y) * bell

    def second(self) -> tuple[Any, Any, Any]:
        bell = np.exp(-self.q)
        xx = self.p_xx - 2 * self.p_x * self.q_x + self.p * (self.q_x**2 - self.q_xx)
        xy = self.p_xy - self.p_x * self.q_y - self.p_y * self.q_x + self.p * self.q_x * self.q_y
        yy = self.p_yy - 2 * self.p_y * self.q_y + self.p * (self.q_y**2 - self.q_yy)
        return xx * bell, xy * bell, yy * bell


def _total(parts: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple(sum(column) for column in zip(*parts, strict=True))


@landscape
def two_gaussians() -> Objective:
    """x^2 + y^2 with a dip of depth 2 at (1, 0) and a deeper one of depth 3 at (-1, 0)."""

    def dips(x: Any, y: Any) -> tuple[_Term, _Term]:
        return tuple(  # type: ignore[return-value]
            _Term(
                -depth, 0.0, 0.0, 0.0, 0.0, 0.0,
                ((x - centre) ** 2 + y * y) / 0.2,
                (x - centre) * 10, y * 10, 10.0, 10.0,
            )
            for depth, centre in ((2.0, 1.0), (3.0, -1.0))
        )  # fmt: skip

    def first(x: Any, y: Any) -> tuple[Any, Any]:
        dx, dy = _total(dip.first() for dip in dips(x, y))
        return 2 * x + dx, 2 * y + dy

    def second(x: Any, y: Any) -> tuple[Any, Any, Any]:
        xx, xy, yy = _total(dip.second() for dip in dips(x, y))
        return 2 + xx, xy, 2 + yy

    return Objective(
        name="two_gaussians",
        title="Two dips in a bowl",
        formula="x^2 + y^2 - 2 e^(-((x - 1)^2 + y^2) / 0.2) - 3 e^(-((x + 1)^2 + y^2) / 0.2)",
        dimension=2,
        domain=((-2, 2), (-1.5, 1.5)),
        minima=np.array([[-0.9363006340109187, 0], [0.9053178991601150, 0]]),
        functions=planar(
            lambda x, y: x * x + y * y + sum(dip.value() for dip in dips(x, y)), first, second
        ),
    )


@landscape
def peaks() -> Objective:
    """Hills and hollows: three polynomials times Gaussians, MATLAB's demonstration surface."""

    def terms(x: Any, y: Any) -> tuple[_Term, ...]:
        u = 1 - x
        return (
            _Term(
                3 * u * u, -6 * u, 0.0, 6.0, 0.0, 0.0,
                x * x + (y + 1) ** 2, 2 * x, 2 * (y + 1), 2.0, 2.0,
            ),
            _Term(
                -2 * x + 10 * x**3 + 10 * y**5, 30 * x * x - 2, 50 * y**4,
                60 * x, 0.0, 200 * y**3,
                x * x + y * y, 2 * x, 2 * y, 2.0, 2.0,
            ),
            _Term(
                -1 / 3, 0.0, 0.0, 0.0, 0.0, 0.0,
                (x + 1) ** 2 + y * y, 2 * (x + 1), 2 * y, 2.0, 2.0,
            ),
        )  # fmt: skip

    return Objective(
        name="peaks",
        title="Peaks",
        formula="3 (1 - x)^2 e^(-x^2 - (y + 1)^2) - 10 (x/5 - x^3 - y^5) e^(-x^2 - y^2) "
        "- 1/3 e^(-(x + 1)^2 - y^2)",
        dimension=2,
        domain=((-3, 3), (-3, 3)),
        minima=np.array(
            [
                [0.2282789205563691, -1.6255349574999964],
                [-1.3473962443682108, 0.2045188660970050],
                [0.2964455538468321, 0.3201962476668344],
            ]
        ),
        functions=planar(
            lambda x, y: sum(term.value() for term in terms(x, y)),
            lambda x, y: _total(term.first() for term in terms(x, y)),
            lambda x, y: _total(term.second() for term in terms(x, y)),
        ),
    )


@landscape
def easom() -> Objective:
    """-cos(x) cos(y) exp(-(x - pi)^2 - (y - pi)^2): one narrow dip in a plain.

    Of the minima only the deepest is stored; the others are shallower than a ten-thousandth.
    """

    def parts(x: Any, y: Any) -> tuple[Any, ...]:
        u, v = x - math.pi, y - math.pi
        return u, v, np.cos(x), np.sin(x), np.cos(y), np.sin(y), np.exp(-u * u - v * v)

    def value(x: Any, y: Any) -> Any:
        _, _, cx, _, cy, _, bell = parts(x, y)
        return -cx * cy * bell

    def first(x: Any, y: Any) -> tuple[Any, Any]:
        u, v, cx, sx, cy, sy, bell = parts(x, y)
        return (sx + 2 * u * cx) * cy * bell, (sy + 2 * v * cy) * cx * bell

    def second(x: Any, y: Any) -> tuple[Any, Any, Any]:
        u, v, cx, sx, cy, sy, bell = parts(x, y)
        return (
            (3 * cx - 4 * u * sx - 4 * u * u * cx) * cy * bell,
            -(sx + 2 * u * cx) * (sy + 2 * v * cy) * bell,
            (3 * cy - 4 * v * sy - 4 * v * v * cy) * cx * bell,
        )

    return Objective(
        name="easom",
        title="Easom",
        formula="-cos(x) cos(y) e^(-(x - pi)^2 - (y - pi)^2)",
        dimension=2,
        domain=((0, 6), (0, 6)),
        minima=np.array([[math.pi, math.pi]]),
        functions=planar(value, first, second),
    )
