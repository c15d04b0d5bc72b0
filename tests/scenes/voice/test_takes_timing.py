from itertools import pairwise

import numpy as np
import pytest

from scenes.voice import Voice
from scenes.voice.loudness import RATE
from scenes.voice.pace import word_seconds
from scenes.voice.recordings import read
from scenes.voice.takes_levels import measure
from scenes.voice.takes_timing import word_times

LINES = (
    "With a batch of 32 examples, the gradient is noisy: its direction changes from step to step.",
    "Why does this work? Because averages forget slowly.",
    "At the start, w = 0.5 and b = -1; the loss is 3.72.",
    "That is all: no tricks, no tuning, no luck.",
    "The orange path belongs to AdaGrad, the blue one to momentum.",
    "If the loss stops falling after 10 epochs, divide the learning rate by 10.",
)
"""Not said in any lesson."""


def test_words_are_timed_as_joe_says_them(joe: Voice) -> None:
    said = [joe.speak(text) for text in LINES]
    for noise, median, most in ((0.0, 0.05, 0.16), (1e-3, 0.06, 0.2)):
        generator = np.random.default_rng(0)
        errors = []
        for line in said:
            assert line.audio is not None
            sound = np.pad(read(line.audio), RATE)
            sound += generator.normal(0, noise, len(sound)) if noise else 0.0
            runs = [(start / RATE - 1, end / RATE - 1) for start, end in measure(sound).runs]
            times = word_times(line.text, runs)
            errors += [abs(t[0] - w.start) for t, w in zip(times, line.words, strict=True)]
        assert np.median(errors) < median
        assert np.percentile(errors, 90) < most


@pytest.mark.parametrize("text", ["One.", "—", "A — b.", "x = 3 — y", " ".join(["word"] * 60)])
@pytest.mark.parametrize("count", [1, 2, 5, 12])
def test_times_are_in_order_and_inside(text: str, count: int) -> None:
    runs = [(k * 0.5, k * 0.5 + 0.3) for k in range(count)]
    times = word_times(text, runs)
    assert len(times) == len(text.split())
    assert all(start <= end for start, end in times)
    assert all(before[1] <= after[0] + 1e-9 for before, after in pairwise(times))
    assert times[0][0] == 0
    assert times[-1][1] <= runs[-1][1] + 1e-9


def test_pauses_meet_the_full_stops() -> None:
    text = "It goes down. It comes back. It stops."
    times = word_times(text, [(0.0, 0.8), (1.3, 2.1), (2.6, 3.2)])
    assert [times[index][1] for index in (2, 5)] == [pytest.approx(0.8), pytest.approx(2.1)]
    assert [times[index][0] for index in (3, 6)] == [pytest.approx(1.3), pytest.approx(2.6)]


@pytest.mark.parametrize(
    ("shorter", "longer"),
    [("the", "gradient"), ("valley", "valley,"), ("3", "0.076"), ("it", "in-between")],
)
def test_what_takes_longer_to_say(shorter: str, longer: str) -> None:
    assert word_seconds(shorter) < word_seconds(longer)


def test_the_click_of_the_mouse_is_no_word() -> None:
    time = np.arange(RATE) / RATE
    voice = sum(np.sin(2 * np.pi * 150 * k * time + k * k) / k for k in range(1, 9))
    sound = np.concatenate([np.zeros(RATE), 0.2 * voice, np.zeros(RATE)])
    sound[RATE // 4 : RATE // 4 + 900] += 0.5
    sound[-RATE // 4 : -RATE // 4 + 900] -= 0.5
    (run,) = measure(sound).runs
    assert run[0] == pytest.approx(RATE, abs=1500)
    assert run[1] == pytest.approx(2 * RATE, abs=1500)
