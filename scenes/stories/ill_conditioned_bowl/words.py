"""What is said of the bowl and of the asked run: every sentence has another one beside it.

Each function returns a written line with the cues that the drawing waits for.
"""

from __future__ import annotations

import numpy as np

from mathcore.arrays import Array
from scenes.numbers import words
from scenes.stories.ill_conditioned_bowl.numbers import percent, point
from scenes.stories.ill_conditioned_bowl.run import HORIZONTAL, VERTICAL, Motion, Run, Verdict
from scenes.stories.ill_conditioned_bowl.story import Story

_ALMOST_ZERO = 0.1
"""An average cancels below this share of the average size."""
_LIKE_LINES = 50
"""Ellipses longer than this many widths are lines, for all one can see."""
_NAMES = ("horizontal", "vertical")


def lines(story: Story) -> list[str]:
    """What is said in the first two parts of the lesson and hangs on the parameters, in order."""
    told = [opening(story), squash(story), directions(story), first_steps(story)]
    return [*told, *(parts(story, axis) for axis in (1, 0)), verdict(story)]


def opening(story: Story) -> str:
    """The first line, over the round bowl. Cue ``walks``."""
    if story.asked.verdict is Verdict.AT_MINIMUM:
        return (
            "The chosen start is already the minimum, so nothing moves there. "
            f"From {point(story.start)}, in a round bowl, gradient descent [walks] walks straight "
            "to the bottom."
        )
    return "In a round bowl, gradient descent [walks] walks straight to the bottom."


def squash(story: Story) -> str:
    """What squashing does to contours and arrow. Cues ``squash``, ``arrow``."""
    if story.is_round:
        return (
            "Here the condition number is 1, so [squash] nothing is squashed. "
            "The contours stay circles, and [arrow] the arrow points at the minimum."
        )
    told = (
        f"Now [squash] squash it, to a condition number of {words(story.kappa)}. "
        f"The circles become ellipses{_how_long(story)}. "
    )
    if 0 in story.start:
        return told + "This start lies on an axis, where [arrow] the arrow still hits the minimum."
    told += (
        "The arrow keeps its right angle, so [arrow] it misses the minimum "
        f"by {words(story.misses_by, 2)} degrees"
    )
    if story.steepness > 45 and story.misses_by > 10:
        return told + ": it points across the valley, not along it."
    return told + "."


def _how_long(story: Story) -> str:
    """What one sees of ellipses that are drawn to scale."""
    return ", so long that they look like lines" if story.elongation > _LIKE_LINES else ""


# --- the steps -------------------------------------------------------------------------------


def directions(story: Story) -> str:
    """What the two directions are. Cues ``vertical``, ``horizontal``."""
    if story.is_round:
        return (
            "[vertical] Vertical is up and down, [horizontal] horizontal is left and right. "
            "Here both curve alike."
        )
    return "[vertical] Vertical means across the valley. [horizontal] Horizontal means along it."


def first_steps(story: Story) -> str:
    """The first three steps, told slowly. Cues ``first``, ``second``, ``third``."""
    run = story.asked
    if run.verdict is Verdict.AT_MINIMUM:
        return (
            "The run that was asked for starts at the minimum. [first] The gradient is zero, "
            "[second] so every step [third] is zero."
        )
    if run.verdict is Verdict.LANDS:
        return "The [first] first step lands on the minimum. [second] There it [third] stays."
    if run.steps < 3:
        return (
            "The [first] first step leaps past the bottom [second] and far [third] out of the "
            "picture."
        )
    return _three_steps(run)


def _three_steps(run: Run) -> str:
    across = run.vertical if run.vertical is not Motion.STILL else run.horizontal
    if across is Motion.ALTERNATES:
        return (
            "The [first] first step runs past the bottom and up the other side. "
            f"The [second] next comes back. The [third] third goes {_size_of_the_third(run)}."
        )
    if run.vertical is Motion.STILL:
        return (
            "No step leads across. The [first] first runs straight along the bottom, "
            "the [second] second does so too, and so does the [third] third."
        )
    if across is Motion.TAKEN:
        return (
            "The [first] first step stops on the floor of the valley. "
            "The [second] next ones only have to follow it, [third] step by step."
        )
    return (
        "The [first] first step stops before the bottom. "
        "The [second] second goes on the same way, and so does the [third] third."
    )


