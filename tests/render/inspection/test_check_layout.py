from dataclasses import replace

import pytest

from render.inspection.inspect import check
from render.timeline import Play, Section, SpokenText, TextBox, Timeline

LINE = SpokenText("Here.", 0.0, 0.5, (), {}, {}, None)


def timeline_of(*boxes, lines=(LINE,)):
    return Timeline("demo", "Demo", 320, 180, 10, 100, (), tuple(lines), (), (), tuple(boxes))


def box(frame, text, x=0.0, y=0.0, width=2.0, height=0.4):
    return TextBox(frame, text, x - width / 2, x + width / 2, y - height / 2, y + height / 2)


def test_nothing_to_find():
    assert check(timeline_of(box(0, "one"), box(0, "two", y=1.0), box(5, "two"))) == []


def test_overlap_is_one_finding_however_long_it_lasts():
    boxes = [box(frame, text) for frame in (10, 20, 30) for text in ("b", "a")]
    (finding,) = check(timeline_of(*boxes))
    assert (finding.kind, finding.texts) == ("overlap", ("a", "b"))
    assert (finding.time, finding.end) == (1.0, 3.0)
    assert str(finding) == (
        '1.00-3.00 s: overlap: "a" and "b" overlap by 2.00 x 0.40 units; move them apart'
    )


def test_the_same_text_twice_can_overlap_itself():
    assert len(check(timeline_of(box(0, "a"), box(0, "a", x=0.1)))) == 1


def test_live_numbers_make_one_finding():
    values = ("x = 1.00", "x = −1.25", "x = 1,000.5")
    boxes = [b for frame, v in enumerate(values) for b in (box(frame, v), box(frame, "title"))]
    (finding,) = check(timeline_of(*boxes))
    assert (finding.time, finding.end) == (0.0, 0.2)


@pytest.mark.parametrize(("shift", "found"), [(0.36, 1), (0.37, 0), (0.5, 0)])
def test_texts_may_touch(shift, found):
    assert len(check(timeline_of(box(0, "a"), box(0, "b", y=shift - 0.005)))) == found


def test_boxes_of_different_frames_do_not_overlap():
    assert check(timeline_of(box(0, "a"), box(1, "b"))) == []


def test_where_nothing_is_said_the_band_of_captions_is_free():
    assert check(timeline_of(box(0, "low", y=-3.5), lines=())) == []
    (finding,) = check(timeline_of(box(0, "low", y=-3.7), lines=()))
    assert "0.15 units to the bottom" in finding.message


@pytest.mark.parametrize(
    ("x", "y", "kind", "where"),
    [
        (-6.2, 0.0, "outside frame", "too far, 0.34 units to the left;"),
        (6.0, 0.0, "outside frame", "too far, 0.14 units to the right;"),
        (0.0, 3.7, "outside frame", "too far, 0.15 units to the top;"),
        (0.0, -3.0, "in caption band", "0.20 units into the caption band"),
    ],
)
def test_texts_stay_in_their_place(x, y, kind, where):
    (finding,) = check(timeline_of(box(7, "a label", x, y)))
    assert (finding.kind, finding.time, finding.end) == (kind, 0.7, 0.7)
    assert where in finding.message
    assert str(finding).startswith(f"0.70 s: {kind}: ")


def test_texts_at_the_edge_of_the_safe_frame_are_fine():
    boxes = (box(0, "top", y=3.55), box(0, "left", x=-5.86), box(0, "low", y=-2.8))
    assert check(timeline_of(*boxes)) == []


def test_late_cues():
    line = SpokenText("A b c.", 2.0, 1.5, (), {"b": 2.5, "c": 3.0}, {"b": 0.75}, None)
    (finding,) = check(timeline_of(lines=[line]))
    assert finding.outlines == ()
    assert (finding.kind, finding.time, finding.texts) == ("late cue", 2.5, ("A b c.", "b"))
    assert "[b] was spoken 0.75 s before" in finding.message


def test_findings_come_in_the_order_of_time():
    boxes = (box(5, "low", y=-4), box(1, "wide", width=20.0), box(9, "a"), box(9, "b"))
    found = check(timeline_of(*sorted(boxes, key=lambda each: each.frame)))
    assert [finding.time for finding in found] == [0.1, 0.5, 0.9]
    assert "3.14 units to the left and 3.14 units to the right" in found[0].message


def test_long_texts_are_cut_in_messages():
    (finding,) = check(timeline_of(box(0, "word " * 40, y=-3.0)))
    assert len(finding.message) < 160


def test_what_is_held_is_there_from_the_start_of_the_hold():
    plays = (Play(0, "FadeIn", 0, 20, still=False), Play(1, "Wait", 20, 30, still=True))
    timeline = replace(timeline_of(box(49, "a"), box(49, "b")), plays=plays)
    (finding,) = check(timeline)
    assert (finding.time, finding.end, finding.moment) == (2.0, 4.9, 4.9)


def test_a_finding_has_its_section():
    sections = (Section("autocreated", "Demo", 0, 10), Section("later", "Later", 10, 90))
    timeline = replace(timeline_of(box(9, "a", y=5), box(10, "b", y=5)), sections=sections)
    assert [finding.section for finding in check(timeline)] == ["", "later"]
