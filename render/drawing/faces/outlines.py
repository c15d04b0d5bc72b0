"""The outlines of faces as they are seen: as curves, or as straight lines where that will do."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from render.drawing.faces.neighbors import bends_of
from render.drawing.flat.paths import Transform
from render.drawing.records.recording import Recording
from render.drawing.records.records import cubic_paths, line_paths

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]
Words = NDArray[np.uint32]

_CLOSED = (1e-6, 1e-5)
"""Scene units and share of the coordinate by which the ends of a closed line may differ."""
_STRAIGHT = 1 / 4
"""Pixels by which the handles of a curve may be off a straight line; the curve itself is off by
three quarters of that at most. Skia fills straight convex faces in three quarters of the time."""
_STRAIGHT_INSIDE = 0.75
"""The same where a stroke runs over the edge, in its true curve."""
_STRAIGHT_WITHIN = 2.0
"""The same for what ends inside of the edge, over a fill that reaches the true curve. At 1080p
Manim's sphere has 1.6 and keeps its quick gradients; its torus has 6.9, its cylinder 14."""


class Outlines:
    """The outlines of faces with equally many points.

    Parameters
    ----------
    pixels : (2, points, faces)
    """

    def __init__(self, pixels: Floats, transform: Transform) -> None:
        self._pixels = pixels
        self._transform = transform
        self._bends = bends_of(pixels)

    @property
    def straight(self) -> Flags:
        """Which outlines are straight lines to the eye."""
        straight: Flags = self._bends <= _STRAIGHT
        return straight

    @property
    def straight_inside(self) -> Flags:
        """The same for what lies below a stroke that shows the true curve."""
        straight: Flags = self._bends <= _STRAIGHT_INSIDE
        return straight

    @property
    def straight_within(self) -> Flags:
        """The same for what lies upon a fill that shows the true curve."""
        straight: Flags = self._bends <= _STRAIGHT_WITHIN
        return straight

    def add_paths(self, recording: Recording, wanted: Flags) -> Words:
        """Add paths of some outlines; their numbers (n,), 0 for the others."""
        numbers = np.zeros(len(wanted), dtype=np.uint32)
        # A curve begins where the one before has ended.
        cubic = [0, *(place for place in range(self._pixels.shape[1]) if place % 4)]
        for closed in (True, False):
            alike = wanted & (self._closed == closed)
            for make, kept, some in (
                (line_paths, self._corners(closed=closed), alike & self.straight),
                (cubic_paths, cubic, alike & ~self.straight),
            ):
                places = np.flatnonzero(some)
                if len(places):
                    records = make(self._points(kept, places), closed=closed)
                    first = recording.add_paths(records)
                    numbers[places] = np.arange(first, first + len(places))
        return numbers

    def add_lines(self, recording: Recording, wanted: Flags) -> Words:
        """Add some outlines as lines from corner to corner; numbers as of ``add_paths``."""
        numbers = np.zeros(len(wanted), dtype=np.uint32)
        for closed in (True, False):
            places = np.flatnonzero(wanted & (self._closed == closed))
            if len(places):
                corners = self._corners(closed=closed)
                points = self._points([*corners, 0] if closed else corners, places)
                first = recording.add_lines(points)
                numbers[places] = np.arange(first, first + len(places))
        return numbers

    @cached_property
    def _closed(self) -> Flags:
        """Which outlines end where they begin."""
        first, last = self._pixels[:, 0], self._pixels[:, -1]
        middle = np.array([[self._transform.left], [self._transform.top]])
        allowed = _CLOSED[0] * self._transform.scale + _CLOSED[1] * np.abs(last - middle)
        closed: Flags = (np.abs(first - last) <= allowed).all(axis=0)
        return closed

    def _corners(self, *, closed: bool) -> list[int]:
        """Between which points straight lines run; a closed one ends where it began."""
        count = self._pixels.shape[1]
        return [*range(0, count, 4)] if closed else [0, *range(3, count, 4)]

    def _points(self, kept: list[int], places: Indices) -> Floats:
        """Some points of some outlines, (outlines, points, 2)."""
        points: Floats = self._pixels[:, kept][..., places].T
        return points
