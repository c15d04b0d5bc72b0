"""Numbers read as a teacher would write them, and say what they are."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.numbers import MINUS, fixed, math_source, words


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"), (25, "25"), (0.076, "0.076"), (-0.974, f"{MINUS}0.974"), (1e6, "1,000,000"),
        (1.2e-7, f"1.2 × 10^{MINUS}7"), (9.9996, "10"), (99999999.0, "1 × 10^8"), (0.5, "0.5"),
        (1234.5, "1,234"), (math.inf, "infinity"),
        (-math.inf, f"{MINUS}infinity"), (1e308, "1 × 10^308"), (math.nan, "not a number"),
    ],
)  # fmt: skip
def test_words(value: float, expected: str) -> None:
    assert words(value) == expected


@given(st.floats(-1e307, 1e307))
def test_words_are_true_to_three_digits(value: float) -> None:
    text = words(value).replace(MINUS, "-").replace(",", "").replace(" × 10^", "e")
    assert float(text) == pytest.approx(value, rel=5.1e-3)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_fixed_never_shows_a_negative_zero(value: float) -> None:
    text = fixed(value, 2)
    assert text.strip(MINUS + "0.") or not text.startswith(MINUS)


def test_formulas_keep_thousands_together() -> None:
    assert math_source(1e6) == '1","000","000'
    assert math_source(1.2e-7) == "1.2 times 10^(-7)"
