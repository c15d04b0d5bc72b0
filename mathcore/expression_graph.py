"""Formulas as graphs of operations, in which equal parts are one node, and their derivatives.

Nodes are numbered in the order of their making, children first, so that every pass is a loop.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

_FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "negative": np.negative,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "sign": np.sign,
    "tanh": np.tanh,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "arctan": np.arctan,
}
_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "**": lambda a, b: a**b,
}


@dataclass(frozen=True)
class Node:
    """One operation: its name, the numbers of its operands, and its value if it is a number."""

    operation: str
    operands: tuple[int, ...] = ()
    number: float | None = None


@dataclass
class Graph:
    """Makes nodes, simplifying as it goes, and differentiates them."""

    nodes: list[Node] = field(default_factory=list)
    _known: dict[Node, int] = field(default_factory=dict)

    def number(self, value: float) -> int:
        """Return the node of a constant."""
        return self._node(Node("number", (), float(value)))

    def variable(self, name: str) -> int:
        """Return the node of x or y."""
        return self._node(Node(name))

    def constant(self, node: int) -> float | None:
        """Return the value of a node that is a number, None for any other."""
        return self.nodes[node].number

    def add(self, a: int, b: int) -> int:
        """Return a + b."""
        if self.constant(a) == 0:
            return b
        if self.constant(b) == 0:
            return a
        return self._binary("+", a, b)

    def subtract(self, a: int, b: int) -> int:
        """Return a - b."""
        if self.constant(b) == 0:
            return a
        if self.constant(a) == 0:
            return self.negative(b)
        return self._binary("-", a, b)

    def multiply(self, a: int, b: int) -> int:
        """Return a b."""
        for one, other in ((a, b), (b, a)):
            if self.constant(one) == 0:
                return self.number(0)
            if self.constant(one) == 1:
                return other
            if self.constant(one) == -1:
                return self.negative(other)
        return self._binary("*", a, b)

    def divide(self, a: int, b: int) -> int:
        """Return a / b."""
        if self.constant(a) == 0 and self.constant(b) != 0:
            return a
        return a if self.constant(b) == 1 else self._binary("/", a, b)

    def power(self, a: int, b: int) -> int:
        """Return a to the power b."""
        if self.constant(b) == 0:
            return self.number(1)
        return a if self.constant(b) == 1 else self._binary("**", a, b)

    def negative(self, a: int) -> int:
        """Return -a."""
        if self.nodes[a].operation == "negative":
            return self.nodes[a].operands[0]
        return self.call("negative", a)

    def call(self, function: str, a: int) -> int:
        """Return function(a)."""
        value = self.constant(a)
        if value is not None:
            folded = self._fold(_FUNCTIONS[function], value)
            if folded is not None:
                return folded
        return self._node(Node(function, (a,)))

    def derivative(self, root: int, variable: str) -> int:
        """Return the node of d root / d variable."""
        slopes: dict[int, int] = {}
        for index in self.order(root):
            node = self.nodes[index]
            if node.operation == variable:
                slopes[index] = self.number(1)
            elif not node.operands:
                slopes[index] = self.number(0)
            elif len(node.operands) == 1:
                inner = node.operands[0]
                slope = slopes[inner]
                if self.constant(slope) == 0:
                    slopes[index] = slope
                else:
                    outer = self._outer(node.operation, inner, index)
                    slopes[index] = self.multiply(outer, slope)
            else:
                a, b = node.operands
                slopes[index] = self._operator(node.operation, (a, b, index), slopes[a], slopes[b])
        return slopes[root]

    def order(self, root: int) -> list[int]:
        """Return the nodes that ``root`` needs, operands before what uses them."""
        needed: set[int] = set()
        stack = [root]
        while stack:
            index = stack.pop()
            if index not in needed:
                needed.add(index)
                stack.extend(self.nodes[index].operands)
        return sorted(needed)

    def compile(self, root: int) -> Callable[[Any, Any], Any]:
        """Return a vectorised function of x and y that computes a node."""
        slots: dict[int, int] = {}
        steps: list[tuple[Callable[..., Any], tuple[int, ...]]] = []
        start: list[Any] = [None, None]
        for index in self.order(root):
            node = self.nodes[index]
            if node.operation in ("x", "y"):
                slots[index] = ("x", "y").index(node.operation)
        for index in self.order(root):
            node = self.nodes[index]
            if node.number is not None:
                slots[index] = len(start)
                # As a numpy number it divides by zero quietly, which a plain float does not.
                start.append(np.float64(node.number))
        for index in self.order(root):
            node = self.nodes[index]
            if node.operands:
                function = (_FUNCTIONS if len(node.operands) == 1 else _OPERATORS)[node.operation]
                slots[index] = len(start) + len(steps)
                steps.append((function, tuple(slots[operand] for operand in node.operands)))
        result = slots[root]

        def compute(x: Any, y: Any) -> Any:
            values = start.copy()
            values[0], values[1] = x, y
            for function, operands in steps:
                values.append(function(*(values[operand] for operand in operands)))
            return values[result]

        return compute

    def _node(self, node: Node) -> int:
        if node not in self._known:
            self._known[node] = len(self.nodes)
            self.nodes.append(node)
        return self._known[node]

    def _binary(self, operator: str, a: int, b: int) -> int:
        first, second = self.constant(a), self.constant(b)
        if first is not None and second is not None:
            folded = self._fold(_OPERATORS[operator], first, second)
            if folded is not None:
                return folded
        return self._node(Node(operator, (a, b)))

    def _fold(self, function: Callable[..., Any], *values: float) -> int | None:
        """Compute with numbers at once; what is not finite stays unfolded."""
        with np.errstate(all="ignore"):
            result = float(function(*(np.float64(value) for value in values)))
        return self.number(result) if math.isfinite(result) else None

    def _outer(self, function: str, a: int, whole: int) -> int:
        """Derivative of function(a) by a; ``whole`` is the node of function(a)."""
        return _DERIVATIVES[function](self, a, whole)

    def _operator(self, operator: str, parts: tuple[int, int, int], da: int, db: int) -> int:
        """Derivative of a node (a, b, whole) from the derivatives of its operands."""
        a, b, whole = parts
        match operator:
            case "+":
                return self.add(da, db)
            case "-":
                return self.subtract(da, db)
            case "*":
                return self.add(self.multiply(da, b), self.multiply(a, db))
            case "/":
                return self.divide(self.subtract(da, self.multiply(whole, db)), b)
        if self.constant(db) == 0:
            lower = self.power(a, self.subtract(b, self.number(1)))
            return self.multiply(self.multiply(b, lower), da)
        growth = self.multiply(db, self.call("log", a))
        if self.constant(da) != 0:
            growth = self.add(growth, self.divide(self.multiply(b, da), a))
        return self.multiply(whole, growth)


def _one_plus_square(graph: Graph, node: int) -> int:
    return graph.add(graph.number(1), graph.power(node, graph.number(2)))


_DERIVATIVES: dict[str, Callable[[Graph, int, int], int]] = {
    "negative": lambda graph, a, whole: graph.number(-1),
    "sin": lambda graph, a, whole: graph.call("cos", a),
    "cos": lambda graph, a, whole: graph.negative(graph.call("sin", a)),
    "tan": lambda graph, a, whole: _one_plus_square(graph, whole),
    "exp": lambda graph, a, whole: whole,
    "log": lambda graph, a, whole: graph.divide(graph.number(1), a),
    "sqrt": lambda graph, a, whole: graph.divide(graph.number(0.5), whole),
    "abs": lambda graph, a, whole: graph.call("sign", a),
    "sign": lambda graph, a, whole: graph.number(0),
    "tanh": lambda graph, a, whole: graph.subtract(
        graph.number(1), graph.power(whole, graph.number(2))
    ),
    "sinh": lambda graph, a, whole: graph.call("cosh", a),
    "cosh": lambda graph, a, whole: graph.call("sinh", a),
    "arctan": lambda graph, a, whole: graph.divide(graph.number(1), _one_plus_square(graph, a)),
}
"""The derivative of function(a) by a, given the nodes of a and of function(a)."""
