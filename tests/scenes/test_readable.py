"""A line is held until its captions can be read."""

import pytest

from scenes.narration import READABLE, PlacedLine
from scenes.voice.voice import SpokenLine, Word


def placed(text, seconds):
    """A line whose words share its time, from second 3 on."""
    written = text.split()
    step = seconds / len(written)
    words = tuple(Word(word, k * step, (k + 1) * step) for k, word in enumerate(written))
    return PlacedLine(SpokenLine(text, seconds, words, None), 3.0, {})


def test_a_hasty_line_is_held_longer():
    text = "So it bounces straight through the minimum."
    assert placed(text, 1.0).readable == pytest.approx(3.0 + len(text) / READABLE)
    assert placed(text, 5.0).readable < placed(text, 5.0).end


def test_its_last_sentence_counts_alone():
    text = "A slow beginning that takes its time. Then a hasty end follows it."
    line = placed(text, 2.0)
    begin = line.words[7].start
    assert line.readable == pytest.approx(max(3.0 + len(text) / 20, begin + 28 / 20))


def test_a_line_without_words_ends_with_its_sound():
    assert PlacedLine(SpokenLine("", 2.0, (), None), 3.0, {}).readable == 5.0
