"""Formulas that somebody types: read safely, shown well, differentiated exactly."""

import math
import time

import numpy as np
import pytest
import typst
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mathcore.expressions import ExpressionError, parse
from mathcore.objectives import from_expression

X, Y = 0.7, -1.3


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x", X),
        ("-x**2", -(X**2)),
        ("(-x)**2", X**2),
        ("2**-x", 2**-X),
        ("2**x**2", 2 ** (X**2)),
        ("(2**x)**2", (2**X) ** 2),
        ("x - y - 1", X - Y - 1),
        ("x - (y - 1)", X - (Y - 1)),
        ("x/y/2", X / Y / 2),
        ("x/(y/2)", X / (Y / 2)),
        ("2*x + 3*y", 2 * X + 3 * Y),
        ("+x", X),
        ("--x", X),
        ("x*-y", X * -Y),
        ("1e-3*x + .5 + 2.", 1e-3 * X + 0.5 + 2),
        ("2.5E+1*x", 25 * X),
        ("\t x  ", X),
        ("pi*x + e", math.pi * X + math.e),
        ("sin(x)", math.sin(X)),
        ("cos(x)", math.cos(X)),
        ("tan(x)", math.tan(X)),
        ("exp(x)", math.exp(X)),
        ("log(x)", math.log(X)),
        ("sqrt(x)", math.sqrt(X)),
        ("abs(y)", 1.3),
        ("tanh(x)", math.tanh(X)),
        ("sinh(x)", math.sinh(X)),
        ("cosh(x)", math.cosh(X)),
        ("arctan(x)", math.atan(X)),
        ("x**y", X**Y),
        ("9**9*x", 9.0**9 * X),
        ("sin(cos(tan(x)))", math.sin(math.cos(math.tan(X)))),
    ],
)
def test_values(text, value):
    assert parse(text).function()(X, Y) == pytest.approx(value, rel=1e-14)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 0),
        ("   ", 3),
        ("x +", 3),
        ("(x", 0),
        ("(x + (y)", 0),
        ("x)", 1),
        ("x + )", 4),
        ("()", 1),
        ("sin", 3),
        ("sin x", 4),
        ("sin()", 4),
        ("sin(x, y)", 5),
        ("2x", 1),
        ("x y", 2),
        ("(x)(y)", 3),
        ("x(2)", 1),
        ("x^2", 1),
        ("x//2", 2),
        ("x***2", 3),
        ("x % 2", 2),
        ("x.real", 1),
        ("x.__class__", 1),
        ("1.2.3", 3),
        ("1..real", 2),
        ("__import__('os')", 0),
        ("__x__", 0),
        ("z", 0),
        ("x + open", 4),
        ("eval(x)", 0),
        ("Sin(x)", 0),
        ("lambda x: x", 0),
        ("[x for x in y]", 0),
        ("{x}", 0),
        ("x if y else 1", 2),
        ("'x'", 0),
        ('"x"', 0),
        ("x := 3", 2),
        ("x = 3", 2),
        ("x == 3", 2),
        ("x < y", 2),
        ("x and y", 2),
        ("x; y", 1),
        ("x, y", 1),
        ("x\ny", 1),
        ("x\\y", 1),
        ("x # y", 2),
        ("x\x00", 1),
        ("@x", 0),
        ("1j*x", 1),
        ("0x10", 1),
        ("1_000*x", 1),
        ("9**9**9", 1),
        ("x**9**9", 1),
        ("x**101", 1),
        ("x**-101", 1),
        ("x**(10*11)", 1),
        ("10**100**x", None),
        ("99**99*99**99*x", 6),
        ("1e999*x", 0),
        ("x*1e400", 2),
        ("x + 1/0", 5),
        ("x + 0**-1", 5),
        ("x/0", 1),
        ("x/(y - y*0 - 1*y)/(1 - 1)", 17),
        ("x + sqrt(-1)", 4),
        ("x + log(0)", 4),
        ("exp(exp(99))*x", 0),
        ("\u0445 + 1", 0),  # Cyrillic
        ("x\u00b2", 1),  # superscript two
        ("\uff11 + x", 0),  # full-width one
        ("\u0661 + x", 0),  # Arabic one
        ("x \u2212 1", 2),  # minus sign
        ("x \u00d7 2", 2),  # times sign
        ("x\u00a0+ 1", 1),  # no-break space
        ("\u03c0*x", 0),  # Greek pi
        ("ｓｉｎ(x)", 0),  # full-width sin
        ("x\u200b", 1),  # zero-width space
        ("(" * 10_000 + "x" + ")" * 10_000, 500),
        ("(" * 200 + "x" + ")" * 200, 40),
        ("-" * 400 + "x", 40),
        ("sin(" * 90 + "x" + ")" * 90, 163),
        ("x**" * 100 + "x", 121),
        ("x+" * 500_000, 500),
        ("9" * 400, 0),
        ("9" * 1_000_000, 500),
        ("3 + 4", 0),
        ("pi", 0),
    ],
)
def test_anything_else_is_an_error_with_its_position_at_once(text, position):
    begun = time.perf_counter()
    if position is None:
        from_expression(text)
        return
    with pytest.raises(ExpressionError) as error:
        from_expression(text)
    assert time.perf_counter() - begun < 0.1
    assert error.value.position == position
    message = str(error.value)
    assert "\n" not in message
    assert f"character {position + 1} " in message
    assert len(message) < 250
    assert message.isascii()


