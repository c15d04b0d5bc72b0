"""Numbers as a viewer reads and hears them: few digits, no programmer's notation."""

from __future__ import annotations

import math

MINUS = "\N{MINUS SIGN}"


def _parts(value: float, digits: int) -> tuple[str, int | None]:
    """Mantissa text and power of ten (None for plain notation) at so many significant digits."""
    if value == 0:
        return "0", None
    # Python rounds first, so that 9.9996 counts as 10; dividing by a power could overflow.
    mantissa, power = f"{value:.{digits - 1}e}".split("e")
    exponent = int(power)
    if -4 <= exponent < 7:
        decimals = max(0, digits - 1 - exponent)
        text = f"{value:,.{decimals}f}"
        return (text.rstrip("0").rstrip(".") if "." in text else text), None
    return (mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa), exponent


def _special(value: float) -> str | None:
    if math.isnan(value):
        return "not a number"
    if math.isinf(value):
        return "infinity" if value > 0 else f"{MINUS}infinity"
    return None


def words(value: float, digits: int = 3) -> str:
    """A number for narration and captions: ``0.076``, ``1,000,000``, ``1.2 × 10^−7``."""
    special = _special(value)
    if special is not None:
        return special
    mantissa, exponent = _parts(float(value), digits)
    mantissa = mantissa.replace("-", MINUS)
    if exponent is None:
        return mantissa
    power = str(exponent).replace("-", MINUS)
    return f"{mantissa} × 10^{power}"


def math_source(value: float, digits: int = 3) -> str:
    """The same number as Typst mathematics, for formulas on screen."""
    if math.isnan(value):
        return '"not a number"'
    if math.isinf(value):
        return "oo" if value > 0 else "-oo"
    mantissa, exponent = _parts(float(value), digits)
    # Typst sets a comma in mathematics as punctuation; quoted, it stays inside the number.
    mantissa = mantissa.replace(",", '","')
    return mantissa if exponent is None else f"{mantissa} times 10^({exponent})"


def fixed(value: float, decimals: int) -> str:
    """A number of constant width for live readouts: ``−0.50``; huge values as ``1.2 × 10^9``."""
    special = _special(value)
    if special is not None:
        return special
    if abs(value) >= 1e6:
        return words(value, 3)
    text = f"{value:.{decimals}f}"
    if float(text) == 0.0:
        text = text.lstrip("-")  # no minus before a zero
    return text.replace("-", MINUS)
