"""Landscapes from a formula that somebody types: read safely, differentiated exactly."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mathcore.arrays import as_domain
from mathcore.expression_graph import Graph
from mathcore.expression_syntax import ExpressionError, Instruction, read
from mathcore.expression_typst import to_typst
from mathcore.objective import Functions, Objective, linear, planar
from mathcore.stationary import find_minima

__all__ = ["Expression", "ExpressionError", "objective", "parse"]

LARGEST_POWER = 100
"""Largest constant exponent."""


@dataclass(frozen=True)
class Expression:
    """A formula in x and y that has been read.

    text : as typed
    formula : Typst math source
    variables : which of x and y occur, in that order
    """

    text: str
    formula: str
    variables: tuple[str, ...]
    _graph: Graph = field(repr=False, compare=False)
    _root: int = field(repr=False, compare=False)

    def function(self, *by: str) -> Callable[[Any, Any], Any]:
        """Return the formula, or its derivative by the variables ``by``, as a function of x, y.

        It is vectorised over numpy arrays. ``abs`` has derivative 0 at its kink and second
        derivative 0 everywhere.
        """
        node = self._root
        for variable in by:
            node = self._graph.derivative(node, variable)
        return self._graph.compile(node)


def parse(text: str) -> Expression:
    """Read a formula.

    It may use x, y, numbers, pi, e, + - * / ** ( ) and sin cos tan exp log sqrt abs tanh sinh
    cosh arctan.

    Raises
    ------
    ExpressionError
        for anything else, at the position of the offending character; for more than 500
        characters, 40 levels of nesting, a constant exponent above 100, and constants that are
        not finite numbers, such as 1/0
    """
    program = read(text)
    graph = Graph()
    root = _build(graph, program)
    used = {instruction.text for instruction in program if instruction.kind == "name"}
    variables = tuple(name for name in ("x", "y") if name in used)
    return Expression(text.strip(), to_typst(program), variables, graph, root)


def objective(
    text: str,
    domain: Sequence[Sequence[float]] | None = None,
    dimension: int | None = None,
) -> Objective:
    """Make a landscape from a formula.

    Parameters
    ----------
    text : see ``parse``; it must contain x or y
    domain : one (low, high) for each coordinate, by default -3 to 3
    dimension : 1 or 2; by default 1 for a formula in x alone, 2 for any other

    Its ``minima`` are those that a search over the domain finds; a minimum at a kink, as that of
    ``abs(x)``, has no Hessian and is not among them. Raises ExpressionError as ``parse`` does, and
    for a formula without x and y; ValueError for a domain or dimension that does not fit.
    """
    expression = parse(text)
    if not expression.variables:
        raise ExpressionError("the expression contains neither x nor y: it is flat", 0)
    least = 2 if "y" in expression.variables else 1
    size = least if dimension is None else dimension
    if size not in (1, 2) or size < least:
        raise ValueError(f"dimension must be {' or '.join('12'[least - 1 :])}, got {dimension}")
    box = as_domain(((-3.0, 3.0),) * size if domain is None else domain, size)
    return find_minima(
        Objective(
            name=expression.text,
            title=expression.text,
            formula=expression.formula,
            dimension=size,
            domain=box,
            minima=np.empty((0, size)),
            functions=_planar(expression) if size == 2 else _linear(expression),
        )
    )


def _planar(expression: Expression) -> Functions:
    f, fx, fy = (expression.function(*by) for by in ("", "x", "y"))
    xx, xy, yy = (expression.function(*by) for by in ("xx", "xy", "yy"))
    return planar(
        lambda x, y: f(x, y) + 0 * x,
        lambda x, y: _where_defined(f(x, y), fx(x, y), fy(x, y)),
        lambda x, y: _where_defined(f(x, y), xx(x, y), xy(x, y), yy(x, y)),
    )


def _linear(expression: Expression) -> Functions:
    f, first, second = (expression.function(*by) for by in ("", "x", "xx"))
    return linear(
        lambda x: f(x, x) + 0 * x,
        lambda x: _where_defined(f(x, x), first(x, x))[0],
        lambda x: _where_defined(f(x, x), second(x, x))[0],
    )


def _where_defined(value: Any, *derivatives: Any) -> tuple[Any, ...]:
    """A derivative's formula may reach farther than the function, as 1/x does for log(x)."""
    undefined = ~np.isfinite(value)
    if not undefined.any():
        return derivatives
    return tuple(np.where(undefined, np.nan, derivative) for derivative in derivatives)


def _build(graph: Graph, program: tuple[Instruction, ...]) -> int:
    stack: list[int] = []
    for instruction in program:
        text, position = instruction.text, instruction.position
        match instruction.kind:
            case "number":
                value = float(text)
                if not math.isfinite(value):
                    raise ExpressionError(f"the number {text[:30]} is too large", position)
                node = graph.number(value)
            case "name":
                constants = {"pi": math.pi, "e": math.e}
                node = graph.number(constants[text]) if text in constants else graph.variable(text)
            case "negative":
                node = graph.negative(stack.pop())
            case "call":
                argument = stack.pop()
                node = graph.call(text, argument)
                _check_folded(graph, node, (argument,), text, position)
            case "operator":
                right, left = stack.pop(), stack.pop()
                if text == "**":
                    _check_exponent(graph, right, position)
                elif text == "/" and graph.constant(right) == 0:
                    raise ExpressionError("this divides by zero", position)
                node = _operate(graph, text, left, right)
                _check_folded(graph, node, (left, right), text, position)
        stack.append(node)
    return stack.pop()


def _operate(graph: Graph, operator: str, left: int, right: int) -> int:
    make = {
        "+": graph.add,
        "-": graph.subtract,
        "*": graph.multiply,
        "/": graph.divide,
        "**": graph.power,
    }[operator]
    return make(left, right)


def _check_exponent(graph: Graph, exponent: int, position: int) -> None:
    value = graph.constant(exponent)
    if value is not None and abs(value) > LARGEST_POWER:
        raise ExpressionError(
            f"the power {value:g} is too large; at most {LARGEST_POWER}", position
        )


def _check_folded(
    graph: Graph, node: int, operands: tuple[int, ...], text: str, position: int
) -> None:
    """An operation on numbers alone must have given a number."""
    if graph.constant(node) is None and all(graph.constant(o) is not None for o in operands):
        raise ExpressionError(f"{text!r} gives no finite number here", position)