@pytest.mark.parametrize("text", [None, 3, b"x", ["x"], object()])
def test_only_text_is_read(text):
    with pytest.raises(ExpressionError, match="an expression is text"):
        parse(text)


def refusal(text):
    """Position at which a text is refused, 0 if it is read."""
    try:
        parse(text)
    except ExpressionError as error:
        return error.position
    return 0


@settings(max_examples=400, deadline=1000)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    assert 0 <= refusal(text) <= len(text)


@settings(max_examples=400, deadline=1000)
@given(st.text(alphabet="xy0123456789.+-*/() esincoptaglrbqh", max_size=40))
def test_near_misses_are_read_or_refused(text):
    assert 0 <= refusal(text) <= len(text)


def formulas():
    """Random formulas as text."""
    leaves = st.one_of(
        st.sampled_from(["x", "y", "x", "y", "pi", "e"]),
        st.integers(0, 9).map(str),
        st.floats(0.01, 9).map(lambda value: f"{value:.3f}"),
    )

    def grow(inner):
        names = ["sin", "cos", "tan", "exp", "log", "sqrt", "tanh", "sinh", "cosh", "arctan"]
        return st.one_of(
            st.tuples(inner, st.sampled_from("+-*/"), inner).map("({0[0]}{0[1]}{0[2]})".format),
            st.tuples(inner, st.integers(-3, 4)).map("({0[0]})**{0[1]}".format),
            st.tuples(inner, inner).map("({0[0]})**({0[1]})".format),
            st.tuples(st.sampled_from(names), inner).map("{0[0]}({0[1]})".format),
            inner.map("(-{})".format),
        )

    return st.recursive(leaves, grow, max_leaves=8)


@settings(max_examples=300, deadline=None)
@given(text=formulas(), x=st.floats(0.2, 1.5), y=st.floats(0.2, 1.5))
def test_derivatives_equal_complex_step(text, x, y):
    try:
        expression = parse(text)
    except ExpressionError:
        assume(False)
    functions = [expression.function(*by) for by in ("", "x", "y", "xx", "xy", "yy")]
    h = 1e-30
    with np.errstate(all="ignore"):
        f, fx, fy, fxx, fxy, fyy = (np.float64(g(np.float64(x), np.float64(y))) for g in functions)
        assume(np.all(np.abs([f, fx, fy, fxx, fxy, fyy]) < 1e5))
        pairs = [
            (fx, functions[0], (1j * h, 0)),
            (fy, functions[0], (0, 1j * h)),
            (fxx, functions[1], (1j * h, 0)),
            (fxy, functions[1], (0, 1j * h)),
            (fxy, functions[2], (1j * h, 0)),
            (fyy, functions[2], (0, 1j * h)),
        ]
        for exact, function, (dx, dy) in pairs:
            stepped = np.imag(function(np.complex128(x + dx), np.complex128(y + dy))) / h
            assume(np.isfinite(stepped))
            assert exact == pytest.approx(stepped, rel=1e-6, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(text=formulas())
def test_what_is_shown_is_typst(text):
    try:
        formula = parse(text).formula
    except ExpressionError:
        assume(False)
    assert typst.compile(f"$ {formula} $".encode(), format="svg")


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("x**2 + y**2", "x^2 + y^2"),
        ("x**2 - 2*x*y + 4*y**2", "x^2 - 2 x y + 4 y^2"),
        ("2*3*x", "2 dot 3 x"),
        ("x*2", "x dot 2"),
        ("-x**2", "-x^2"),
        ("(-x)**2", "(-x)^2"),
        ("x**-1", "x^(-1)"),
        ("2**x**2", "2^(x^2)"),
        ("(2**x)**2", "(2^x)^2"),
        ("(x + 1)*(y - 1)", "(x + 1) (y - 1)"),
        ("x - (y - 1)", "x - (y - 1)"),
        ("x - (y + 1)", "x - (y + 1)"),
        ("x + (y - 1)", "x + y - 1"),
        ("x - -y", "x - (-y)"),
        ("-(x + y)", "-(x + y)"),
        ("-(x + y)*2", "-(x + y) dot 2"),
        ("-x*y", "-x y"),
        ("(x + y)/2", "(x + y)/2"),
        ("x/2*y", "x/2 y"),
        ("sin(x)**2", "sin(x)^2"),
        ("sqrt(x**2 + y**2)", "sqrt(x^2 + y^2)"),
        ("exp(-x)", "e^(-x)"),
        ("exp(x)**2", "(e^x)^2"),
        ("1e-3*x", "10^(-3) x"),
        ("2.50e3*x", "2.50 dot 10^3 x"),
        (".5*x", "0.5 x"),
        ("2.*x", "2 x"),
        ("pi*x", "pi x"),
        ("arctan(x)*2", "arctan(x) dot 2"),
        ("3*2**x", "3 dot 2^x"),
        ("abs(x)", "abs(x)"),
    ],
)
def test_formulas_are_shown_with_few_brackets(text, formula):
    assert parse(text).formula == formula
    assert typst.compile(f"$ {formula} $".encode(), format="svg")


