import random

import av
import numpy as np
import pytest
from demo_lesson import DemoLesson, demo_job, install
from manim import RIGHT, Dot

from render.errors import SteepestError, UsageError
from render.preview.still import poster, poster_frame, section_range, stills
from render.staging.plan import plan
from render.timeline import Play, TextBox, Timeline
from render.work import draw as draw_module
from render.work.draw import draw


@pytest.fixture(autouse=True)
def _demo(monkeypatch):
    install(monkeypatch)


class Kept:
    """An encoder that keeps what it is given."""

    def __init__(self):
        self.frames = []

    def reads(self, changed):
        return changed

    def write(self, rgba, repeat=1, changed=None):
        picture = rgba.copy()
        if self.frames:  # outside of what has changed, nothing may be read
            picture = self.frames[-1].copy()
            picture[changed.slices] = rgba[changed.slices]
        self.frames += [picture] * repeat

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        return None


@pytest.fixture
def kept(monkeypatch):
    encoder = Kept()
    monkeypatch.setattr(draw_module, "open_encoder", lambda *arguments: encoder)
    return encoder


def no_progress(frames):
    pass


def test_every_frame_of_the_lesson(tmp_path, kept):
    timeline = plan(demo_job())
    done = []
    draw(demo_job(), timeline, tmp_path / "a.mp4", done.append)
    assert len(kept.frames) == timeline.frames == done[-1]
    assert done == sorted(set(done))


def test_a_section_has_the_same_frames_as_in_the_lesson(tmp_path, kept):
    timeline = plan(demo_job())
    draw(demo_job(), timeline, tmp_path / "a.mp4", no_progress)
    whole, kept.frames = kept.frames, []
    for section in timeline.sections:
        draw(demo_job(section=section.name), timeline, tmp_path / "b.mp4", no_progress)
        expected = whole[section.start_frame : section.end_frame]
        assert len(kept.frames) == section.frames
        assert all(map(np.array_equal, kept.frames, expected))
        kept.frames = []


def test_stills_are_the_frames_of_the_video(tmp_path, kept):
    timeline = plan(demo_job())
    draw(demo_job(), timeline, tmp_path / "a.mp4", no_progress)
    asked = [timeline.frames - 1, 0, 17, 18, 17]
    for number, picture in zip(asked, stills(demo_job(), asked), strict=True):
        assert np.array_equal(picture, kept.frames[number])


def test_a_real_file(tmp_path):
    target = tmp_path / "a.mp4"
    timeline = plan(demo_job())
    draw(demo_job(), timeline, target, no_progress)
    with av.open(str(target)) as container:
        frames = sum(1 for _ in container.decode(video=0))
    assert frames == timeline.frames


def test_frames_outside_the_lesson():
    last = plan(demo_job()).frames - 1
    with pytest.raises(UsageError, match=f"no frame 9999; its last one is {last} "):
        stills(demo_job(), [0, 9999])
    with pytest.raises(UsageError, match="must be 0 or more"):
        stills(demo_job(), [-1])
    assert stills(demo_job(), []) == []


def test_unknown_sections_are_named(tmp_path):
    timeline = plan(demo_job())
    with pytest.raises(UsageError, match=r"no section 'third' \(there are: first, second\)"):
        draw(demo_job(section="third"), timeline, tmp_path / "a.mp4", no_progress)
    assert list(tmp_path.iterdir()) == []
    assert section_range(timeline, None) == (0, timeline.frames)


def test_a_lesson_that_runs_differently_leaves_no_file(tmp_path, monkeypatch):
    timeline = plan(demo_job())
    dice = random.Random()

    class Moody(DemoLesson):
        def construct(self):
            self.play(Dot().animate.shift(RIGHT), run_time=0.5 + dice.random())

    install(monkeypatch, Moody)
    with pytest.raises(SteepestError, match=r"demo did not run as planned at 0.00 s: Dot.shift"):
        draw(demo_job(), timeline, tmp_path / "a.mp4", no_progress)
    assert list(tmp_path.iterdir()) == []


def test_a_lesson_that_ends_early_leaves_no_file(tmp_path, monkeypatch):
    timeline = plan(demo_job())

    class Short(DemoLesson):
        def next_section(self, name, *arguments, **settings):
            if name == "second":
                self.say = None
            super().next_section(name, *arguments, **settings)

    install(monkeypatch, Short)
    with pytest.raises(SteepestError, match="demo failed at"):
        draw(demo_job(), timeline, tmp_path / "a.mp4", no_progress)
    assert list(tmp_path.iterdir()) == []


def test_transparent_frames_have_no_background(tmp_path, kept):
    job = demo_job(transparent=True, format="mov")
    draw(job, plan(job), tmp_path / "a.mov", no_progress)
    corner = kept.frames[5][0, 0]
    assert not corner.any()


def poster_timeline():
    plays = tuple(Play(i, "Wait", 10 * i, 10, True) for i in range(9))
    boxes = [
        TextBox(10 * play + 9, f"text {number}", 0, 1, 0, 1)
        for play, count in {2: 1, 3: 2, 4: 2, 8: 5}.items()
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


def test_poster_is_the_fullest_moment_of_the_middle_third():
    assert poster_frame(poster_timeline()) == 49


def test_poster_of_a_section_is_its_fullest_moment():
    timeline = plan(demo_job())
    fading = timeline.plays[-1]
    assert poster_frame(timeline, "second") == fading.start_frame - 1
    with pytest.raises(UsageError, match="no section"):
        poster_frame(timeline, "third")


def test_a_lesson_may_name_its_poster(monkeypatch):
    class Named(DemoLesson):
        poster_section = "first"

    install(monkeypatch, Named)
    timeline = plan(demo_job())
    (expected,) = stills(demo_job(), [timeline.sections[0].end_frame - 1])
    assert np.array_equal(poster(demo_job(), timeline), expected)
