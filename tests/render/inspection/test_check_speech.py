"""What is heard: lines without a sound, and speech that is too fast."""

import re
import wave
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from render.inspection.speech import count, hurried, unheard
from render.timeline import SpokenText, TimedWord, Timeline

SENTENCE = ["we", "walk", "along", "the", "level", "curve", "and", "never", "climb", "or", "fall"]


def timeline_of(*lines):
    return Timeline("demo", "Demo", 320, 180, 10, 600, (), tuple(lines), (), (), ())


def line_of(words, start, per_minute, audio=None):
    """Words one after the other, at so many a minute."""
    step = 60 / per_minute
    timed = [TimedWord(w, start + k * step, start + (k + 1) * step) for k, w in enumerate(words)]
    return SpokenText(
        " ".join(words), start, len(words) * step, tuple(timed), {}, {}, audio and str(audio)
    )


def wav(path: Path, samples) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22_050)
        file.writeframes((np.asarray(samples) * 32767).astype(np.int16).tobytes())
    return path


def tone(seconds, level):
    return level * np.sin(np.arange(round(22_050 * seconds)) * 0.1)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("steps", 1.0),  # five letters and the space after them
        ("0.999", 4.33),  # zero point nine nine nine
        ("120", 3.17),  # one hundred twenty, or and twenty
        ("gradient,", 1.5),
        ("R M S prop", 1.83),
        ("", 0.0),
        ("-", 0.0),
    ],
)
def test_a_word_is_six_characters_long(said, words):
    assert count(said) == pytest.approx(words, abs=0.7 if said == "120" else 0.01)


def standard(words):
    return sum(map(count, words))


def test_fast_speech_is_found_once_with_its_span():
    pace = 172 * len(SENTENCE) / standard(SENTENCE)
    calm = line_of(SENTENCE * 5, 0.0, pace)
    fast = line_of(SENTENCE * 5, calm.end + 0.3, pace * 230 / 172)
    (finding,) = hurried(timeline_of(calm, fast))
    assert finding.kind == "fast speech"
    assert re.match("23[0-9] words a minute, 210 are the most", finding.message)
    assert calm.end - 10 < finding.time < finding.end <= fast.end + 0.01
    assert finding.end - finding.time >= 10


def test_a_pause_makes_up_for_haste():
    pace = 220 * len(SENTENCE) / standard(SENTENCE)
    lines = [line_of(SENTENCE, start, pace) for start in (0.0, 5.5, 11.0, 16.5)]
    assert all(before.end + 1 < after.start for before, after in pairwise(lines))
    assert list(hurried(timeline_of(*lines))) == []
    assert list(hurried(timeline_of(line_of(SENTENCE * 4, 0.0, pace)))) != []


def test_a_lesson_of_a_few_seconds_is_taken_as_a_whole():
    pace = 240 * len(SENTENCE) / standard(SENTENCE)
    (finding,) = hurried(timeline_of(line_of(SENTENCE, 1.0, pace)))
    assert finding.time == pytest.approx(1.0)
    assert "240 words" in finding.message


def test_numbers_are_as_long_as_they_are_said():
    # Sixty written words a minute, and too fast: each is said in six.
    numbers = line_of(["0.4731"] * 14, 0.0, 60)
    (finding,) = hurried(timeline_of(numbers))
    assert finding.kind == "fast speech"


def test_nobody_speaks():
    assert list(hurried(timeline_of())) == []


def test_a_line_that_is_heard_is_no_fault(tmp_path):
    sound = wav(tmp_path / "a.wav", tone(1, 0.1))
    assert list(unheard(timeline_of(line_of(["one"], 0.0, 60, sound)))) == []


@pytest.mark.parametrize("samples", [np.zeros(22_050), tone(1, 0.002), np.zeros(0), tone(0.01, 1)])
def test_a_line_without_a_sound_is_found(tmp_path, samples):
    sound = wav(tmp_path / "a.wav", samples)
    (finding,) = unheard(timeline_of(line_of(["one"], 2.0, 60, sound)))
    assert (finding.kind, finding.texts, finding.time, finding.end) == (
        "silent line", ("one",), 2.0, 3.0,
    )  # fmt: skip


def test_a_line_that_nobody_recorded_is_found(tmp_path):
    lost = line_of(["two"], 1.0, 60, tmp_path / "lost.wav")
    first, second = unheard(timeline_of(line_of(["one"], 0.0, 60), lost))
    assert "nothing is heard; record this line" in first.message
    assert "does not exist" in second.message
