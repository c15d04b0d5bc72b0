"""Typst math source for numbers, terms and sums, with nothing superfluous in it."""

from __future__ import annotations


def number(value: float) -> str:
    """Return a number to six digits, with a power of ten where the plain digits would be long."""
    if value == 0:
        return "0"
    if 1e-4 <= abs(value) < 1e7:
        return f"{value:.6f}".rstrip("0").rstrip(".") if abs(value) < 1 else _plain(value)
    mantissa, exponent = f"{value:.5e}".split("e")
    digits = mantissa.rstrip("0").rstrip(".")
    power = f"10^{int(exponent)}" if int(exponent) > 0 else f"10^({int(exponent)})"
    if digits in ("1", "-1"):
        return digits[:-1] + power
    return f"{digits} dot {power}"


def term(coefficient: float, symbol: str) -> str:
    """Return a coefficient times a symbol; a coefficient of one is not written, nor is zero."""
    if coefficient == 0:
        return ""
    if coefficient in (1, -1):
        return symbol if coefficient == 1 else f"-{symbol}"
    return f"{number(coefficient)} {symbol}"


def total(*terms: str) -> str:
    """Return the terms joined with + and -, without empty ones; "0" if none is left."""
    kept = [one for one in terms if one]
    return " + ".join(kept).replace("+ -", "- ") or "0"


def _plain(value: float) -> str:
    text = f"{value:.6g}"
    return f"{value:.0f}" if "e" in text else text
