"""Plays in which only the camera moves, so that no face need be looked at again.

That a surface turns before the eye is the commonest play in space. To see that none of 4,096 faces
has changed takes 5 ms of each of its frames. Here it follows from what runs in the play, which is
looked at once, before it begins.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any

from manim import Mobject, Point, Scene, ThreeDScene, ValueTracker, Wait
from manim.animation.transform import _MethodAnimation

_RUN = ("play_internal", "update_to_time", "update_mobjects", "update_meshes", "update_self")
"""What Manim calls in each frame of a play."""
_TURNS = ThreeDScene.begin_ambient_camera_rotation.__code__.co_consts
"""Among them is the updater that turns the camera."""


def only_the_camera_moves(scene: Scene) -> bool:
    """Whether nothing that runs in the play that has begun can change a vector mobject.

    It is enough that only Manim's own code runs, and acts upon nothing but numbers and single
    points, as those of the camera. Anything else may change whatever it likes.
    """
    if scene.updaters or scene.meshes or scene.stop_condition is not None:
        return False
    animations: list[Any] = scene.animations or []
    if not all(map(_is_harmless, animations)) or any(_is_own(scene, name) for name in _RUN):
        return False
    roots = [*scene.mobjects, *scene.foreground_mobjects]
    family: list[Any] = [part for root in roots for part in root.get_family()]
    if any(type(part).update is not Mobject.update or "update" in vars(part) for part in family):
        return False
    return all(_turns_the_camera(each) for part in family for each in part.updaters)


def _is_own(scene: Scene, name: str) -> bool:
    """Whether a method is not that of all scenes."""
    return getattr(type(scene), name) is not getattr(Scene, name) or name in vars(scene)


def _is_harmless(animation: Any) -> bool:
    """Whether an animation of Manim's waits, or changes a number or a point."""
    if any(callable(value) and not _is_manims(value) for value in vars(animation).values()):
        return False
    if type(animation) is Wait:
        return animation.stop_condition is None
    mobject = animation.mobject
    return (
        type(animation) is _MethodAnimation
        and type(mobject) in (ValueTracker, Point)
        and not mobject.submobjects
        and not any(not _turns_the_camera(updater) for updater in mobject.updaters)
    )


def _is_manims(function: Any) -> bool:
    return str(getattr(function, "__module__", "")).startswith("manim.")


def _turns_the_camera(updater: Any) -> bool:
    """Whether an updater is the one of ``begin_ambient_camera_rotation``."""
    return (
        type(updater) is FunctionType
        and updater.__code__ in _TURNS
        and all(
            type(cell.cell_contents) in (ValueTracker, int, float)
            for cell in updater.__closure__ or ()
        )
    )
