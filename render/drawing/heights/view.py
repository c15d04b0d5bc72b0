"""Where a height field is seen from, and in which order its cells must be drawn."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from manim import Camera, Mobject, ThreeDCamera
from numpy.typing import NDArray

from render.drawing.flat.paths import Transform
from render.drawing.projection import Projection
from scenes.loss_surface_mesh import HeightMesh

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_FAR = 1e6


class View(NamedTuple):
    """How a camera sees one mobject.

    Attributes
    ----------
    projection : to pixels
    eye : (3,), scene units
    light : (3,), where the light is; None for no shading
    """

    projection: Projection
    eye: Floats
    light: Floats | None

    @classmethod
    def of(cls, camera: Camera, transform: Transform, mobject: Mobject) -> View:
        """The view of any camera; all but those in space look straight down."""
        if isinstance(camera, ThreeDCamera) and mobject not in camera.fixed_in_frame_mobjects:
            projection = Projection.of(camera, transform)
            way = projection.rotation[2]  # the rows of the matrix are the axes of the camera
            eye = projection.center + projection.focal_distance * way
            light = np.asarray(camera.light_source.points[0], dtype=float)
            return cls(projection, eye, light if camera.should_apply_shading else None)
        flat = Projection(np.identity(3), np.zeros(3), np.inf, 1.0, False, transform)
        return cls(flat, np.array([0.0, 0.0, _FAR]), None)


def eye_in_frame(mesh: HeightMesh, eye: Floats) -> Floats:
    """Where the eye is in the frame of a mesh, in shares of both sides and of the height, (3,)."""
    corner, *sides = mesh.frame
    place: Floats = (eye - corner) @ np.linalg.pinv(np.array(sides))
    return place


def far_to_near(count: int, eye: float) -> Indices:
    """The order in which to draw strips that lie side by side.

    On either side of the eye, the nearer strip hides the further one, never the other way round.

    Parameters
    ----------
    count : of strips
    eye : where it is among them, from 0 at the start of the first one to ``count``
    """
    strips = np.arange(count)
    before = strips + 0.5 < eye
    return np.concatenate([strips[before], strips[~before][::-1]])


def rank(order: Indices) -> Indices:
    """The place of each strip in an order."""
    places = np.empty(len(order), dtype=np.intp)
    places[order] = np.arange(len(order))
    return places
