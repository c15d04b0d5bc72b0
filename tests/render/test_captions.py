"""Captions fit, break where people pause, and stay long enough to be read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media import spoken, timeline
from render.muxing.caption_lines import WIDTH, layout, tokens_of
from render.muxing.captions import LONGEST, Caption, cues, to_srt, to_vtt
from render.timeline import SpokenText, TimedWord, Timeline

LECTURE = (
    "A level curve joins all the points where the loss is the same.",
    "The gradient is perpendicular to the level curve, and it points uphill, towards the steepest "
    "increase of the loss.",
    "Gradient descent walks the other way: from each point it takes a step against the gradient, "
    "and the step length is the learning rate times the gradient's norm.",
    "Watch what happens.",
    "It zig-zags across the valley, because the steep direction forces a small learning rate; "
    "along the shallow direction hardly anything moves.",
)


def lecture(texts: tuple[str, ...] = LECTURE, seconds_a_word: float = 0.33) -> Timeline:
    lines, now = [], 0.5
    for text in texts:
        lines.append(spoken(text, now, seconds_a_word))
        now = lines[-1].end + 0.4
    return timeline(int(30 * now) + 15, lines=lines)


def check(captions: tuple[Caption, ...], duration: float) -> None:
    """What holds for captions of any text."""
    now = 0.0
    for caption in captions:
        assert now <= caption.start < caption.end <= duration
        assert caption.end - caption.start <= LONGEST + 1e-9
        assert 1 <= len(caption.lines) <= 2
        assert all(0 < len(line) <= WIDTH for line in caption.lines)
        assert all(line == line.strip() for line in caption.lines)
        assert round(caption.start, 3) == caption.start
        assert round(caption.end, 3) == caption.end
        now = caption.end


def words(captions: tuple[Caption, ...]) -> list[str]:
    return " ".join(line for caption in captions for line in caption.lines).split()


def test_a_lecture_is_shown_whole_and_in_order() -> None:
    plan = lecture()
    captions = cues(plan)
    check(captions, plan.duration)
    assert words(captions) == " ".join(LECTURE).split()


def test_cues_appear_with_their_first_word_and_stay_to_their_last() -> None:
    plan = lecture()
    spans = [(word.text, word.start, word.end) for line in plan.lines for word in line.words]
    position = 0
    for caption in cues(plan):
        count = len(words((caption,)))
        assert caption.start == pytest.approx(spans[position][1], abs=0.0006)
        position += count
        assert caption.end >= spans[position - 1][2] - 0.0006


def test_cues_end_with_phrases() -> None:
    last = [caption.lines[-1].split()[-1] for caption in cues(lecture())]
    assert all(word[-1] in ".,:;" for word in last)


def test_sentences_begin_on_lines_of_their_own() -> None:
    short = "This is the first sentence of the two. This is the second sentence, a longer one."
    (caption,) = cues(lecture((short,)))
    assert caption.lines == (
        "This is the first sentence of the two.",
        "This is the second sentence, a longer one.",
    )
    long = "The first sentence is so long that it needs both lines. The second is short."
    first, second = cues(lecture((long,)))
    assert " ".join(first.lines) == "The first sentence is so long that it needs both lines."
    assert second.lines == ("The second is short.",)


def test_lines_are_balanced_and_do_not_end_on_an_article() -> None:
    text = "We take a small step in the direction of the steepest descent."
    (caption,) = cues(lecture((text,)))
    upper, lower = caption.lines
    assert abs(len(upper) - len(lower)) < 16
    assert upper.split()[-1] not in {"the", "of", "a", "in"}


def test_a_short_line_stays_for_a_second_when_there_is_room() -> None:
    captions = cues(timeline(300, lines=[spoken("Look.", 1.0, 0.3), spoken("Again.", 5.0, 0.3)]))
    assert [(c.start, c.end) for c in captions] == [(1.0, 2.0), (5.0, 6.0)]


def test_a_short_line_makes_way_for_the_next() -> None:
    captions = cues(timeline(300, lines=[spoken("Look.", 1.0, 0.3), spoken("Again.", 1.4, 0.3)]))
    assert [(c.start, c.end) for c in captions] == [(1.0, 1.4), (1.4, 2.4)]


def test_nothing_is_shown_after_the_end() -> None:
    captions = cues(timeline(40, lines=[spoken("Look at the end.", 0.5, 0.2)]))
    assert captions[-1].end == 1.333
    check(captions, 40 / 30)


def test_a_slow_line_is_cut_before_seven_seconds() -> None:
    plan = lecture(("one two three four five six seven eight",), seconds_a_word=1.7)
    captions = cues(plan)
    check(captions, plan.duration)
    assert words(captions) == ["one", "two", "three", "four", "five", "six", "seven", "eight"]


def test_a_word_slower_than_seven_seconds_is_shown_once() -> None:
    plan = lecture(("Sloooow speech",), seconds_a_word=9.0)
    captions = cues(plan)
    check(captions, plan.duration)
    assert words(captions) == ["Sloooow", "speech"]


def test_a_long_pause_inside_a_line_divides_it() -> None:
    line = SpokenText(
        "First this then that",
        0.0,
        6.0,
        (
            TimedWord("First", 0.0, 0.7),
            TimedWord("this", 0.7, 1.4),
            TimedWord("then", 4.0, 4.7),
            TimedWord("that", 4.7, 5.5),
        ),
        {},
        {},
        None,
    )
    captions = cues(timeline(180, lines=[line]))
    assert [caption.lines for caption in captions] == [("First this",), ("then that",)]
    assert captions[1].start == 4.0


@pytest.mark.parametrize(
    "word",
    ["x" * 43, "a" * 200, "https://example.org/a/rather-long/path/with-many-parts/index.html"],
)
def test_a_word_that_is_too_long_is_taken_apart_and_kept(word: str) -> None:
    plan = lecture((f"See {word} for more.",), seconds_a_word=2.0)
    captions = cues(plan)
    check(captions, plan.duration)
    assert "".join(words(captions)) == f"See{word}formore."


def test_a_path_is_taken_apart_at_its_joints() -> None:
    word = "https://example.org/a/rather-long/path/with-many-parts/index.html"
    pieces = [token.text for token in tokens_of([TimedWord(word, 0, 1)])]
    assert pieces == ["https://example.org/a/rather-long/path/", "with-many-parts/index.html"]


def test_joined_pieces_get_no_space() -> None:
    tokens = tokens_of([TimedWord("y" * 50, 0, 5), TimedWord("z", 5, 6)])
    assert layout(tokens) == ("y" * 42, "yyyyyyyy z")
    assert tokens[0].end == tokens[1].start == pytest.approx(4.2)


def test_a_line_without_word_times_is_spread_evenly() -> None:
    line = SpokenText("one two three four", 1.0, 4.0, (), {}, {}, None)
    captions = cues(timeline(180, lines=[line]))
    assert words(captions) == ["one", "two", "three", "four"]
    assert captions[0].start == 1.0


def test_a_section_counts_from_its_start() -> None:
    plan = lecture()
    whole = cues(plan)
    third = plan.lines[2]
    first_frame = int(third.start * 30)
    part = cues(plan, first_frame, int((third.end + 0.3) * 30))
    check(part, (third.end + 0.3) - first_frame / 30)
    assert words(part) == third.text.split()
    same = [c for c in whole if third.start - 0.001 <= c.start < third.end]
    assert [c.lines for c in part] == [c.lines for c in same]
    assert part[0].start == pytest.approx(third.start - first_frame / 30, abs=0.001)


def test_words_cut_by_a_section_stay_inside_it() -> None:
    plan = lecture()
    for start, end in ((0, 30), (40, 47), (100, 101), (333, 400)):
        check(cues(plan, start, end), (end - start) / 30)


def test_no_words_no_captions() -> None:
    assert cues(timeline(30)) == ()
    assert to_vtt(()) == "WEBVTT\n"
    assert to_srt(()) == ""


NASTY = (Caption(0.5, 3723.042, ("a < b && c --> d", "<b>bold</b> {\\an8}")),)


def test_webvtt_is_escaped() -> None:
    assert to_vtt(NASTY) == (
        "WEBVTT\n\n00:00:00.500 --> 01:02:03.042\n"
        "a &lt; b &amp;&amp; c --&gt; d\n&lt;b&gt;bold&lt;/b&gt; {\\an8}\n"
    )


def test_subrip_has_no_markup_left_in_it() -> None:
    number, times, *lines = to_srt(NASTY).splitlines()
    assert (number, times) == ("1", "00:00:00,500 --> 01:02:03,042")
    assert "-->" not in "".join(lines)
    assert not re.search(r"<\w|</|\{\\", "".join(lines))
    assert "".join(lines).replace("\u2060", "") == "a < b && c --> d<b>bold</b> {\\an8}"


def test_cues_are_numbered_and_apart() -> None:
    captions = (Caption(0, 1, ("a",)), Caption(1, 2, ("b", "c")))
    assert to_srt(captions) == (
        "1\n00:00:00,000 --> 00:00:01,000\na\n\n2\n00:00:01,000 --> 00:00:02,000\nb\nc\n"
    )
    assert to_vtt(captions).count("\n\n") == 2


WORDS = st.lists(st.text("abc.,-/&<éθ?", min_size=1, max_size=60), min_size=1, max_size=25).map(
    " ".join
)


@given(
    texts=st.lists(WORDS, min_size=1, max_size=4),
    seconds_a_word=st.floats(0.05, 3.0),
    gap=st.floats(0.0, 2.0),
)
def test_any_text_fits(texts: list[str], seconds_a_word: float, gap: float) -> None:
    lines, now = [], 0.0
    for text in texts:
        lines.append(spoken(text, now, seconds_a_word))
        now = lines[-1].end + gap
    plan = timeline(int(30 * now) + 3, lines=lines)
    captions = cues(plan)
    check(captions, plan.duration)
    assert "".join(words(captions)) == "".join(texts).replace(" ", "")


def test_a_hasty_cue_comes_early_where_there_is_room():
    # 43 characters need 2.15 s; the next words follow after 2.05 s.
    words = ["So", "it", "bounces", "straight", "through", "the", "minimum."]
    hasty = tuple(TimedWord(w, 10 + 0.29 * k, 10.29 + 0.29 * k) for k, w in enumerate(words))
    rest = tuple(
        TimedWord(w, 12.05 + 0.5 * k, 12.5 + 0.5 * k)
        for k, w in enumerate(["After", "forty", "steps,", "all", "of", "it", "is", "left."])
    )
    text = " ".join(word.text for word in hasty + rest)
    line = SpokenText(text, 10.0, 6.5, hasty + rest, {}, {}, None)
    timeline = Timeline("demo", "Demo", 320, 180, 10, 300, (), (line,), (), (), ())
    first, second = cues(timeline)
    assert (first.start, first.end) == (9.9, 12.05)
    assert second.start == 12.05
