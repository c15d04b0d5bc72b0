"""Numbers and sums as Typst source."""

import pytest
import typst

from mathcore import formulas


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (25, "25"),
        (-0.5, "-0.5"),
        (0.1, "0.1"),
        (1 / 3, "0.333333"),
        (0.00025, "0.00025"),
        (1e6, "1000000"),
        (1234567, "1234567"),
        (1e7, "10^7"),
        (-1e7, "-10^7"),
        (2.5e-9, "2.5 dot 10^(-9)"),
        (1e300, "10^300"),
        (0.9999999, "1"),
        (12.3456789, "12.3457"),
    ],
)
def test_numbers(value, text):
    assert formulas.number(value) == text
    assert typst.compile(f"$ {text} $".encode(), format="svg")


def test_terms_and_sums():
    assert formulas.term(1, "x") == "x"
    assert formulas.term(-1, "x") == "-x"
    assert formulas.term(0, "x") == ""
    assert formulas.term(2, "x") == "2 x"
    assert formulas.total("x", "", "-2 y", "3") == "x - 2 y + 3"
    assert formulas.total("", "") == "0"
