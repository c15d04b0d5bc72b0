"""A formula as Typst math source, with as few brackets as reading needs."""

from __future__ import annotations

from typing import NamedTuple

from mathcore.expression_syntax import Instruction

_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(5)


class _Piece(NamedTuple):
    """Typst text, how tightly it binds, and whether it begins with a digit or a fraction."""

    text: str
    binding: int
    digit_first: bool = False
    digit_last: bool = False


def to_typst(program: tuple[Instruction, ...]) -> str:
    """Return the Typst math source of a program."""
    stack: list[_Piece] = []
    for instruction in program:
        match instruction.kind:
            case "number":
                stack.append(_number(instruction.text))
            case "name":
                stack.append(_Piece(instruction.text, _ATOM))
            case "negative":
                operand = stack.pop()
                stack.append(_Piece(f"-{_at_least(operand, _PRODUCT)}", _SIGN))
            case "call":
                stack.append(_call(instruction.text, stack.pop()))
            case "operator":
                right, left = stack.pop(), stack.pop()
                stack.append(_operator(instruction.text, left, right))
    return stack.pop().text


def _number(text: str) -> _Piece:
    mantissa, _, exponent = text.lower().partition("e")
    mantissa = mantissa.rstrip(".") if not mantissa.startswith(".") else "0" + mantissa
    if not exponent:
        return _Piece(mantissa, _ATOM, digit_first=True, digit_last=True)
    power = f"10^{_script(str(int(exponent)))}"
    if mantissa == "1":
        return _Piece(power, _POWER, digit_first=True, digit_last=True)
    return _Piece(f"{mantissa} dot {power}", _PRODUCT, digit_first=True, digit_last=True)


def _call(function: str, argument: _Piece) -> _Piece:
    if function == "exp":
        return _Piece(f"e^{_script(argument.text)}", _POWER)
    return _Piece(f"{function}({argument.text})", _ATOM)


def _operator(operator: str, left: _Piece, right: _Piece) -> _Piece:
    if operator == "+":
        return _Piece(
            f"{left.text} + {_after_sign(right, _SUM)}", _SUM, left.digit_first, right.digit_last
        )
    if operator == "-":
        return _Piece(
            f"{left.text} - {_after_sign(right, _PRODUCT)}",
            _SUM,
            left.digit_first,
            right.digit_last,
        )
    if operator == "*":
        first = _at_least(left, _PRODUCT) if left.binding != _SIGN else left.text
        second = _after_sign(right, _PRODUCT)
        # Digits side by side would read as one number.
        sign = " dot " if right.digit_first else " "
        return _Piece(first + sign + second, _PRODUCT, left.digit_first, right.digit_last)
    if operator == "/":
        over, under = _part(left), _part(right)
        return _Piece(f"{over}/{under}", _PRODUCT, digit_first=True)
    base = left.text if left.binding == _ATOM else f"({left.text})"
    return _Piece(f"{base}^{_script(right.text)}", _POWER, left.digit_first)


def _script(text: str) -> str:
    """An exponent: in brackets, which Typst takes away again, unless it is one sign long."""
    return text if text.isalnum() else f"({text})"


def _part(piece: _Piece) -> str:
    """A part of a fraction: in brackets, which Typst takes away again, unless it is a name."""
    return piece.text if piece.text.isalnum() else f"({piece.text})"


def _at_least(piece: _Piece, binding: int) -> str:
    return piece.text if piece.binding >= binding else f"({piece.text})"


def _after_sign(piece: _Piece, binding: int) -> str:
    """Text of a right operand: a leading minus is put in brackets after another sign."""
    if piece.binding == _SIGN:
        return f"({piece.text})"
    return _at_least(piece, binding)
