"""Numbers of the lesson as they are read: what differs from a special value is told apart."""

from __future__ import annotations

from scenes.numbers import words
from scenes.stories.ill_conditioned_bowl.run import Run
from scenes.stories.ill_conditioned_bowl.story import Story


def percent(share: float) -> str:
    """A share as ``92 percent``; never rounded up to all or down to nothing."""
    if 0 < share < 1e-4:
        return "less than 0.01 percent"
    return f"{_apart(100 * share, 100, 2)} percent"


def factor(value: float) -> str:
    """A factor per step; one that is not 1 is not read as 1."""
    return _apart(value, 1, 3)


def rate(run: Run, story: Story) -> str:
    """A learning rate; one that is not the limit is not read as the limit."""
    digits = 3
    while digits < 15 and words(run.rate, digits) == words(story.limit, digits):
        if abs(run.rate / story.limit - 1) < 1e-12:
            return words(story.limit)
        digits += 1
    return words(run.rate, digits)


def _apart(value: float, special: float, digits: int) -> str:
    """A number with as many digits as tell it from a special value, if it differs at all."""
    if abs(value / special - 1) < 1e-13:
        return words(special)
    while digits < 15 and words(value, digits) == words(special):
        digits += 1
    return words(value, digits)


def point(place: tuple[float, float]) -> str:
    """Coordinates as they are read: ``−9, 2``."""
    return ", ".join(words(value) for value in place)
