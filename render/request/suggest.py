"""Names that somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """The known names most like ``name``, best first; none if nothing is alike."""
    names = {_plain(candidate): candidate for candidate in known}
    typed = _plain(name)
    close = get_close_matches(typed, names, n=count, cutoff=0.55)
    inside = [plain for plain in names if len(typed) > 2 and typed in plain and plain not in close]
    return tuple(names[plain] for plain in [*close, *inside][:count])


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """One line: there is no such thing, and what there is instead."""
    names = tuple(known)
    close = nearest(name, names)
    if close:
        return f"no {kind} {name!r} (did you mean {_either(close)}?)"
    if not names:
        return f"no {kind} {name!r} (there is none)"
    return f"no {kind} {name!r} (there are: {', '.join(names)})"


def _either(names: tuple[str, ...]) -> str:
    return " or ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").lstrip("-")
