"""How written words are said: names, symbols and numbers that a voice would read wrongly.

Captions show what is written; the voice reads what is returned here, word by word.
"""

from __future__ import annotations


def spoken_words(text: str) -> list[str]:
    """Return what is said for each whitespace-separated word of ``text``."""
    return text.split()
