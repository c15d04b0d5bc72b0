"""The text of one caption: pieces no longer than a line, and where a line may break."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from render.timeline import TimedWord

WIDTH = 42
"""Characters that a line holds at most."""

_SENTENCE_END = re.compile(r"[.!?…]['\")\]”’]*$")
_CLAUSE_END = re.compile(r"[;:,–—]['\")\]”’]*$")
_INNER_SENTENCE_END = re.compile(r"[.!?…]['\")\]”’]*(?= )")
_CUT_AFTER = re.compile(r"[-/_.,=+*&?:;|)\]}]")

# Words that lean on the next one: a line that ends with them reads badly.
_LEANING_WORDS = """
a an the of to in on at by for from with and or but nor so than that this these those its his her
their our your my is are was were be been has have had not no as if when where which who while
because until into onto over under between per we it they you i each every
"""
_LEANING = frozenset(_LEANING_WORDS.split())


@dataclass(frozen=True)
class Token:
    """A piece of text that stays on one line, with its time in seconds.

    ``joined`` is set where it continues the word before it, without a space.
    """

    text: str
    start: float
    end: float
    joined: bool = False


def tokens_of(words: Sequence[TimedWord]) -> list[Token]:
    """The words as tokens; one too long for a line becomes several that share its time."""
    tokens: list[Token] = []
    for word in words:
        pieces = [
            (piece, index > 0)
            for text in word.text.split()
            for index, piece in enumerate(_pieces(text))
        ]
        letters = sum(len(piece) for piece, _ in pieces)
        done = 0
        for piece, joined in pieces:
            begin = word.start + (word.end - word.start) * done / letters
            done += len(piece)
            end = word.start + (word.end - word.start) * done / letters
            tokens.append(Token(piece, begin, end, joined))
    return tokens


def layout(tokens: Sequence[Token]) -> tuple[str, ...] | None:
    """The text in one line, or in the best two; None when it does not fit."""
    whole = _joined(tokens)
    if len(whole) <= WIDTH:
        return (whole,)
    best: tuple[float, tuple[str, ...]] | None = None
    for cut in range(1, len(tokens)):
        upper, lower = _joined(tokens[:cut]), _joined(tokens[cut:])
        if max(len(upper), len(lower)) > WIDTH:
            continue
        cost = abs(len(upper) - len(lower)) / WIDTH + 0.6 * phrase_break(tokens[cut - 1])
        if tokens[cut].joined:
            cost += 2.0
        if best is None or cost < best[0]:
            best = cost, (upper, lower)
    return best[1] if best else None


def phrase_break(token: Token) -> float:
    """How bad it is to break after ``token``: 0 after a sentence, 1.5 after "the"."""
    if _SENTENCE_END.search(token.text):
        return 0.0
    if _CLAUSE_END.search(token.text):
        return 0.25
    return 1.5 if token.text.lower() in _LEANING else 1.0


def sentence_ends_inside(line: str) -> int:
    """How many sentences end before the end of ``line``."""
    return len(_INNER_SENTENCE_END.findall(line))


def _joined(tokens: Sequence[Token]) -> str:
    text = ""
    for token in tokens:
        text += token.text if token.joined or not text else f" {token.text}"
    return text


def _pieces(text: str) -> list[str]:
    """Cut a word at its own joints where it has them, else where the line is full."""
    pieces: list[str] = []
    while len(text) > WIDTH:
        joints = [match.end() for match in _CUT_AFTER.finditer(text[:WIDTH])]
        cut = joints[-1] if joints and joints[-1] >= WIDTH // 3 else WIDTH
        pieces.append(text[:cut])
        text = text[cut:]
    return [*pieces, text]
