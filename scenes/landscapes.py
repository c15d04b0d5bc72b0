"""The landscape that a lesson's parameter asks for: a known name, or a formula."""

from __future__ import annotations

from functools import lru_cache

from mathcore import objectives
from mathcore.objectives import Objective


@lru_cache(maxsize=16)
def landscape(text: str, dimension: int) -> Objective:
    """Return the objective called ``text``, or made from ``text`` as a formula in x (and y).

    Raises
    ------
    ValueError : no such name, no formula, or of another dimension; one line with the fix
    """
    if text in objectives.names() or (text.isidentifier() and text not in {"x", "y", "e", "pi"}):
        found = objectives.get(text)
    else:
        found = objectives.from_expression(text, dimension=dimension)
    if found.dimension != dimension:
        wanted = {1: "x alone", 2: "x and y"}[dimension]
        raise ValueError(f"{text} is not a landscape over {wanted}; take another one")
    return found
