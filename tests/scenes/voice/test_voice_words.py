"""The times of words, held against the samples themselves."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from conftest import Heard
from scipy.signal import butter, sosfiltfilt

HARD = [
    "The rate 0.076 is the best of the two, and 0.999 is not.",
    "At (-9, 2) it is 1,000,000 times 1e-3, and stops at 25.",
    "AdaGrad, RMSProp, Nesterov and Adam: of the four, AdaGrad is the one of the past.",
    "f = x^2 + y^2, and df/dx = 2, so 2/kappa is 0.08, e.g. for kappa = 25.",
    'It zig-zags - slowly – "again and again", i.e. on. Why? It is steep! Dr. No vs. Dr. Yes.',
    "The the the of the of the of a of a a the.",
    "At 90° it is 0; 25% of 1.2 × 10^-7 is ≈ 3e-8.",
]


def loud(heard: Heard) -> np.ndarray:
    """Tell for each sample whether there is speech: 5 ms level against that of the line."""
    window = round(0.005 * heard.rate)
    level = np.sqrt(np.convolve(heard.samples**2, np.ones(window) / window, "same"))
    return level > 0.05 * np.percentile(level, 95)


@pytest.mark.parametrize("text", HARD)
def test_words_are_in_order_and_hold_all_speech(hear: Callable[[str], Heard], text: str) -> None:
    heard = hear(text)
    assert [word.text for word in heard.line.words] == text.split()
    inside = np.zeros(len(heard.samples), dtype=bool)
    now = 0.0
    for word in heard.line.words:
        assert now <= word.start <= word.end <= heard.line.duration
        assert (word.start == word.end) == (word.text in ("-", "–"))
        inside[round(word.start * heard.rate) : round(word.end * heard.rate)] = True
        now = word.end
    speech = loud(heard)
    assert (speech & inside).sum() > 0.97 * speech.sum()
    # And what is outside the words is silence, or nearly.
    assert heard.samples[~inside].std() < 0.25 * heard.samples[inside].std()


@pytest.mark.parametrize("word", ["and", "again", "only", "under", "even", "all", "it"])
def test_a_word_after_a_pause_starts_where_the_sound_does(
    hear: Callable[[str], Heard], word: str
) -> None:
    heard = hear(f"The steps are too large, {word} the loss grows.")
    start = heard.line.words[5].start
    before = round((start - 0.06) * heard.rate)
    speech = loud(heard)[before:]
    assert not speech[0]
    assert start == pytest.approx((before + np.argmax(speech)) / heard.rate, abs=0.03)
    assert heard.level(start, start + 0.1) > 5 * heard.level(start - 0.08, start - 0.03)


def hisses(heard: Heard) -> Iterator[tuple[float, float]]:
    """Give for each word in s its start and when its hiss begins, in seconds."""
    filtered = sosfiltfilt(butter(4, 4000, "high", fs=heard.rate, output="sos"), heard.samples)
    window = round(0.003 * heard.rate)
    level = np.sqrt(np.convolve(filtered**2, np.ones(window) / window, "same"))
    for word in heard.line.words[1:]:
        if word.text[0] != "s":
            continue
        begin, end = (round((word.start + shift) * heard.rate) for shift in (-0.06, 0.12))
        part = level[begin:end]
        yield word.start, (begin + np.argmax(part > 0.4 * part.max())) / heard.rate


def test_a_word_in_s_starts_with_its_hiss(hear: Callable[[str], Heard]) -> None:
    lines = [
        "We see two signs, a small step, a steep side, and a safe speed.",
        "You say so, he saw a solution, they see some, we show several.",
    ]
    errors = [start - hiss for line in lines for start, hiss in hisses(hear(line))]
    assert len(errors) >= 12
    assert abs(np.median(errors)) < 0.02
    assert np.max(np.abs(errors)) < 0.06


def test_a_longer_pause_moves_the_word_and_not_those_before(
    hear: Callable[[str], Heard],
) -> None:
    words = hear("It stops. Then it turns.").line.words
    assert words[2].start - words[1].end > 0.3
    words = hear("It stops then it turns.").line.words
    assert words[2].start == words[1].end
