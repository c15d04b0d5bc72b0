import json

import pytest
from demo_lesson import SMALL, DemoLesson, demo_job, install
from manim import Circle, Create, FadeIn, Scene
from pydantic import ValidationError

from render.staging.plan import configure, plan, plan_scene
from render.timeline import Timeline
from scenes.theme import LIGHT


@pytest.fixture(autouse=True)
def _demo(monkeypatch):
    install(monkeypatch)


@pytest.fixture
def timeline():
    return plan(demo_job())


def test_configured_lesson_has_everything_that_the_job_asks_for():
    lesson = configure(demo_job(parameters={"radius": 2.5}, theme="light"))
    assert issubclass(lesson, DemoLesson)
    assert lesson.given_parameters.radius == 2.5
    assert lesson.theme is LIGHT
    assert lesson.voice.name == "none"
    assert DemoLesson.given_parameters is None


def test_parameters_are_checked_again():
    with pytest.raises(ValidationError):
        configure(demo_job(parameters={"radius": -1.0}))


def test_sections_cover_the_lesson(timeline):
    first, second = timeline.sections
    assert (first.name, first.title, first.start_frame) == ("first", "The first part", 0)
    assert (second.name, second.title) == ("second", "The second part")
    assert second.start_frame == first.end_frame
    assert second.end_frame == timeline.frames


def test_plays_follow_each_other(timeline):
    assert timeline.plays[0].start_frame == 0
    assert timeline.plays[-1].end_frame == timeline.frames
    for before, after in zip(timeline.plays, timeline.plays[1:], strict=False):
        assert after.start_frame == before.end_frame
        assert after.index == before.index + 1
    names = [play.name for play in timeline.plays]
    assert names[-1] == "FadeOut(Circle), FadeOut(Label)"
    assert names.index("FadeIn(Label)") < names.index("Create(Circle)")


def test_lines_have_words_and_cues_at_their_time(timeline):
    first, second = timeline.lines
    assert first.text == "Here is a circle."
    assert [word.text for word in first.words] == ["Here", "is", "a", "circle."]
    assert first.cues["circle"] == first.words[3].start
    # The play that waits for the cue ends within one frame of the word.
    appearing = next(play for play in timeline.plays if play.name == "FadeIn(Label)")
    assert abs(appearing.end_frame / 10 - first.cues["circle"]) <= 0.1
    assert second.start * 10 >= timeline.sections[1].start_frame
    assert second.words[0].start >= second.start
    assert first.audio is None
    assert timeline.sounds == ()


def test_pictures_never_end_before_their_line(timeline):
    for line in timeline.lines:
        assert line.end <= timeline.duration
    assert timeline.lines[0].end <= timeline.lines[1].start


def test_texts_on_screen(timeline):
    assert "a title" in {box.text for box in timeline.text_boxes}
    ends = {play.end_frame - 1 for play in timeline.plays[:-1]}
    assert ends <= {box.frame for box in timeline.text_boxes}


def test_timeline_survives_json(timeline):
    assert Timeline.from_dict(json.loads(json.dumps(timeline.to_dict()))) == timeline


def test_plans_are_the_same_every_time(timeline):
    assert plan(demo_job()) == timeline


def test_a_cue_that_has_passed_is_noted(monkeypatch):
    class Late(DemoLesson):
        def construct(self):
            with self.say("This is [late] too late.") as line:
                self.play(Create(Circle()), run_time=1.5)
                self.play(FadeIn(Circle()), run_time=line.until("late"))

    install(monkeypatch, Late)
    (line,) = plan(demo_job()).lines
    assert line.late_cues["late"] == pytest.approx(1.5 - line.cues["late"])


def test_plain_scenes_have_a_timeline_too():
    class Plain(Scene):
        def construct(self):
            self.play(Create(Circle()))
            self.next_section("rest")
            self.wait(0.5)

    timeline = plan_scene(Plain, SMALL)
    assert (timeline.lesson, timeline.title, timeline.frames) == ("Plain", "Plain", 15)
    assert [(section.name, section.title) for section in timeline.sections] == [
        ("autocreated", "Plain"),
        ("rest", "rest"),
    ]
    assert timeline.lines == ()
