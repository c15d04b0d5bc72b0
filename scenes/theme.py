"""The visual language: the two themes, and what each colour and dash means in every lesson.

A lesson names a role (``"gradient"``, ``"momentum"``), never a colour or a font size.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

# Text sizes in Manim's font units. Nothing on screen is smaller than SMALL.
TITLE = 40
FORMULA = 36
LABEL = 28
READOUT = 24
SMALL = 22

# Line widths in Manim's stroke units.
THIN = 2.0
LINE = 3.5
THICK = 5.0

Dash = tuple[float, ...]
"""Lengths drawn and left out in turn, in Manim units; empty for a solid line."""

DASHES: Mapping[str, Dash] = MappingProxyType(
    {
        "nesterov": (0.24, 0.10),
        "adagrad": (0.03, 0.10),
        "adam": (0.20, 0.09, 0.03, 0.09),
    }
)

# Ten evenly spaced colours of viridis, the perceptually uniform map of S. van der Walt and
# N. Smith (2015); colours between them are interpolated.
_VIRIDIS = (
    "#440154", "#482878", "#3E4A89", "#31688E", "#26828E",
    "#1F9E89", "#35B779", "#6DCD59", "#B4DE2C", "#FDE725",
)  # fmt: skip


@dataclass(frozen=True)
class Theme:
    """One look. Colours are ``#RRGGBB``.

    Attributes
    ----------
    name : ``dark`` or ``light``
    background : the empty frame
    roles : colour of each role; ``text`` and ``muted`` are for words, ``axis`` for scales
    level_range : where in viridis the lowest and the highest level curve lie, so that every curve
        stands out from the background
    """

    name: str
    background: str
    roles: Mapping[str, str]
    level_range: tuple[float, float]

    def __deepcopy__(self, memo: dict[int, object]) -> Theme:
        """Manim copies mobjects deeply; a theme never changes, so its copy is itself."""
        return self

    def color(self, role: str) -> str:
        """Colour of a role. Raises KeyError with the known roles."""
        try:
            return self.roles[role]
        except KeyError:
            raise KeyError(f"no role {role!r}; there are {', '.join(self.roles)}") from None

    def dash(self, role: str) -> Dash:
        """Dash pattern of a role's path and curve."""
        return DASHES.get(role, ())

    def level_color(self, fraction: float) -> str:
        """Colour of a level curve; ``fraction`` is 0 at the lowest level and 1 at the highest."""
        low, high = self.level_range
        return _viridis(low + (high - low) * float(np.clip(fraction, 0.0, 1.0)))


def _viridis(position: float) -> str:
    anchors = np.array([[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in _VIRIDIS], dtype=float)
    places = np.linspace(0.0, 1.0, len(anchors))
    rgb = [round(float(np.interp(position, places, anchors[:, i]))) for i in range(3)]
    return "#{:02X}{:02X}{:02X}".format(*rgb)


DARK = Theme(
    name="dark",
    background="#0F1419",
    roles=MappingProxyType(
        {
            "text": "#E9EDF2",
            "muted": "#9DA8B5",
            "axis": "#7A8694",
            "gradient descent": "#D8DEE9",
            "momentum": "#297FDD",
            "nesterov": "#02B7A6",
            "adagrad": "#E7AC3E",
            "rmsprop": "#E93C05",
            "adam": "#F49AFC",
            "newton": "#FCF803",
            "gradient": "#C26469",
            "tangent": "#BDFEB6",
        }
    ),
    level_range=(0.36, 1.0),
)

LIGHT = Theme(
    name="light",
    background="#FFFFFF",
    roles=MappingProxyType(
        {
            "text": "#1C2127",
            "muted": "#59636E",
            "axis": "#727D89",
            "gradient descent": "#3C4450",
            "momentum": "#0859D3",
            "nesterov": "#07A196",
            "adagrad": "#936106",
            "rmsprop": "#803F2B",
            "adam": "#8E3183",
            "newton": "#9F980B",
            "gradient": "#F1548E",
            "tangent": "#568153",
        }
    ),
    level_range=(0.56, 0.0),
)

THEMES: Mapping[str, Theme] = MappingProxyType({theme.name: theme for theme in (DARK, LIGHT)})
