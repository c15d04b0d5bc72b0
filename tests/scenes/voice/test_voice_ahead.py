"""Speaking ahead changes nothing but the time that it takes."""

import copy
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from scenes.lesson import Lesson
from scenes.voice import SpokenLine, Voice, VoiceError, load, speaking_ahead
from scenes.voice.ahead import SpeakingAhead

LINES = ["one.", "two.", "three.", "four.", "five."]


@dataclass
class Slow:
    """Speaks when it is told to; notes what, and in which thread."""

    name: str = "slow"
    identity: str = "slow, code 1"
    said: list[str] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)
    go: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(100))

    def speak(self, text: str) -> SpokenLine:
        assert self.go.acquire(timeout=20)
        self.said.append(text)
        self.threads.add(threading.current_thread().name)
        if text == "two.":
            raise VoiceError("no two")
        return SpokenLine(text, float(len(text)), (), None)


def settled() -> None:
    """Wait until no voice is at work."""
    for thread in threading.enumerate():
        if thread.name == "voice":
            thread.join(20)
            assert not thread.is_alive()


def test_two_lines_are_spoken_ahead_and_no_more() -> None:
    slow = Slow()
    voice = SpeakingAhead(slow, LINES)
    settled()
    assert slow.said == LINES[:2]
    assert slow.threads == {"voice"}
    assert voice.speak("one.") == SpokenLine("one.", 4.0, (), None)
    settled()
    assert slow.said == LINES[:3]
    assert (voice.name, voice.identity) == ("slow", "slow, code 1")


def test_a_line_in_work_is_waited_for() -> None:
    slow = Slow(go=threading.Semaphore(0))
    voice = SpeakingAhead(slow, LINES)
    threading.Timer(0.2, slow.go.release, (10,)).start()
    assert voice.speak("one.").text == "one."
    settled()
    assert slow.said.count("one.") == 1


def test_an_error_is_raised_where_the_line_is_said() -> None:
    voice = SpeakingAhead(Slow(), LINES)
    settled()
    assert voice.speak("one.").text == "one."
    with pytest.raises(VoiceError, match="no two"):
        voice.speak("two.")
    assert voice.speak("three.").text == "three."
    settled()


def test_an_error_of_a_line_that_is_never_said_is_none() -> None:
    voice = SpeakingAhead(Slow(), LINES)
    settled()
    assert [voice.speak(text).text for text in ("one.", "three.", "five.")] == [
        "one.",
        "three.",
        "five.",
    ]
    settled()


@pytest.mark.parametrize(
    "said", [["else.", "one.", "one."], ["five.", "one."], ["four.", "else.", "five."]]
)
def test_what_was_not_foreseen_is_spoken_too(said: list[str]) -> None:
    voice = SpeakingAhead(Slow(), LINES)
    assert [voice.speak(text).text for text in said] == said
    settled()


def test_lines_that_were_left_out_are_not_spoken() -> None:
    slow = Slow()
    voice = SpeakingAhead(slow, LINES)
    settled()
    voice.speak("four.")
    settled()
    assert slow.said == ["one.", "two.", "four.", "five."]


def test_a_model_speaks_ahead_as_it_speaks(
    cache_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["It stops.", "It starts. It stops.", "It turns."]
    alone = [load("joe", sound=False).speak(text) for text in texts]
    monkeypatch.setenv("STEEPEST_CACHE_DIR", str(tmp_path / "another"))
    for sound in (False, True):
        voice = speaking_ahead(load("joe", sound=sound), texts)
        assert isinstance(voice, SpeakingAhead)
        spoken = [voice.speak(text) for text in texts]
        assert [replace(line, audio=None) for line in spoken] == alone
        assert all(line.audio is None or line.audio.exists() for line in spoken)
    settled()


def test_a_copy_of_a_lesson_speaks_with_the_same_voice() -> None:
    voice = SpeakingAhead(Slow(), LINES)
    assert copy.deepcopy({"speaker": voice}) == {"speaker": voice}
    settled()


def test_silence_needs_no_thread() -> None:
    voice = load("none")
    assert speaking_ahead(voice, LINES) is voice


def test_a_lesson_foresees_its_lines_without_their_cues(monkeypatch: pytest.MonkeyPatch) -> None:
    foreseen: list[str] = []

    def note(voice: Voice, lines: list[str]) -> Voice:
        foreseen.extend(lines)
        return voice

    monkeypatch.setattr("scenes.lesson.speaking_ahead", note)
    lesson = Lesson.__new__(Lesson)
    lesson.speaker = load("none")
    lesson.foresee(["[here] One  [there] two.", "Three."])
    assert foreseen == ["One two.", "Three."]
