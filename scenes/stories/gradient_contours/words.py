"""What is said in the lesson on contours, wherever it hangs on the parameters.

A mark such as ``[value]`` stands before the word that the picture waits for.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from mathcore.calculus import Stationary
from scenes.numbers import words
from scenes.stories.gradient_contours.places import Ending, Route
from scenes.stories.gradient_contours.story import Story


def place_name(point: ArrayLike) -> str:
    """A point as it is said and written: ``(1, −3)``."""
    x, y = np.asarray(point, dtype=float)
    return f"({words(x, 4)}, {words(y, 4)})"


def opening(story: Story) -> str:
    """Where the lesson stands."""
    if story.place is None:
        return f"Stand at the [point] point {place_name(story.point)} of this landscape."
    return (
        f"Stand at the [point] point {place_name(story.point)} of this landscape. "
        "Each [curves] curve joins points of equal height."
    )


def slope_along_x(story: Story) -> str:
    """The slope of the slice along x."""
    return f"[slide] Slide along x alone: at our point the slope is [value] {_slope(story, 0)}"


def slope_along_y(story: Story) -> str:
    """The slope of the slice along y."""
    first, second = (words(float(slope)) for slope in story.gradient)
    if first == second:
        return f"[slide] Now along y alone: the slope is [value] {second} as well."
    return f"[slide] Now along y alone: the slope is [value] {_slope(story, 1)}"


def _slope(story: Story, axis: int) -> str:
    slope = float(story.gradient[axis])
    if slope == 0:
        return "0, it is level there."
    return f"{words(slope)}, downhill." if slope < 0 else f"{words(slope)}."


def gradient(story: Story) -> tuple[str, str]:
    """What the two slopes make."""
    if story.kind is Stationary.SLOPE:
        return (
            "Put both slopes into one [arrow] vector: the gradient.",
            "Two inputs, so two [legs] components. It lies flat on the map, not on the surface.",
        )
    zero = "zero" if not story.gradient.any() else "as good as zero"
    return (
        f"Both slopes are {zero}, so the [arrow] gradient is the zero vector.",
        "It has no length and no [legs] direction: there is no arrow to draw.",
    )


def stationary(story: Story) -> str | None:
    """What the point is where the gradient is zero; None for an ordinary point."""
    if story.kind is Stationary.SLOPE:
        return None
    if story.place is None:
        height = words(float(story.objective.value(story.point)))
        return (
            f"The height is {height} everywhere in this picture: "
            "there is no level curve, and no direction is steeper than another."
        )
    return {
        Stationary.MINIMUM: "This point is a minimum. At its height there is no curve around it, "
        "only the point itself, and so no tangent.",
        Stationary.MAXIMUM: "This point is a maximum. At its height there is no curve around it, "
        "only the point itself, and so no tangent.",
        Stationary.SADDLE: "This point is a saddle. Two branches of its level curve cross here, "
        "so there is no single tangent.",
    }.get(
        story.kind,
        "This point is flat in at least one direction. Without a gradient, "
        "nothing here picks out one tangent.",
    )


def step_aside(story: Story) -> str:
    """From a stationary point to a place with a gradient."""
    return f"So step [aside] aside to {place_name(_place(story))}, where the gradient is not zero."


def height(story: Story) -> str:
    """The height of the place, and where else it is found."""
    place = _place(story)
    value = words(float(story.objective.value(place)))
    line = f"At {place_name(place)} the height is [height] {value}."
    if len(story.twins) == 0:
        return line
    names = [f"at [twin{i}] {place_name(twin)}" for i, twin in enumerate(story.twins)]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{line} It is the same {listed}."


def walk(story: Story) -> str:
    """The walk along the level curve."""
    route = _route(story)
    line = "[walk] Walk along the curve through this point: you neither climb nor descend."
    if route.ending is Ending.SADDLE and route.saddle is not None:
        return (
            f"{line} This one runs into a saddle, at {place_name(route.saddle)}, "
            "where the gradient is zero."
        )
    return line


def angle(story: Story) -> str:
    """The angle along the whole curve."""
    route = _route(story)
    way = {
        Ending.CLOSED: "Take the point once around the curve",
        Ending.EDGE: "Take the point along the curve, from edge to edge",
        Ending.SADDLE: "Take the point along the curve, up to the saddle",
        Ending.BROKEN: "Take the point along the curve",
    }[route.ending]
    measured = words(float(np.median(route.angles)))
    if route.right_share == 1.0:
        return f"[go] {way}: the angle stays {measured} degrees."
    if route.right_share > 0.9:
        return f"[go] {way}: the angle is {measured} degrees, except where the curve has a corner."
    low, high = words(float(route.angles.min())), words(float(route.angles.max()))
    return f"[go] {way}: the measured angle lies between {low} and {high} degrees."


def steepest(story: Story) -> str:
    """What the fan shows."""
    slope = words(float(np.linalg.norm(story.place_gradient)))
    return (
        "No direction climbs faster than the [gradient] gradient: "
        f"its length, {slope}, is that steepest slope."
    )


def spacing(story: Story) -> str:
    """How the gradient's length and the spacing of the curves go together."""
    if story.evenly_spaced:
        return (
            "With equal steps of height, these curves are [crowd] evenly spaced, "
            "so the gradient is [short] equally long everywhere."
        )
    return (
        "With equal steps of height, the gradient is long where the curves [crowd] crowd, "
        "and short where they [short] spread."
    )


def downhill(story: Story) -> str:
    """Minus the gradient and a few steps along it."""
    if story.descent is None:
        return (
            "Minus the gradient is the way [minus] down. "
            "Here it is zero: a [steps] step stays where it is."
        )
    first, last = (words(float(loss)) for loss in story.descent.losses[[0, -1]])
    return (
        "Turn the gradient [minus] round, and it leads down. "
        f"A few [steps] steps take the height from {first} to {last}."
    )


def aim(story: Story) -> str | None:
    """Where minus the gradient points, if there is a minimum in the picture."""
    if story.miss is None:
        return None
    if story.miss < 0.5:
        curves = "On these round contours," if story.is_round else "From here"
        return f"{curves} it points straight at the [aim] minimum."
    missed = words(float(np.round(story.miss)))
    unit = "degree" if missed == "1" else "degrees"
    return (
        "But it is perpendicular to the contour, "
        f"so it [aim] misses the minimum by {missed} {unit}."
    )


def squash(story: Story) -> str:
    """The round bowl that is squashed, as an example of its own."""
    begin = "Now" if story.is_round else "Take a round bowl and"
    return (
        f"{begin} [squash] squash the contours. The arrow stays perpendicular to its contour, "
        "so it turns [away] away from the minimum."
    )


def lines(story: Story) -> list[str]:
    """What is said and hangs on the parameters, in order."""
    told = [opening(story), slope_along_x(story), slope_along_y(story), *gradient(story)]
    told += filter(None, [stationary(story)])
    if story.place is not None:
        if story.kind is not Stationary.SLOPE:
            told.append(step_aside(story))
        told += [height(story), walk(story), angle(story), steepest(story), spacing(story)]
    told.append(downhill(story))
    told += filter(None, [aim(story)])
    return [*told, squash(story)]


def _place(story: Story) -> np.ndarray:
    if story.place is None:
        raise ValueError("a flat landscape has no place with a gradient")
    return story.place


def _route(story: Story) -> Route:
    if story.route is None:
        raise ValueError("a flat landscape has no level curve")
    return story.route
