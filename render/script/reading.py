"""How the formulas and numbers of a line are said."""

from __future__ import annotations

import re

from scenes.voice.numerals import with_words
from scenes.voice.pronunciation import spoken_words
from scenes.voice.pronunciation_tables import GREEK, NAMES

_PLAIN = re.compile(r"[\"'“”‘’(\[{]*[^\W\d_]+(?:['’-][^\W\d_]+)*[\"'“”‘’)\]}.,;:!?…]*")
_ENDING = ",;:.!?"
_RESPELT = {
    said: written
    for written, said in NAMES.items()
    if written.isalpha() and len(written) > 4 and not said.startswith(("the ", "R M S"))
}
"""What the voice is told instead of names that people can read."""


def how_to_say(text: str) -> list[tuple[str, str]]:
    """What is written and how it is said, for all but plain words; each once, in order.

    Neighbours belong together: ``κ = 25`` is ``kappa equals twenty-five``.
    """
    written = text.split()
    groups: list[tuple[list[str], list[str]]] = []
    joined = False
    for word, said in zip(written, spoken_words(text), strict=True):
        if not said or (_PLAIN.fullmatch(word) and GREEK.keys().isdisjoint(word)):
            joined = False
            continue
        if not joined:
            groups.append(([], []))
        groups[-1][0].append(word)
        groups[-1][1].append(said.rstrip(_ENDING))
        joined = word[-1] not in _ENDING
    found = {" ".join(w).rstrip(_ENDING): _for_people(" ".join(s)) for w, s in groups}
    return list(found.items())


def _for_people(said: str) -> str:
    for respelt, plain in _RESPELT.items():
        said = re.sub(rf"\b{re.escape(respelt)}\b", plain, said)
    return with_words(said)
