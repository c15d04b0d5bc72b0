"""Derivatives of typed formulas against an independent computer algebra system.

The formulas are this file's own, so handing them to sympy's parser is safe here.
"""

import numpy as np
import pytest
import sympy

from mathcore.objectives import from_expression

FORMULAS = [
    "x**2 + 3*x*y - y**3",
    "sin(x)*cos(y) + tanh(x*y)",
    "exp(-(x**2 + y**2)/2)*log(x**2 + y**2 + 1)",
    "sqrt(x**2 + 4)*arctan(y) - sinh(x/3)",
    "(x - 1)**4/(1 + y**2) + cosh(y/2)",
    "tan(x/5)*pi**(y/3) + e**(-x)",
    "x**y*0 + (x**2 + 1)**(y/4)",
    "-x**2**2 / 7 - -y",
]
POINTS = np.random.default_rng(7).uniform(0.2, 1.8, (12, 2))


@pytest.mark.parametrize("text", FORMULAS)
def test_value_gradient_and_hessian_equal_sympys(text: str) -> None:
    x, y = sympy.symbols("x y")
    names = {"x": x, "y": y, "e": sympy.E, "arctan": sympy.atan}
    formula = sympy.sympify(text, locals=names)
    objective = from_expression(text)
    gradient = [sympy.diff(formula, v) for v in (x, y)]
    hessian = [[sympy.diff(g, v) for v in (x, y)] for g in gradient]
    for point in POINTS:
        at = {x: point[0], y: point[1]}

        def exact(part: sympy.Expr, at: dict[sympy.Symbol, float] = at) -> float:
            return float(part.evalf(30, subs=at))

        assert objective.value(point) == pytest.approx(exact(formula), rel=1e-13, abs=1e-13)
        np.testing.assert_allclose(
            objective.gradient(point), [exact(g) for g in gradient], rtol=1e-12, atol=1e-12
        )
        np.testing.assert_allclose(
            objective.hessian(point),
            [[exact(h) for h in row] for row in hessian],
            rtol=1e-11,
            atol=1e-11,
        )
