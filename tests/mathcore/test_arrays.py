"""Arrays and single settings are checked once, at the boundary, in one line."""

import numpy as np
import pytest

from mathcore import checks
from mathcore.arrays import as_domain, as_point, as_points, as_values, diagonal


def test_points_keep_their_leading_axes():
    for shape in [(2,), (5, 2), (3, 4, 2), (0, 2)]:
        assert as_points(np.ones(shape), 2).shape == shape


def test_a_bare_number_is_a_point_of_one_coordinate():
    assert as_points(-1.8, 1).tolist() == [-1.8]
    assert as_point(3, 1).tolist() == [3.0]


@pytest.mark.parametrize(
    ("values", "dimension", "message"),
    [
        ([1, 2, 3], 2, r"points: expected shape \(\.\.\., 2\), got \(3,\)"),
        ([[1], [2]], 2, r"points: expected shape \(\.\.\., 2\), got \(2, 1\)"),
        (1.0, 2, r"points: expected shape \(\.\.\., 2\), got \(\)"),
        ([[1, 2], [3]], 2, "expected numbers in rows of equal length"),
        (["a", "b"], 2, "expected real numbers"),
        ([1j, 0], 2, "expected real numbers"),
        ([np.nan, 0], 2, "every coordinate must be finite, got nan"),
        ([np.inf, 0], 2, "every coordinate must be finite, got inf"),
    ],
)
def test_wrong_points_are_refused_in_one_line(values, dimension, message):
    with pytest.raises(ValueError, match=message) as error:
        as_points(values, dimension)
    assert "\n" not in str(error.value)


def test_a_point_is_one_row():
    with pytest.raises(ValueError, match=r"start: expected shape \(2,\), got \(1, 2\)"):
        as_point([[1, 2]], 2, "start")


def test_values_are_one_row_of_numbers():
    assert as_values([1, 2]).dtype == np.float64
    with pytest.raises(ValueError, match=r"values: expected shape \(n,\), got \(1, 2\)"):
        as_values([[1, 2]])


@pytest.mark.parametrize(
    ("domain", "message"),
    [
        (((0, 1),), r"expected shape \(2, 2\), got \(1, 2\)"),
        (((0, 1), (1, 1)), r"expected low < high, got \(1, 1\)"),
        (((0, 1), (2, 1)), r"expected low < high, got \(2, 1\)"),
        (((0, np.inf), (0, 1)), "must be finite"),
    ],
)
def test_wrong_domains_are_refused(domain, message):
    with pytest.raises(ValueError, match=message):
        as_domain(domain, 2)


def test_the_diagonal_of_a_domain():
    assert diagonal(((0.0, 3.0), (-2.0, 2.0))) == 5


@pytest.mark.parametrize(
    ("check", "value", "message"),
    [
        (checks.positive, -1, "rate must be > 0, got -1"),
        (checks.positive, 0, "rate must be > 0, got 0"),
        (checks.positive, float("nan"), "rate must be a finite number, got nan"),
        (checks.positive, float("inf"), "rate must be a finite number, got inf"),
        (checks.positive, 10**400, "rate must be a finite number, got inf"),
        (checks.positive, "fast", "rate must be a number, got 'fast'"),
        (checks.positive, True, "rate must be a number, got True"),
        (checks.positive, None, "rate must be a number, got None"),
        (checks.share, 1, r"rate must be in \[0, 1\), got 1"),
        (checks.share, -0.1, r"rate must be in \[0, 1\), got -0.1"),
        (checks.not_negative, -1e-9, "rate must be >= 0, got -1e-09"),
        (checks.count, -1, "rate must be >= 0, got -1"),
        (checks.count, 1.5, "rate must be a whole number, got 1.5"),
        (checks.count, True, "rate must be a whole number, got True"),
    ],
)
def test_settings_are_refused_with_name_range_and_value(check, value, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        check("rate", value)


def test_good_settings_pass():
    assert checks.positive("rate", np.float32(0.5)) == 0.5
    assert checks.share("momentum", 0) == 0
    assert checks.count("steps", np.int64(3)) == 3
    assert checks.at_least("condition_number", 1, 1) == 1