def test_the_dimension_follows_the_variables():
    assert from_expression("x**2").dimension == 1
    assert from_expression("y**2").dimension == 2
    assert from_expression("x**2", dimension=2).dimension == 2
    with pytest.raises(ValueError, match="dimension must be 2, got 1"):
        from_expression("x + y", dimension=1)
    with pytest.raises(ValueError, match="dimension must be 1 or 2, got 3"):
        from_expression("x", dimension=3)


def test_the_domain_can_be_given():
    assert from_expression("x*y").domain == ((-3.0, 3.0), (-3.0, 3.0))
    assert from_expression("x*y", domain=((0, 1), (0, 2))).domain == ((0, 1), (0, 2))
    with pytest.raises(ValueError, match="domain"):
        from_expression("x*y", domain=((0, 1),))


def test_the_text_is_the_name():
    objective = from_expression(" x**2 + y**2 ")
    assert objective.name == objective.title == "x**2 + y**2"


def test_shapes_also_where_a_derivative_is_constant():
    objective = from_expression("x")
    plane = from_expression("x", dimension=2)
    for lead in [(), (3,), (2, 4), (0,)]:
        assert np.shape(objective.value(np.ones((*lead, 1)))) == lead
        assert objective.hessian(np.ones((*lead, 1))).shape == (*lead, 1, 1)
        assert np.shape(plane.value(np.ones((*lead, 2)))) == lead
        assert plane.gradient(np.ones((*lead, 2))).shape == (*lead, 2)


def test_abs_has_slope_sign_and_no_curvature():
    objective = from_expression("abs(x)")
    assert objective.gradient([[-2.0], [0.0], [3.0]]).ravel().tolist() == [-1, 0, 1]
    assert objective.hessian([[-2.0], [0.0], [3.0]]).ravel().tolist() == [0, 0, 0]


def test_undefined_places_are_nan_and_quiet():
    objective = from_expression("log(x) + sqrt(y)")
    assert np.isnan(objective.value([-1, 1]))
    assert np.isneginf(objective.value([0, 1]))
    assert np.isnan(objective.gradient([-1, -1])).all()


@pytest.mark.parametrize("text", ["log(-1 - x**2 - y**2)", "x/(y - y)", "sqrt(x - x - 1) + y"])
def test_formulas_that_are_defined_nowhere(text):
    objective = from_expression(text)
    points = np.random.default_rng(0).normal(size=(5, 2))
    assert not np.isfinite(objective.value(points)).any()
    assert not np.isfinite(objective.gradient(points)).any()
    assert not np.isfinite(objective.hessian(points)).any()
    assert len(objective.minima) == 0


def test_minima_are_found():
    objective = from_expression("(x**2 - 1)**2 + y**2 - 0.2*x")
    np.testing.assert_allclose(
        objective.minima, [[1.0241203, 0], [-0.97399435, 0]], rtol=0, atol=1e-7
    )
    assert from_expression("x*y").minima.shape == (0, 2)
    assert from_expression("sin(x)").minima.ravel().tolist() == pytest.approx([-np.pi / 2])
    grid = from_expression("sin(3*x)*sin(3*y)", domain=((-2, 2), (-2, 2)))
    assert len(grid.minima) == 8


def test_equal_parts_are_computed_once():
    expression = parse("sin(x*y) + sin(x*y)**2")
    names = [node.operation for node in expression._graph.nodes]
    assert names.count("sin") == 1


def test_the_longest_nesting_is_still_read():
    text = "(" * 39 + "x" + ")" * 39
    assert from_expression(text).value(2.0) == 2
    deep = "sin(" * 39 + "x" + ")" * 39
    assert abs(from_expression(deep).gradient(1.0)[0]) < 1
    long = "+".join(["x*y"] * 120)
    assert from_expression(long).value([2, 3]) == 720
