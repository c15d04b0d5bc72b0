"""Where things stand in the 16:9 frame: title strip, stage, readout panel, caption band.

Lengths are Manim units: the frame is 14.22 wide and 8 high, its middle is (0, 0).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Rect:
    """An upright rectangle."""

    x_min: float
    x_max: float
    y_min: float
    y_max: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.x_max - self.x_min

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.y_max - self.y_min

    @property
    def center(self) -> NDArray[np.float64]:
        """Middle, shape (3,), as Manim takes it."""
        return np.array([(self.x_min + self.x_max) / 2, (self.y_min + self.y_max) / 2, 0.0])

    def at(self, across: float, up: float) -> NDArray[np.float64]:
        """The point at these shares of width and height; (0, 0) is the lower left corner."""
        return np.array([self.x_min + across * self.width, self.y_min + up * self.height, 0.0])

    def inset(self, margin: float) -> Rect:
        """The same rectangle, smaller by ``margin`` on every side."""
        return Rect(
            self.x_min + margin, self.x_max - margin, self.y_min + margin, self.y_max - margin
        )

    def columns(self, *shares: float, gap: float = 0.3) -> tuple[Rect, ...]:
        """Cut side by side into parts of these relative widths, ``gap`` apart."""
        room = self.width - gap * (len(shares) - 1)
        parts, left = [], self.x_min
        for share in shares:
            width = room * share / sum(shares)
            parts.append(Rect(left, left + width, self.y_min, self.y_max))
            left += width + gap
        return tuple(parts)

    def rows(self, *shares: float, gap: float = 0.3) -> tuple[Rect, ...]:
        """Cut into parts of these relative heights, the first on top, ``gap`` apart."""
        room = self.height - gap * (len(shares) - 1)
        parts, top = [], self.y_max
        for share in shares:
            height = room * share / sum(shares)
            parts.append(Rect(self.x_min, self.x_max, top - height, top))
            top -= height + gap
        return tuple(parts)


MARGIN = 0.25
FRAME = Rect(-64 / 9, 64 / 9, -4.0, 4.0)
CAPTION_BAND = Rect(FRAME.x_min, FRAME.x_max, -4.0, -3.0)
TITLE_STRIP = Rect(FRAME.x_min + MARGIN + 0.1, FRAME.x_max - MARGIN - 0.1, 3.1, 4.0 - MARGIN)
STAGE = Rect(FRAME.x_min + MARGIN + 0.1, FRAME.x_max - MARGIN - 0.1, -2.9, 3.0)
LEFT_STAGE, PANEL = STAGE.columns(2.0, 1.0, gap=0.4)
"""The stage beside a readout panel, and the panel: its right third."""
