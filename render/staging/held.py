"""What is shown while nothing happens, in the order in which Manim draws it."""

from __future__ import annotations

from manim import Camera, Mobject, Scene, ThreeDCamera
from manim.utils.family import extract_mobject_family_members
from manim.utils.iterables import list_update


def drawn_over_the_rest(scene: Scene, camera: Camera) -> list[Mobject] | None:
    """What Manim draws over all else in a wait that has begun, as in a play, though nothing moves.

    That is what has an updater, and all from there to the front: what lies further back by its z
    index, or in space, is drawn in front all the same.

    Returns
    -------
    single mobjects, without their families; None if it is as well to draw all in one go
    """
    if not scene.moving_mobjects:  # a scene that plays nothing
        return None
    roots = list_update(scene.mobjects, scene.foreground_mobjects)
    everything, moving = (
        extract_mobject_family_members(
            some, use_z_index=camera.use_z_index, only_those_with_points=True
        )
        for some in (roots, scene.moving_mobjects)
    )
    by_depth = isinstance(camera, ThreeDCamera) and any(map(_is_solid, moving))
    if not by_depth and [*scene.static_mobjects, *moving] == everything:  # mobjects: by identity
        return None
    return moving


def _is_solid(mobject: Mobject) -> bool:
    return bool(getattr(mobject, "shade_in_3d", False))
