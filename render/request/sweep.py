"""``--sweep NAME=VALUES``: the values that a parameter takes in turn, and all combinations of them.

Values are separated by commas, points and texts with commas in them by semicolons, and whole
ranges have two dots::

    condition_number=1,5,25,100
    start=-9,2;-4,3
    steps=10..50:10          10, 20, 30, 40, 50
    learning_rate=0.001..1:x10    0.001, 0.01, 0.1, 1
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Any

from render.errors import UsageError
from render.request.settings import pairs

SEED = "seed"
"""Swept like a parameter though it is an option: what everything random begins with."""

LARGEST = 10_000
"""Clips of one sweep at most."""

TYPED = "--sweep"
"""The place of a sweep that was typed."""

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_RANGE = re.compile(rf"({_NUMBER})\.\.({_NUMBER})(?::(x?)({_NUMBER}))?")


@dataclass(frozen=True)
class Sweep:
    """The values of one parameter, as they were written.

    Attributes
    ----------
    text : all of them in one text, from the command line; None if they came as a list
    listed : from a file
    place : ``--sweep`` or ``FILE:LINE``
    """

    name: str
    text: str | None
    listed: tuple[Any, ...] = ()
    place: str = TYPED

    def values(self, *, point: bool = False) -> tuple[Any, ...]:
        """The single values, not checked yet.

        Parameters
        ----------
        point : whether the parameter takes several numbers, so that a comma does not end one

        Raises
        ------
        UsageError : no value, or a range that is none
        """
        if self.text is None:
            return self.listed
        if ";" in self.text or point:
            parts = self.text.split(";")
        else:
            parts = self.text.split(",")
        parts = [part.strip() for part in parts]
        if not all(parts):
            raise UsageError(
                f"{self.place} {self.name}={self.text}: a value is missing between the commas"
                if any(parts)
                else f"{self.place} {self.name} needs values (such as {self.name}=1,2,3)"
            )
        return tuple(value for part in parts for value in self._range(part))

    def _range(self, part: str) -> Sequence[str]:
        match = _RANGE.fullmatch(part)
        if match is None:
            return (part,)
        first, last = Decimal(match[1]), Decimal(match[2])
        factor, step = bool(match[3]), Decimal(match[4] or 1)
        whole = first == first.to_integral_value() and last == last.to_integral_value()
        if match[4] is None and not whole:
            raise self._bad(part, f"needs a step ({part}:0.1 adds, {part}:x10 multiplies)")
        if factor:
            return self._multiplied(part, first, last, step)
        if step <= 0 or last < first:
            raise self._bad(part, "is no range: it goes up, in steps > 0 (FIRST..LAST:STEP)")
        count = int((last - first) / step) + 1
        self._limit(count)
        return [_plain(first + step * index) for index in range(count)]

    def _multiplied(self, part: str, first: Decimal, last: Decimal, by: Decimal) -> Sequence[str]:
        if first <= 0 or by <= 1 or last < first:
            raise self._bad(part, "is no range: it goes up from a number > 0 (FIRST..LAST:x10)")
        # What is beside the last value only by rounding is the last value.
        count = int(math.log(last / first) / math.log(by) + 1e-9) + 1
        self._limit(count)
        return [_plain(first * by**index) for index in range(count)]

    def _bad(self, part: str, fix: str) -> UsageError:
        return UsageError(f"{self.place} {self.name}={part} {fix}")

    def _limit(self, count: int) -> None:
        if count > LARGEST:
            raise UsageError(
                f"{self.place} {self.name} has {count} values; a sweep has {LARGEST} at most"
            )


def read_sweeps(texts: Iterable[str]) -> dict[str, Sweep]:
    """Take what was given to ``--sweep`` apart, each text one parameter.

    Raises
    ------
    UsageError : no ``=``, no name, or a name given twice
    """
    again = "is swept twice (give all of its values in one --sweep)"
    found = pairs(texts, "--sweep takes name=value,value,...", again)
    return {name: Sweep(name, values) for name, values in found.items()}


def combinations(values: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """Every choice of one value for each name; the first name changes slowest.

    Raises
    ------
    UsageError : there are too many
    """
    count = math.prod(len(each) for each in values.values())
    if count > LARGEST:
        raise UsageError(f"this sweep makes {count} clips; {LARGEST} at most (sweep fewer values)")
    return [dict(zip(values, choice, strict=True)) for choice in product(*values.values())]


def _plain(number: Decimal) -> str:
    """A number of a range as one would type it, without noise from the arithmetic."""
    value = float(number)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
