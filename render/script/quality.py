"""What is worth recording again: clipped, faint or noisy takes, and those of other words."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.voice import VoiceError
from scenes.voice.loudness import RATE
from scenes.voice.pace import word_seconds
from scenes.voice.pronunciation import spoken_words
from scenes.voice.recordings import read
from scenes.voice.takes_folder import Take
from scenes.voice.takes_levels import MOST, measure

_CLIPPED = 5
_NOISY = 20.0
_SLOWEST, _QUICKEST = 2.0, 0.5


@dataclass(frozen=True)
class Quality:
    """What was found out about a take.

    Attributes
    ----------
    seconds : from the first word to the last
    loudness : LUFS, before it is levelled; None if nobody speaks
    remarks : what is wrong with it
    """

    seconds: float
    loudness: float | None
    remarks: tuple[str, ...]


def judge(take: Take, text: str) -> Quality:
    """Listen to a take of some words."""
    try:
        levels = measure(read(take.path))
    except VoiceError:
        return Quality(0.0, None, ("cannot be read",))
    if not levels.runs:
        return Quality(0.0, None, ("nobody speaks",))
    remarks = []
    if levels.clipped > _CLIPPED:
        remarks.append("clipped (record with less gain)")
    if levels.gain >= MOST:
        remarks.append("faint (record with more gain)")
    elif levels.speech - levels.noise < _NOISY:
        remarks.append("noisy (record closer to the microphone)")
    voiced = sum(end - start for start, end in levels.runs) / RATE
    pace = voiced / sum(word_seconds(said) for said in spoken_words(text) if said)
    if not _QUICKEST < pace < _SLOWEST:
        much = "long" if pace > 1 else "short"
        remarks.append(f"too {much} for these words (is it of another line?)")
    seconds = (levels.runs[-1][1] - levels.runs[0][0]) / RATE
    return Quality(round(seconds, 2), round(levels.loudness, 1), tuple(remarks))
