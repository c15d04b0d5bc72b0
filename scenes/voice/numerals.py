"""Numbers in words, as they are read aloud in English."""

from __future__ import annotations

import re
from typing import Final

_SMALL: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS: Final = [
    "",
    "",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
]
_GROUPS = ("", " thousand", " million", " billion", " trillion")
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_NUMBER = re.compile(
    r"(?<![\w.])(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d+)|(?P<ordinal>st|nd|rd|th)\b)?"
)


def with_words(text: str) -> str:
    """Replace the numbers of a text: ``0.076`` by ``zero point zero seven six``."""
    return _NUMBER.sub(_replaced, text)


def _replaced(found: re.Match[str]) -> str:
    digits = found["whole"].replace(",", "")
    if len(digits) > 3 * len(_GROUPS):
        return found.group()
    words = _whole(int(digits))
    if found["part"]:
        return " ".join([words, "point", *(_SMALL[int(digit)] for digit in found["part"])])
    return _ordinal(words) if found["ordinal"] else words


def _whole(number: int) -> str:
    if not number:
        return _SMALL[0]
    groups = []
    for name in _GROUPS:
        number, rest = divmod(number, 1000)
        if rest:
            groups.append(_hundreds(rest) + name)
    return " ".join(reversed(groups))


def _hundreds(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{_SMALL[hundreds]} hundred"] if hundreds else []
    if rest >= len(_SMALL):
        tens, ones = divmod(rest, 10)
        words.append(_TENS[tens] + (f"-{_SMALL[ones]}" if ones else ""))
    elif rest:
        words.append(_SMALL[rest])
    return " ".join(words)


def _ordinal(words: str) -> str:
    before, last = re.fullmatch(r"(.*?)(\w+)", words).groups()  # type: ignore[union-attr]
    if last.endswith("y"):
        return f"{before}{last[:-1]}ieth"
    return before + _ORDINALS.get(last, f"{last}th")
