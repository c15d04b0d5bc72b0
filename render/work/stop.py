"""Whether jobs go on being begun."""

from __future__ import annotations

from collections.abc import Callable

Stop = Callable[[], bool]
"""Asked before a job is begun: whether none shall be begun any more."""


def never() -> bool:
    """Go on to the end."""
    return False
