"""One run of a scene gives the frames of a share, the timeline and the poster."""

import random

import numpy as np
import pytest
from demo_lesson import DemoLesson, demo_job, install
from manim import RIGHT, Dot
from PIL import Image

from render.encoding.parts import copies
from render.errors import SteepestError, UsageError
from render.picture import Box
from render.preview.still import poster_frame, poster_number, section_range, stills
from render.staging.plan import plan
from render.store.segment_folder import SegmentFolder
from render.timeline import Play, TextBox, Timeline
from render.work import segment_encoder, segments
from render.work.lesson import disagreement
from render.work.segments import Share, shares
from render.work.share import POSTER, draw_share


@pytest.fixture(autouse=True)
def _demo(monkeypatch, tmp_path):
    install(monkeypatch)
    monkeypatch.setenv("STEEPEST_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(segments, "SECONDS", 1)


@pytest.fixture
def folder():
    return SegmentFolder("key")


class Kept:
    """An encoder that keeps what it is given."""

    everything: dict

    def __init__(self, path, *settings):
        self.path = path
        self.frames = 0
        self.pictures = []

    def add(self, parts, repeat):
        if self.pictures:
            picture = self.pictures[-1].copy()
        else:
            assert [part.box for part in parts] == [Box(0, 180, 0, 320)]
            picture = np.empty((180, 320, 4), dtype=np.uint8)
        for part in parts:
            picture[part.box.slices] = part.planes[0]
        self.pictures += [picture] * repeat
        self.frames += repeat

    def close(self):
        self.path.write_bytes(b"pictures")
        number = len(self.everything)
        self.everything[number] = self.pictures

    def discard(self):
        self.path.unlink(missing_ok=True)


@pytest.fixture
def kept(monkeypatch):
    """The pictures of each segment in the order in which they were finished."""
    everything = {}
    encoder = type("Keeping", (Kept,), {"everything": everything})
    monkeypatch.setattr(segment_encoder, "open_encoder", encoder)
    monkeypatch.setattr(segment_encoder, "open_cutter", lambda *settings: copies)
    return everything


def frames_of(kept):
    return [picture for pictures in kept.values() for picture in pictures]


def test_every_frame_of_the_lesson(folder, kept):
    timeline = plan(demo_job())
    steps = []
    drawn = draw_share(demo_job(), Share(), folder, steps.append)
    assert drawn.timeline == timeline
    assert drawn.frames == len(frames_of(kept)) == timeline.frames == steps[-1].done
    assert [step.at for step in steps] == sorted(step.at for step in steps)
    assert {len(pictures) for pictures in list(kept.values())[:-1]} == {10}


def test_shares_make_up_the_whole(folder, kept):
    draw_share(demo_job(), Share(), folder)
    whole = dict(kept)
    folder.clear()
    timelines = []
    for share in shares(3):
        kept.clear()
        timelines.append(draw_share(demo_job(), share, folder).timeline)
        mine = [number for number in whole if share.owns(number)]
        assert len(kept) == len(mine)
        for number, pictures in zip(mine, kept.values(), strict=True):
            assert all(map(np.array_equal, pictures, whole[number]))
    assert timelines[0] == timelines[1] == timelines[2]
    assert sorted(folder.finished()) == list(whole)


def test_what_is_finished_is_not_drawn_again(folder, kept):
    draw_share(demo_job(), Share(), folder)
    count = len(kept)
    folder.discard("1", "3")
    kept.clear()
    drawn = draw_share(demo_job(), Share(finished=frozenset({0, 2})), folder)
    assert len(kept) == 2
    assert drawn.frames == 20
    assert sorted(folder.finished()) == list(range(count))


def test_a_section_has_the_same_frames_as_in_the_lesson(folder, kept):
    draw_share(demo_job(), Share(), folder)
    whole = frames_of(kept)
    for section in plan(demo_job()).sections:
        kept.clear()
        folder.clear()
        drawn = draw_share(demo_job(section=section.name), Share(), folder)
        expected = whole[section.start_frame : section.end_frame]
        assert drawn.timeline.frames == len(whole)
        assert drawn.frames == section.frames
        assert all(map(np.array_equal, frames_of(kept), expected))
        first = folder.finished()[section.start_frame // 10]
        assert first.first == section.start_frame


def test_stills_are_the_frames_of_the_video(folder, kept):
    timeline = draw_share(demo_job(), Share(), folder).timeline
    asked = [timeline.frames - 1, 0, 17, 18, 17]
    for number, picture in zip(asked, stills(demo_job(), asked), strict=True):
        assert np.array_equal(picture, frames_of(kept)[number])


def test_the_poster_comes_from_the_share_that_draws_its_frame(folder, kept):
    for share in shares(2):
        timeline = draw_share(demo_job(), share, folder).timeline
    number = poster_number(demo_job(), timeline)
    entry = folder.find(POSTER)
    assert entry.first == number
    with Image.open(folder.file(entry)) as image:
        (expected,) = stills(demo_job(), [number])
        assert np.array_equal(np.asarray(image), expected[..., :3])


def test_frames_outside_the_lesson():
    last = plan(demo_job()).frames - 1
    with pytest.raises(UsageError, match=f"no frame 9999; its last one is {last} "):
        stills(demo_job(), [0, 9999])
    with pytest.raises(UsageError, match="must be 0 or more"):
        stills(demo_job(), [-1])
    assert stills(demo_job(), []) == []


def test_unknown_sections_are_named(folder):
    timeline = draw_share(demo_job(section="third"), Share(), folder).timeline
    assert folder.finished() == {}
    with pytest.raises(UsageError, match=r"no section 'third' \(there are: first, second\)"):
        section_range(timeline, "third")
    assert section_range(timeline, None) == (0, timeline.frames)


def test_runs_that_differ_are_told_apart(monkeypatch, folder, kept):
    assert disagreement(plan(demo_job()), plan(demo_job())) is None
    dice = random.Random(1)

    class Moody(DemoLesson):
        def construct(self):
            self.play(Dot().animate.shift(RIGHT), run_time=0.5 + dice.random())

    install(monkeypatch, Moody)
    one, two = (draw_share(demo_job(), share, folder).timeline for share in shares(2))
    assert "demo did not run as planned at 0.00 s: Dot.shift" in disagreement(one, two)


def test_a_failing_lesson_leaves_no_half_segment(monkeypatch, folder):
    class Short(DemoLesson):
        def next_section(self, name, *arguments, **settings):
            if name == "second":
                self.say = None
            super().next_section(name, *arguments, **settings)

    install(monkeypatch, Short)
    with pytest.raises(SteepestError, match="demo failed at"):
        draw_share(demo_job(), Share(), folder)
    assert {path.suffix for path in folder.path.iterdir()} == {".mp4", ".json"}
    assert len(folder.finished()) == len(list(folder.path.iterdir())) / 2


def test_transparent_frames_have_no_background(folder, kept):
    draw_share(demo_job(transparent=True, format="mov"), Share(), folder)
    assert not frames_of(kept)[5][0, 0].any()


def poster_timeline():
    plays = tuple(Play(i, "Wait", 10 * i, 10, True) for i in range(9))
    boxes = [
        TextBox(10 * play + 9, f"text {number}", 0, 1, 0, 1)
        for play, count in {2: 1, 3: 2, 4: 2, 8: 1}.items()
        for number in range(count)
    ]
    timeline = plan(demo_job())
    return Timeline(
        **{
            **vars(timeline),
            "frames": 90,
            "plays": plays,
            "text_boxes": tuple(boxes),
        }
    )


def test_poster_is_the_last_of_the_fullest_moments():
    assert poster_frame(poster_timeline()) == 49


def test_poster_of_a_section_is_its_fullest_moment():
    timeline = plan(demo_job())
    fading = timeline.plays[-1]
    assert poster_frame(timeline, "second") == fading.start_frame - 1
    with pytest.raises(UsageError, match="no section"):
        poster_frame(timeline, "third")


def test_a_lesson_may_name_its_poster(monkeypatch, folder, kept):
    class Named(DemoLesson):
        poster_section = "first"

    install(monkeypatch, Named)
    timeline = draw_share(demo_job(), Share(), folder).timeline
    assert poster_number(demo_job(), timeline) == timeline.sections[0].end_frame - 1
    assert folder.find(POSTER).first == timeline.sections[0].end_frame - 1
