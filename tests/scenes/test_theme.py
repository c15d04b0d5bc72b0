"""The colours keep apart, stand out and mean the same in both themes."""

from itertools import combinations

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE

from scenes.theme import DARK, DASHES, LIGHT, SMALL, THEMES, TITLE, Theme

METHODS = ("gradient descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "newton")
DRAWN = (*METHODS, "gradient", "tangent")


def rgb(color: str) -> np.ndarray:
    return np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255


def luminance(color: str) -> float:
    """Relative luminance of WCAG 2.1."""
    c = rgb(color)
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_words_reach_wcag_aa(theme: Theme) -> None:
    for role in ("text", "muted"):
        assert contrast(theme.color(role), theme.background) >= 4.5, role


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_curves_and_large_text_stand_out(theme: Theme) -> None:
    # Newton's yellow on white is given by the visual language at 2.98.
    for role in (*DRAWN, "axis"):
        assert contrast(theme.color(role), theme.background) >= 2.95, role
    for fraction in np.linspace(0, 1, 21):
        assert contrast(theme.level_color(fraction), theme.background) >= 3, fraction


@pytest.mark.parametrize("sight", [None, "deuteranomaly", "protanomaly"])
@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_roles_are_told_apart_by_every_eye(theme: Theme, sight: str | None) -> None:
    def seen(color: str) -> np.ndarray:
        if sight is None:
            return rgb(color)
        space = {"name": "sRGB1+CVD", "cvd_type": sight, "severity": 100}
        return np.clip(cspace_convert(rgb(color), space, "sRGB1"), 0, 1)

    distances = {
        pair: deltaE(
            seen(theme.color(pair[0])),
            seen(theme.color(pair[1])),
            input_space="sRGB1",
            uniform_space="CAM02-UCS",
        )
        for pair in combinations(DRAWN, 2)
    }
    closest = min(distances, key=distances.__getitem__)
    assert distances[closest] > 12, closest


def test_low_levels_are_dark_on_dark_and_light_on_light() -> None:
    assert luminance(DARK.level_color(0)) < luminance(DARK.level_color(1))
    assert luminance(LIGHT.level_color(0)) > luminance(LIGHT.level_color(1))


def test_both_themes_know_the_same_roles() -> None:
    assert set(DARK.roles) == set(LIGHT.roles)
    assert set(DASHES) <= set(DARK.roles)
    assert SMALL >= 22
    assert TITLE == 40


def test_an_unknown_role_names_the_known_ones() -> None:
    with pytest.raises(KeyError, match="momentum"):
        DARK.color("momentun")
