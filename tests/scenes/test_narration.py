"""Cues mark words; a lesson's clock turns them into times."""

import pytest

from scenes.narration import Line, NarrationError, PlacedLine, Script
from scenes.voice.voice import SpokenLine, Word


def test_cues_mark_the_word_behind_them() -> None:
    script = Script.parse("The gradient is [perp] perpendicular to\n  the [level] level curve.")
    assert script.text == "The gradient is perpendicular to the level curve."
    assert script.cues == {"perp": 3, "level": 6}


def test_two_cues_may_mark_one_word() -> None:
    assert Script.parse("[a] [b] Both.").cues == {"a": 0, "b": 0}


def test_brackets_inside_a_word_are_words() -> None:
    assert Script.parse("[0, 1] and a[i] stay").cues == {}


@pytest.mark.parametrize(
    ("written", "reason"),
    [("[a] x [a] y", "twice"), ("x [end]", "no word after"), ("   ", "no words"), ("[a]", "after")],
)
def test_bad_lines_are_refused(written: str, reason: str) -> None:
    with pytest.raises(NarrationError, match=reason):
        Script.parse(written)


def spoken() -> PlacedLine:
    words = (Word("one", 0.0, 0.4), Word("two", 0.5, 0.9))
    return PlacedLine(SpokenLine("one two", 1.0, words, None), 10.0, {"two": 0.5})


def test_until_counts_from_now() -> None:
    clock = [10.0]
    line = Line(spoken(), lambda: clock[0], frame=0.1)
    assert line.until("two") == pytest.approx(0.5)
    assert line.left == pytest.approx(1.0)
    clock[0] = 10.45
    assert line.until("two") == pytest.approx(0.1)  # never under a frame
    assert not line.placed.late


def test_a_cue_already_past_is_kept() -> None:
    line = Line(spoken(), lambda: 10.8, frame=0.1)
    assert line.until("two") == pytest.approx(0.1)
    assert line.placed.late["two"] == pytest.approx(0.3)


def test_an_unknown_cue_names_the_known_ones() -> None:
    with pytest.raises(NarrationError, match=r"there are: two"):
        Line(spoken(), lambda: 10.0, 0.1).until("tow")


def test_words_of_a_placed_line_are_on_the_lesson_clock() -> None:
    placed = spoken()
    assert [word.start for word in placed.words] == [10.0, 10.5]
    assert placed.end == 11.0
