"""How written words are said: names, signs and numbers that a voice would read wrongly.

Captions show what is written; the voice reads what is returned here, word by word. Plain words
pass through unchanged; anything that looks like mathematics is taken apart into numbers, names
and signs, which are said one after the other.
"""

from __future__ import annotations

import re

from scenes.voice.pronunciation_tables import (
    ABBREVIATIONS,
    DASHES,
    FRACTIONS,
    GREEK,
    NAMES,
    SIGNS,
)

_OPENING = "\"'“”‘’([{"
_CLOSING = "\"'“”‘’)]}"
_PAUSES = ",;:.!?"
_WRAPPING = _OPENING + _CLOSING + _PAUSES + "…"
_GREEK_NAMES = "|".join(sorted({*GREEK.values(), "xi"}))

_LETTER = r"[^\W\d_²³]"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_PIECE = re.compile(
    rf"(?P<tens>{_NUMBER}[eE][-−+]?\d+(?![\w.]))"
    r"|(?P<ordinal>\d+(?:st|nd|rd|th)\b)"
    rf"|(?P<number>{_NUMBER})"
    r"|(?P<exponent>\^[({]?[-−+]?\w+[)}]?)"
    rf"|(?P<function>(?<!{_LETTER})[fghpqL](?=\())"
    rf"|(?P<name>{_LETTER}(?:{_LETTER}|['’](?={_LETTER}))*)"
    r"|(?P<sign>.)",
    re.DOTALL,
)
_MATHEMATICS = re.compile(rf"\d|{_LETTER}\(|[{re.escape(''.join([*SIGNS, *GREEK, '^']))}]")
_OPERAND = re.compile(rf"(?:[a-zA-Z]|{_NUMBER}|{_GREEK_NAMES})(?:_?\d+)?(?:\^.*)?")
_ALTERNATIVES = re.compile(rf"{_LETTER}{{2,}}(?:/{_LETTER}{{2,}})+")
_FRACTION = re.compile(r"[-−]?(\d+)/(\d+)")


def spoken_words(text: str) -> list[str]:
    """Return what is said for each whitespace-separated word of ``text``.

    A dash that stands alone is a pause: nothing is said for it, and the word before it gets a
    comma. Between two numbers or letters it is a minus sign.
    """
    written = text.split()
    spoken: list[str] = []
    for index, word in enumerate(written):
        before = written[index - 1] if index else ""
        after = written[index + 1] if index + 1 < len(written) else ""
        if word in DASHES and _is_operand(before) and _is_operand(after):
            spoken.append(SIGNS["−"])
        elif all(sign in DASHES or sign in _WRAPPING for sign in word) and (
            word[0] not in DASHES or word[-1] not in _PAUSES
        ):
            spoken.append("")
            _add_pause(spoken)
        else:
            said = _say_letter_a(word, after) or _say(word)
            # Written "is ≈ 3" or "is < 3": say "is" once.
            spoken.append(said.removeprefix("is ") if before.lower() == "is" else said)
    return spoken


def _is_operand(word: str) -> bool:
    core = word.strip(_WRAPPING)
    return bool(_OPERAND.fullmatch(core) or _MATHEMATICS.search(core))


def _add_pause(spoken: list[str]) -> None:
    """Put a comma behind the last word that is said, if it has no pause already."""
    for index in range(len(spoken) - 1, -1, -1):
        if spoken[index]:
            if spoken[index][-1] not in _PAUSES:
                spoken[index] += ","
            return


def _say_letter_a(word: str, after: str) -> str:
    """Name the letter a where it cannot be the article: before a sign or a pause."""
    core, pause = _split_pause(word.lstrip(_OPENING))
    return f"eigh{pause}" if core == "a" and (pause or after in SIGNS) else ""


def _say(word: str) -> str:
    """Return what is said for one written word, with the pause that it ends with."""
    bare = word.lstrip(_OPENING)
    if bare.lower() in ABBREVIATIONS:
        return ABBREVIATIONS[bare.lower()]
    core, pause = _split_pause(bare)
    return _say_core(core) + pause


