"""A landscape as a lecturer asks for it: a name from mathcore, or a formula in x and y."""

from __future__ import annotations

import re
from functools import lru_cache

from mathcore import objectives
from mathcore.objectives import Objective

_NAME = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
_LETTERS = ("x", "y", "e", "pi")


@lru_cache(maxsize=32)
def surface(text: str, **parameters: float) -> Objective:
    """The two-dimensional landscape of this name, or of this formula.

    Parameters
    ----------
    parameters : for a name only, such as ``a=1``

    Raises
    ------
    ValueError : an unknown name, a landscape of one dimension, or a formula that cannot be read;
        one line, for a formula with the position of the fault
    """
    if not text.strip():
        raise ValueError("an objective is a name such as himmelblau, or a formula in x and y")
    if not _NAME.fullmatch(text) or text in _LETTERS:
        return objectives.from_expression(text, dimension=2)
    objective = objectives.get(text, **parameters)
    if objective.dimension != 2:
        raise ValueError(f"{text} has one dimension; this lesson needs a landscape over x and y")
    return objective
