"""Sentences on what the runs do, on the hill and in the bowl; ``[name]`` marks a cue."""

from __future__ import annotations

from mathcore.objectives import Objective
from mathcore.stops import Stop
from mathcore.trajectory import Trajectory
from scenes.numbers import words
from scenes.stories.adam_bias_correction.runs import (
    BOWL_STEPS,
    End,
    Pair,
    arrival,
    end_of,
    first_valley,
)
from scenes.stories.adam_bias_correction.steps import First, StepLengths

_DIGITS = 4
"""Places on the hill are said more exactly than sizes."""

_TWO = 2


def place(x: float) -> str:
    """A place on the hill; what is nearly zero is called so."""
    return words(round(float(x), 6) + 0.0, _DIGITS)


def count_of_steps(count: int) -> str:
    """``one step``, ``400 steps``."""
    return "one step" if count == 1 else f"{words(count, _DIGITS)} steps"


def valley(objective: Objective, index: int) -> str:
    """What to call a minimum: deep and shallow where there are two of different depth."""
    minima = objective.minima
    if len(minima) == 1:
        return "the valley"
    depths = objective.value(minima)
    if len(minima) == _TWO and depths[1] - depths[0] > 1e-6 * max(abs(float(depths[0])), 1.0):
        return ("the deep valley", "the shallow valley")[index]
    return f"the valley at {place(minima[index, 0])}"


def at_the_start(runs: Pair) -> str:
    """Where both runs begin; cue start."""
    trajectory = runs.corrected
    index = first_valley(trajectory)
    where = place(trajectory.positions[0, 0])
    if index is None:
        return f"Two runs [start] start at {where}; only the correction differs."
    name = valley(trajectory.objective, index)
    if f"at {where}" in name:
        return f"Two runs [start] start in {name}; only the correction differs."
    return f"Two runs [start] start at {where}, in {name}; only the correction differs."


def first_steps(runs: Pair) -> str:
    """How long the first steps on the hill are; cues corrected, uncorrected."""
    ends = {end_of(runs.corrected), end_of(runs.uncorrected)}
    if End.NEVER_MOVED in ends:
        return "The slope is [corrected] zero there, so [uncorrected] neither of them moves."
    one, other = (_first_step(t) for t in (runs.corrected, runs.uncorrected))
    if one == other:
        return f"The [corrected] first step {one}, with the correction [uncorrected] or not."
    return f"Corrected, the first [corrected] step {one}. Uncorrected, [uncorrected] it {other}."


def _first_step(trajectory: Trajectory) -> str:
    if trajectory.steps == 0:
        return "leaves the landscape"
    return f"is {words(abs(float(trajectory.updates[0, 0])))} long"


def endings(runs: Pair) -> str:
    """How both runs end; cues corrected, uncorrected."""
    one, other = runs.corrected, runs.uncorrected
    ends = end_of(one), end_of(other)
    return _alike(runs, ends[0]) if ends[0] is ends[1] else _each(runs)


def _alike(runs: Pair, end: End) -> str:
    """How two runs end of which the same can be said."""
    one, other = runs.corrected, runs.uncorrected
    if end is End.NEVER_MOVED:
        return "Both [corrected] stay where they [uncorrected] are: no correction can move them."
    if runs.same:
        return f"Step for step both runs [corrected] are [uncorrected] the same. Each {_end(one)}."
    if end is End.RESTLESS:
        return f"Neither the corrected [corrected] run nor the [uncorrected] other {_settled(one)}."
    if end is End.RUNS_AWAY and one.stop is other.stop:
        return f"The corrected [corrected] run {_end(one)}, and so does the [uncorrected] other."
    if end is End.NO_MINIMUM:
        places = [place(t.positions[-1, 0]) for t in (one, other)]
        return (
            f"No minimum is known here. After {count_of_steps(one.steps)} "
            f"the corrected [corrected] run stands at {places[0]}, "
            f"the [uncorrected] other at {places[1]}."
        )
    return _each(runs)


