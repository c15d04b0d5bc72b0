"""What is said of learning rates, the condition number and the cures, as far as the runs bear it.

Each function returns a written line with the cues that the drawing waits for.
"""

from __future__ import annotations

import numpy as np

from mathcore.arrays import Array
from scenes.numbers import words
from scenes.stories.ill_conditioned_bowl.numbers import factor, percent, rate
from scenes.stories.ill_conditioned_bowl.run import HORIZONTAL, VERTICAL, Motion, Run, Verdict
from scenes.stories.ill_conditioned_bowl.story import Story

_CRAWLS = 0.3
"""A run crawls if more than this share of the way is left at its end."""
_PATIENCE = 20
"""Fewer steps than this are too few to call a run slow."""


def compared(story: Story) -> str:
    """The three runs, slow to fast. Cues ``slow``, ``middle``, ``fast``."""
    marks = ("[slow]", "[middle]", "[fast]")
    return " ".join(
        f"{mark} At {rate(run, story)}{_end_of(run)}."
        for mark, run in zip(marks, story.compared, strict=True)
    )


def _end_of(run: Run) -> str:
    if run.verdict is Verdict.DIVERGES:
        return ", above two over kappa, it diverges"
    if run.above_limit and Motion.STILL in (run.vertical, run.horizontal):
        return ", above two over kappa, it is spared, because no step leads across"
    if run.above_limit:
        return ", above two over kappa, the swings grow, but slowly"
    if run.verdict is Verdict.CYCLES:
        return " it cycles"
    if run.share_left > _CRAWLS and run.steps >= _PATIENCE:
        return f" it crawls: {percent(run.share_left)} of the way is left"
    return f", {percent(run.share_left)} is left"


def factors(story: Story) -> str:
    """What one step of the asked rate does to the error. Cues ``across``, ``along``."""
    along, across = (factor(value) for value in story.asked.factors)
    told = (
        f"Each step at {rate(story.asked, story)} multiplies the error "
        f"[across] across by {across}, and [along] along by {along}."
    )
    if story.is_round:
        return f"{told} In a round bowl, one rate suits both."
    return f"{told} One rate must serve both."


# --- the condition number --------------------------------------------------------------------


def condition(story: Story) -> str:
    """What the condition number is, and where the eye sees it. Cues ``ratio``, ``axes``."""
    kappa = words(story.kappa)
    told = (
        "The condition number is the [ratio] ratio of the Hessian's singular values: "
        f"{kappa} over 1. The ellipse shows [axes] its square root: "
    )
    if story.is_round:
        return f"{told}as long as wide, it is a circle."
    return f"{told}{words(story.elongation)} times as long as wide."


def best(story: Story) -> str:
    """The best fixed rate and what it achieves. Cue ``best``."""
    at = words(story.best_rate)
    if story.is_round:
        told = f"Raise the rate, and both factors fall [best] until {at}."
    else:
        told = f"Raise the rate: the larger factor falls [best] until both are equal, at {at}."
    if story.best_factor == 0:
        return f"{told} There one step arrives."
    return f"{told} Even there, each step leaves {percent(story.best_factor)} of the error."


# --- two cures -------------------------------------------------------------------------------


def normalise(story: Story) -> str:
    """The first cure. Cue ``circles``."""
    if story.is_round:
        return "First cure: normalise the inputs. [circles] These contours are round already."
    return (
        "First cure: normalise the inputs. [circles] The ellipses become circles, "
        "and the arrow finds the minimum."
    )


def average(story: Story) -> str:
    """The second cure. Cues ``add``, ``sum``."""
    run = story.averaged
    told = "Second cure: average the steps. "
    if run is not story.asked:
        told = f"Second cure, shown at {rate(run, story)}: average the steps. "
    steps = story.summed_steps
    cancelled = [_cancels(steps[:, axis]) for axis in (HORIZONTAL, VERTICAL)]
    if all(cancelled) or (cancelled[VERTICAL] and run.horizontal is Motion.STILL):
        return f"{told}[add] All of it cancels here, [sum] so only a smaller rate helps."
    if cancelled[VERTICAL]:
        return (
            f"{told}[add] Vertical cancels, horizontal adds: [sum] what is left "
            f"{_direction(story)}. That is the idea of momentum."
        )
    if cancelled[HORIZONTAL]:
        return f"{told}[add] All of it cancels here, [sum] so only a smaller rate helps."
    return f"{told}[add] Nothing alternates here, [sum] so nothing cancels."


def _cancels(values: Array) -> bool:
    """Whether more than half of what the parts add up to in size cancels."""
    size = float(np.abs(values).sum())
    return size > 0 and abs(float(values.sum())) < 0.5 * size


def _direction(story: Story) -> str:
    if story.sum_is_level:
        return "points along the valley"
    across, along = np.abs(story.summed_steps.sum(axis=0))[[VERTICAL, HORIZONTAL]]
    if along > across:
        return "leans along the valley"
    return "is a fraction of the swing"