def _size_of_the_third(run: Run) -> str:
    axis = VERTICAL if run.vertical is Motion.ALTERNATES else HORIZONTAL
    first, _, third = np.abs(run.updates[:3, axis])
    if third > first * (1 + 1e-9):
        return "farther than the first"
    if third < first * (1 - 1e-9):
        return "less far"
    return "just as far as the first"


def parts(story: Story, axis: int) -> str:
    """What the parts of all steps along one axis add up to. Cue: the name of the axis."""
    run = story.asked
    motion = (run.horizontal, run.vertical)[axis]
    values = run.updates[: run.bars, axis]
    if len(values) == 0 or not values.any():
        told = "are all zero."
    elif motion is Motion.STILL:
        told = "are too small to see."
    elif motion is Motion.TAKEN:
        told = "are over after the first step."
    elif motion is Motion.STEADY:
        sign = "positive" if values[0] > 0 else "negative"
        told = f"are all {sign}. They add up: {_average(run, values)}."
    else:
        told = _alternating(run, axis, values)
    return f"The [{_NAMES[axis]}] {_NAMES[axis]} parts {told}"


def _alternating(run: Run, axis: int, values: Array) -> str:
    if len(values) < 3:
        return "are huge."
    signs = ", ".join("plus" if value > 0 else "minus" for value in values[:3])
    told = f"alternate: {signs}."
    if abs(values.mean()) <= _ALMOST_ZERO * np.abs(values).mean():
        return f"{told} They cancel: {_average(run, values)}."
    if run.factors[axis] > 1:
        return f"{told} Each is larger than the one before."
    return told


def _average(run: Run, values: Array) -> str:
    mean = 0.0 if abs(values.mean()) < 1e-12 * np.abs(values).max() else float(values.mean())
    over = "" if len(values) == run.steps else f" of the first {len(values)}"
    return f"the average{over} is {words(mean, 2)}"


def verdict(story: Story) -> str:
    """What the asked run is. Cue ``verdict``."""
    run = story.asked
    losses = run.trajectory.losses
    match run.verdict:
        case Verdict.AT_MINIMUM:
            told = "It is [verdict] already at the minimum."
        case Verdict.DIVERGES:
            told = (
                f"So it [verdict] diverges: in {_steps(run.steps)} the loss grows "
                f"from {words(losses[0])} to {words(losses[-1])}."
            )
        case Verdict.CYCLES:
            told = "So it [verdict] cycles: the swing neither shrinks nor grows."
        case Verdict.LANDS:
            told = "One step is [verdict] all it needs."
        case Verdict.BOUNCES:
            way = "straight through the minimum" if run.straight else "to and fro both ways"
            told = f"So it [verdict] bounces {way}. {_left(run)}"
        case Verdict.GLIDES:
            told = f"So it [verdict] glides: it never overshoots. {_left(run)}"
        case Verdict.ZIG_ZAGS:
            told = f"So it [verdict] zig-zags: {_wasted(run)}"
    return told


def _wasted(run: Run) -> str:
    start, end = np.linalg.norm(run.positions[[0, -1]], axis=1)
    walked = f"it walks {words(run.trajectory.path_length, 2)} units"
    if end < start:
        return f"{walked} to come {words(start - end, 2)} closer."
    return f"{walked} and comes no closer."


def _left(run: Run) -> str:
    if run.share_left >= 1:
        return f"After {_steps(run.steps)} it is no closer."
    return f"After {_steps(run.steps)}, {percent(run.share_left)} of the way is left."


def _steps(count: int) -> str:
    return f"{count:,} step" if count == 1 else f"{count:,} steps"
