"""Reading a formula: characters to tokens, tokens to a program in postfix order.

The text is never handed to Python or sympy. Only what the grammar below names can come out:

    sum      product (("+" | "-") product)*
    product  signed (("*" | "/") signed)*
    signed   ("+" | "-") signed | power
    power    atom ("**" signed)?
    atom     number | "x" | "y" | "pi" | "e" | function "(" sum ")" | "(" sum ")"
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "CONSTANTS",
    "FUNCTIONS",
    "LONGEST",
    "NESTING",
    "VARIABLES",
    "ExpressionError",
    "Instruction",
    "read",
]

LONGEST = 500
"""Most characters of a formula."""

NESTING = 40
"""Most brackets, signs and powers inside one another."""

VARIABLES = ("x", "y")
CONSTANTS = ("pi", "e")
FUNCTIONS = (
    "sin",
    "cos",
    "tan",
    "exp",
    "log",
    "sqrt",
    "abs",
    "tanh",
    "sinh",
    "cosh",
    "arctan",
)

_ALLOWED = f"x, y, numbers, pi, e, + - * / ** ( ) and {', '.join(FUNCTIONS[:-1])}, {FUNCTIONS[-1]}"
_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z_0-9]*)"
    r"|(?P<operator>\*\*|[-+*/()])"
)


class ExpressionError(ValueError):
    """A formula that cannot be read; ``position`` is the index of the offending character."""

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(f"{reason} (at character {position + 1} of the expression)")
        self.reason = reason
        self.position = position


@dataclass(frozen=True)
class Instruction:
    """One step of a program for a machine with a stack.

    kind : what to do: push a number or name, or replace the top by the result
    text : the number as written, or the name, operator or function
    position : where it stands in the formula, 0 the first character
    """

    kind: Literal["number", "name", "negative", "operator", "call"]
    text: str
    position: int


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    position: int


def read(text: str) -> tuple[Instruction, ...]:
    """Return the program of a formula, or raise ``ExpressionError``."""
    if not isinstance(text, str):
        raise ExpressionError(f"an expression is text, got {type(text).__name__}", 0)
    if len(text) > LONGEST:
        raise ExpressionError(
            f"the expression has {len(text)} characters, at most {LONGEST} are read", LONGEST
        )
    reader = _Reader(_tokens(text))
    reader.sum(0)
    reader.expect_end()
    return tuple(reader.program)


def _tokens(text: str) -> list[_Token]:
    tokens = []
    position = 0
    while position < len(text):
        if text[position] in " \t":
            position += 1
            continue
        match = _TOKEN.match(text, position)
        if match is None:
            raise ExpressionError(_unknown_character(text[position]), position)
        kind = str(match.lastgroup)
        if kind == "name":
            _check_name(match.group(), position)
        tokens.append(_Token(kind, match.group(), position))
        position = match.end()
    tokens.append(_Token("end", "", len(text)))
    return tokens


def _unknown_character(character: str) -> str:
    if character == "^":
        return "'^' is no operator here; write ** for powers"
    if character in "[]{}":
        return f"{character!r} is not allowed; use round brackets"
    return f"{character!a} is not allowed; use {_ALLOWED}"


def _check_name(name: str, position: int) -> None:
    if name not in VARIABLES and name not in CONSTANTS and name not in FUNCTIONS:
        raise ExpressionError(f"{name[:30]!r} is not known; use {_ALLOWED}", position)


class _Reader:
    """Recursive descent; one method for each rule of the grammar."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._next = 0
        self.program: list[Instruction] = []

    def expect_end(self) -> None:
        token = self._peek()
        if token.kind == "end":
            return
        if token.text == ")":
            raise ExpressionError("this closing bracket has no opening one", token.position)
        raise ExpressionError(
            f"expected an operator before {token.text[:30]!r}; write * for products",
            token.position,
        )

    def sum(self, depth: int) -> None:
        self._chain(("+", "-"), self._product, depth)

    def _product(self, depth: int) -> None:
        self._chain(("*", "/"), self._signed, depth)

    def _chain(self, operators: tuple[str, ...], operand, depth: int) -> None:  # type: ignore[no-untyped-def]
        operand(depth)
        while self._peek().text in operators:
            token = self._take()
            operand(depth)
            self._emit("operator", token)

    def _signed(self, depth: int) -> None:
        token = self._peek()
        if token.text not in ("+", "-"):
            self._power(depth)
            return
        self._take()
        self._signed(self._deeper(depth, token))
        if token.text == "-":
            self._emit("negative", token)

    def _power(self, depth: int) -> None:
        self._atom(depth)
        token = self._peek()
        if token.text == "**":
            self._take()
            self._signed(self._deeper(depth, token))
            self._emit("operator", token)

    def _atom(self, depth: int) -> None:
        token = self._take()
        if token.kind == "number":
            self._emit("number", token)
        elif token.text == "(":
            self._bracket(token, depth)
        elif token.text in FUNCTIONS:
            opening = self._peek()
            if opening.text != "(":
                raise ExpressionError(
                    f"{token.text} needs brackets: {token.text}(...)", opening.position
                )
            self._bracket(self._take(), depth)
            self._emit("call", token)
        elif token.kind == "name":
            self._emit("name", token)
        elif token.kind == "end":
            raise ExpressionError("the expression ends where a value should stand", token.position)
        else:
            raise ExpressionError(f"expected a value where {token.text!r} stands", token.position)

    def _bracket(self, opening: _Token, depth: int) -> None:
        self.sum(self._deeper(depth, opening))
        if self._peek().kind == "end":
            raise ExpressionError("this bracket is never closed", opening.position)
        if self._peek().text != ")":
            self.expect_end()
        self._take()

    def _deeper(self, depth: int, token: _Token) -> int:
        if depth >= NESTING:
            raise ExpressionError(
                f"nested too deeply: at most {NESTING} brackets, signs and powers", token.position
            )
        return depth + 1

    def _emit(
        self, kind: Literal["number", "name", "negative", "operator", "call"], token: _Token
    ) -> None:
        self.program.append(Instruction(kind, token.text, token.position))

    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        token = self._tokens[self._next]
        # The end is never passed, so that every error can point at it.
        self._next = min(self._next + 1, len(self._tokens) - 1)
        return token
