"""The sound of what a lesson says: until it is needed, there are the times of the words alone.

To speak takes ten times as long as to time the words. Stills, storyboards, plans and videos without
sound do without it, and of the workers that draw a video each speaks a part.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from render.timeline import SpokenText, Timeline
from scenes.voice import load as load_voice

WITH_SOUND = ("mp4", "webm", "mov")
"""The formats of videos in which a voice is heard."""


def speak_share(timeline: Timeline, voice: str, speaks: Callable[[int], bool]) -> None:
    """Put the sound of some lines into this machine's cache.

    Parameters
    ----------
    voice : the name of the voice that the lesson was planned with
    speaks : whether a line is wanted, by its number among the different ones; asked about each
        when the one before it has been spoken

    Raises
    ------
    VoiceError : it cannot speak, or the cache cannot be written
    """
    if not timeline.lines:
        return
    speaker = load_voice(voice)
    for number, text in enumerate(dict.fromkeys(line.text for line in timeline.lines)):
        if speaks(number):
            speaker.speak(text)


def with_narration(timeline: Timeline, voice: str) -> Timeline:
    """The timeline with the sound of every line in this machine's cache, made if it is not there.

    Parameters
    ----------
    voice : the name of the voice that the lesson was planned with

    Raises
    ------
    VoiceError : it cannot speak, or the cache cannot be written
    """
    if not timeline.lines:
        return timeline
    speaker = load_voice(voice)

    def heard(line: SpokenText) -> SpokenText:
        audio = speaker.speak(line.text).audio
        return replace(line, audio=None if audio is None else str(audio))

    return replace(timeline, lines=tuple(map(heard, timeline.lines)))
