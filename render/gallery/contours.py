"""The picture at the head of the page: gradient descent on a long bowl, computed."""

from __future__ import annotations

import math
from urllib.parse import quote

from render.gallery.markup import Markup, tag

_KAPPA = 8.0
_RATE = 1.72 / _KAPPA
_START = (-9.0, 1.9)
_STEPS = 22
_LEVELS = (0.4, 1.6, 4.0, 8.0, 14.0, 22.0, 32.0)


def picture() -> Markup:
    """Level curves of (x^2 + kappa y^2) / 2, and the steps of gradient descent across them."""
    curves = [
        tag(
            "ellipse",
            cx="0",
            cy="0",
            rx=f"{math.sqrt(2 * level):.3f}",
            ry=f"{math.sqrt(2 * level / _KAPPA):.3f}",
            class_=f"level level-{number}",
        )
        for number, level in enumerate(_LEVELS)
    ]
    steps = _steps()
    line = " ".join(f"{x:.3f},{-y:.3f}" for x, y in steps)
    dots = [tag("circle", cx=f"{x:.3f}", cy=f"{-y:.3f}", r="0.09") for x, y in steps[1:]]
    start = tag("circle", cx=f"{_START[0]}", cy=f"{-_START[1]}", r="0.16", class_="start")
    shapes = [*curves, tag("polyline", points=line), *dots, start]
    return tag(
        "svg",
        *shapes,
        viewBox="-9.6 -3.1 19.2 6.2",
        aria_hidden="true",
        focusable="false",
        class_="contours",
    )


def icon() -> str:
    """The same in small, as a link to itself: browsers ask a server for one otherwise."""
    curves = "".join(
        f"<ellipse cx='8' cy='8' rx='{x}' ry='{y}'/>" for x, y in ((7, 4.6), (4.6, 2.8), (2, 1.1))
    )
    shape = (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' "
        f"stroke='#27ad81' stroke-width='1.3'>{curves}</svg>"
    )
    return f"data:image/svg+xml,{quote(shape)}"


def _steps() -> list[tuple[float, float]]:
    x, y = _START
    found = [(x, y)]
    for _ in range(_STEPS):
        x, y = x - _RATE * x, y - _RATE * _KAPPA * y
        found.append((x, y))
    return found