def _split_pause(word: str) -> tuple[str, str]:
    """Take quotes, brackets and pauses off the end; return the rest and one pause or none."""
    core = word.rstrip(_CLOSING + _PAUSES + "…")
    ending = word[len(core) :].replace("…", ",").replace("..", ",")
    return core, next((sign for sign in ending if sign in _PAUSES), "")


def _say_core(core: str) -> str:
    fraction = _FRACTION.fullmatch(core)
    if fraction and fraction.groups() in FRACTIONS:
        minus = "" if core[0].isdigit() else "minus "
        return minus + FRACTIONS[fraction.group(1), fraction.group(2)]
    if core.lower() in ABBREVIATIONS:
        return ABBREVIATIONS[core.lower()]
    if _ALTERNATIVES.fullmatch(core) and not any(map(_is_operand_or_rate, core.split("/"))):
        return core.replace("/", " ")
    if core in DASHES:
        return SIGNS["−"]
    if _MATHEMATICS.search(core):
        return _say_mathematics(core)
    parts = re.split(r"(-|[–—]|\.{2,}|…)", core)
    parts[1::2] = ["-" if mark == "-" else ", " for mark in parts[1::2]]
    return "".join(_say_name(part) if part[:1].isalpha() else part for part in parts)


def _is_operand_or_rate(word: str) -> bool:
    """Tell whether a word beside a slash is mathematics, as in 2/kappa and df/dx."""
    return bool(_OPERAND.fullmatch(word)) or word in NAMES


def _say_name(name: str) -> str:
    """Respell a name, with or without a possessive ending."""
    stem, *ending = re.split(r"['’]", name, maxsplit=1)
    known = NAMES.get(stem.lower())
    return "'".join([known, *ending]) if known else name


def _say_mathematics(core: str) -> str:
    said: list[str] = []
    for piece in _PIECE.finditer(core):
        text = piece.group()
        match piece.lastgroup:
            case "tens":
                said.append(_say_tens(text))
            case "ordinal":
                said.append(text)
            case "number":
                said.append(f"0{text}" if text[0] == "." else text)
            case "exponent":
                said.append(_say_exponent(text.strip("^(){}")))
            case "function":
                said.append(f"{text} of")
            case "name":
                said.append(GREEK.get(text) or _say_name(text))
            case _ if text in DASHES:
                said.append(_say_hyphen(core[: piece.start()], core[piece.end() :]))
            case _ if text in ",;:":
                said.append(",")
            case _:
                said.append(SIGNS.get(text, ""))
    return " ".join(part for part in said if part).replace(" ,", ",")


def _say_tens(number: str) -> str:
    """Say 1e-3 as a power of ten, and 2.5e-3 as a number times one."""
    mantissa, exponent = re.split("[eE]", number.replace("−", "-"))
    power = f"10 {_say_exponent(str(int(exponent)))}"
    return power if float(mantissa.replace(",", "")) == 1 else f"{mantissa} times {power}"


def _say_exponent(exponent: str) -> str:
    if exponent in ("2", "3"):
        return SIGNS["²"] if exponent == "2" else SIGNS["³"]
    minus = "minus " if exponent[0] in "-−" else ""
    base = exponent.lstrip("-−+")
    return f"to the {minus}{GREEK.get(base, base)}"


def _say_hyphen(before: str, after: str) -> str:
    """Say a hyphen inside a word: minus, ``to`` between two numbers, or nothing."""
    if not before or not (before[-1].isalnum() or before[-1] in _CLOSING):
        return SIGNS["−"]
    if before[-1].isdigit() and after[:1].isdigit():
        return "to"
    operand = after.strip(_WRAPPING)
    # Capital letters are names, as in 2-D; small ones are variables, as in 1-x.
    is_minus = _OPERAND.fullmatch(operand) and not operand[:1].isupper()
    return SIGNS["−"] if is_minus else ""