def _each(runs: Pair) -> str:
    """How two runs end, one after the other."""
    one, other = runs.corrected, runs.uncorrected
    valleys = one.settled_in(), other.settled_in()
    if end_of(one) is End.SETTLED and valleys[0] == valleys[1]:
        second = "ends in the same valley, by another way"
    else:
        second = _end(other)
    return f"Corrected, [corrected] it {_end(one)}. Uncorrected, [uncorrected] it {second}."


def _end(trajectory: Trajectory) -> str:
    """What one run does in the end: a verb and what belongs to it."""
    end = end_of(trajectory)
    if end is End.SETTLED:
        return _settling(trajectory)
    if end is End.NO_MINIMUM:
        here = place(trajectory.positions[-1, 0])
        return f"knows no minimum, and stands at {here} after {count_of_steps(trajectory.steps)}"
    if end is End.RESTLESS:
        jumps = "jumps to and fro, and " if trajectory.oscillates(0) else ""
        return jumps + _settled(trajectory, "has not")
    if trajectory.stop is Stop.NONFINITE:
        return "gets to where the landscape has no value"
    return "runs away"


def _settled(trajectory: Trajectory, has: str = "has") -> str:
    return f"{has} settled after {count_of_steps(trajectory.steps)}"


def _settling(trajectory: Trajectory) -> str:
    """In which valley a run settles, and whether it had to leave its own for that."""
    index = trajectory.settled_in() or 0
    name = valley(trajectory.objective, index)
    where = name if " at " in name else f"{name}, at {place(trajectory.positions[-1, 0])}"
    origin = first_valley(trajectory)
    if origin is None:
        return f"ends in {where}"
    if origin != index:
        return f"leaps over the ridge and ends in {where}"
    if (trajectory.basins == index).all():
        return f"settles in {where}"
    return f"leaves, comes back, and settles in {where}"


# --- the bowl --------------------------------------------------------------------------------


def bowl_title(lengths: StepLengths) -> str:
    """The heading of the part about the bowl."""
    if lengths.kind is First.LARGER or lengths.grows_too_long:
        return "Is a bigger step always worse?"
    return "And in an easy bowl?"


def in_the_bowl(runs: Pair, lengths: StepLengths) -> str:
    """Which run gets down an easy bowl first; cue race."""
    corrected, uncorrected = arrival(runs.corrected), arrival(runs.uncorrected)
    if corrected is None and uncorrected is None:
        return (
            f"On a plain bowl, [race] neither of them gets down within {words(BOWL_STEPS)} steps."
        )
    if corrected is None or uncorrected is None:
        winner = "corrected" if uncorrected is None else "uncorrected"
        needed = uncorrected if corrected is None else corrected
        return (
            f"On a plain bowl, only the {winner} run [race] gets down "
            f"within {words(BOWL_STEPS)} steps: it takes {needed}."
        )
    if corrected == uncorrected:
        return f"On a plain bowl, [race] both runs take {corrected} steps."
    if uncorrected < corrected:
        bigger = (
            "the bigger steps"
            if lengths.grows_too_long or lengths.kind is First.LARGER
            else ("the uncorrected steps")
        )
        return (
            f"To be fair: on an easy bowl, {bigger} [race] arrive sooner, "
            f"after {uncorrected} steps instead of {corrected}."
        )
    return (
        f"On a plain bowl, the uncorrected run [race] arrives later, "
        f"after {uncorrected} steps instead of {corrected}."
    )


def the_fault(runs: Pair, lengths: StepLengths) -> str:
    """What is wrong with the uncorrected step, after the race; cue fault."""
    corrected, uncorrected = arrival(runs.corrected), arrival(runs.uncorrected)
    if lengths.always_right and runs.same:
        return "With these betas there is [fault] nothing to correct."
    if not (uncorrected is None or corrected is None) and uncorrected < corrected:
        return "The fault is another: it is [fault] not the step you asked for."
    return "And its early steps were [fault] not the ones you asked for."
