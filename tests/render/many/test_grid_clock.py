import wave

import numpy as np
import pytest

from render.many.grid.clock import Stretch, common_clock, on_the_clock, stretches
from render.many.grid.compose import sound
from render.muxing.sound import RATE
from render.timeline import Play, Section, SpokenText, TimedWord, Timeline


def timeline(*sections, clears=2, lines=()):
    """A lesson at 10 frames a second; each section is a play, and its last frames clear it."""
    places, plays, start = [], [], 0
    for name, frames in sections:
        places.append(Section(name, name.title(), start, frames))
        plays.append(Play(len(plays), "Create(Circle)", start, frames - clears, False))
        if clears:
            end = start + frames
            plays.append(Play(len(plays), "FadeOut(Circle)", end - clears, clears, False))
        start += frames
    return Timeline(
        "tiny", "", 160, 90, 10, start, tuple(plays), tuple(lines), (), tuple(places), ()
    )


def clock(*timelines, section=None):
    return common_clock([stretches(each, section) for each in timelines])


def shown(parts, clip):
    return [moment[clip] for part in parts for moment in part.moments()]


def test_all_begin_each_section_together_and_hold_what_was_there_before_it_was_cleared():
    parts = clock(timeline(("a", 5), ("b", 6)), timeline(("a", 8), ("b", 4)))
    assert [(part.name, part.start, part.frames) for part in parts] == [("a", 0, 8), ("b", 8, 6)]
    assert shown(parts, 0) == [0, 1, 2, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert shown(parts, 1) == [*range(8), 8, 9, 9, 9, 10, 11]


def test_what_does_not_clear_its_stage_holds_its_last_picture():
    parts = clock(timeline(("a", 2), clears=0), timeline(("a", 4), clears=0))
    assert shown(parts, 0) == [0, 1, 1, 1]


def test_a_clip_of_one_section_begins_at_nought():
    lessons = timeline(("a", 5), ("b", 6)), timeline(("a", 8), ("b", 4))
    parts = clock(*lessons, section="b")
    assert [(part.name, part.start, part.frames) for part in parts] == [("b", 0, 6)]
    assert shown(parts, 1) == [0, 1, 1, 1, 2, 3]


def test_a_clip_without_a_section_waits():
    parts = clock(timeline(("a", 3), ("c", 3), clears=0), timeline(("a", 3), ("b", 2), ("c", 3)))
    assert [part.name for part in parts] == ["a", "b", "c"]
    assert shown(parts, 0) == [0, 1, 2, 2, 2, 3, 4, 5]


def test_clips_in_another_order_only_begin_together():
    parts = clock(timeline(("a", 3), ("b", 3)), timeline(("b", 2), ("a", 2), clears=0))
    assert [(part.name, part.frames) for part in parts] == [("", 6)]
    assert shown(parts, 1) == [0, 1, 2, 3, 3, 3]


def test_what_comes_before_the_first_section_counts():
    lesson = timeline(("a", 4), clears=0)
    late = Timeline(**{**vars(lesson), "sections": (Section("a", "A", 1, 3),)})
    assert stretches(late, None) == (Stretch("", "", 0, 1), Stretch("a", "A", 1, 3))


def line(start):
    return SpokenText(
        "Go.", start, 0.2, (TimedWord("Go.", start, start + 0.1),), {"go": start}, {}, None
    )


def test_spoken_lines_move_with_their_section():
    spoken = timeline(("a", 5), ("b", 6), lines=[line(0.0), line(0.6)])
    parts = clock(spoken, timeline(("a", 8), ("b", 4)))
    first, second = on_the_clock(spoken, None, parts, 0)
    assert first.start == 0.0
    assert second.start == pytest.approx(0.9)
    assert second.words[0].end == pytest.approx(1.0)
    assert second.cues == {"go": pytest.approx(0.9)}
    (alone,) = on_the_clock(spoken, "b", clock(spoken, section="b"), 0)
    assert alone.start == pytest.approx(0.1)


def test_sound_moves_with_its_section(tmp_path):
    path = tmp_path / "clip.wav"
    samples = np.concatenate([np.full(RATE // 2, 0.5), np.full(RATE * 6 // 10, -0.5)])
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    lesson = timeline(("a", 5), ("b", 6), clears=0)
    parts = clock(lesson, timeline(("a", 8), ("b", 4), clears=0))
    heard = sound(path, parts, 0, 10)
    assert len(heard) == 14 * RATE // 10
    tenths = [round(float(heard[RATE * k // 10 + 2000]), 1) for k in range(14)]
    assert tenths == [0.5] * 5 + [0.0] * 3 + [-0.5] * 6
