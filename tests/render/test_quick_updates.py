"""Updaters run as often, in the same order and with the same times as under Manim alone."""

import inspect
from contextlib import nullcontext
from functools import partial

import pytest
from demo_lesson import SMALL
from manim import (
    RIGHT,
    UP,
    AnimationGroup,
    Circle,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    Line,
    Mobject,
    Scene,
    Square,
    Succession,
    Transform,
    VGroup,
    VMobject,
)
from test_quick_animations import Watched

from render.errors import SteepestError
from render.staging import stage
from render.staging.director import direct
from render.staging.quick_updates import takes_time, updates_itself


class Ticking(Square):
    """Notes its updates in a way of its own."""

    def update(self, dt=0, recursive=True):
        self.notes.append(("own", type(self).__name__, dt, recursive))
        return super().update(dt, recursive)


def timed(notes):
    return lambda mobject, dt: notes.append((type(mobject).__name__, dt))


def plain(notes):
    return lambda mobject: notes.append(type(mobject).__name__)


def families(notes):
    inner = VGroup(Dot().add_updater(plain(notes)), Circle())
    return VGroup(inner, VGroup(), Square()).add_updater(timed(notes))


def suspended(notes):
    return VGroup(families(notes).suspend_updating(), Dot().add_updater(timed(notes)))


def own(notes):
    ticking = Ticking()
    ticking.notes = notes
    return VGroup(Dot(), VGroup(ticking))


def instance(notes):
    dot = Dot()
    dot.update = lambda dt, recursive=True: notes.append(("instance", dt, recursive))
    return VGroup(dot)


def changing(notes):
    """An updater that puts other parts in the place of those that it has."""
    group = VGroup(Dot().add_updater(plain(notes)))
    return group.add_updater(lambda group: setattr(group, "submobjects", [families(notes)]))


UPDATED = {
    "families": families,
    "suspended": suspended,
    "own": own,
    "instance": instance,
    "changing": changing,
}
PLAYED = {
    "beside": lambda mobject: (Create(Line()), FadeIn(Square())),
    "alone": lambda mobject: (FadeOut(mobject),),
    "kept": lambda mobject: (mobject.animate.shift(UP),),
    "unsuspended": lambda mobject: (FadeOut(mobject, suspend_mobject_updating=False),),
    "later": lambda mobject: (Succession(Create(Line()), FadeIn(mobject), Create(Dot())),),
    "grouped": lambda mobject: (AnimationGroup(FadeIn(mobject), Create(Line())),),
    "into": lambda mobject: (Transform(Square(), mobject),),
}


def notes_of(make, animate, monkeypatch, *, quick):
    """What was updated in a play that some mobject is in, in its order."""
    notes = []

    class Played(Scene):
        def construct(self):
            mobject = make(notes)
            if animate not in (PLAYED["later"], PLAYED["grouped"], PLAYED["into"]):
                self.add(mobject)
            self.play(*animate(mobject), run_time=0.6)
            notes.append("over")
            self.play(Create(Dot()), run_time=0.2)

    with monkeypatch.context() as patched:
        if not quick:
            patched.setattr(stage, "quickened", nullcontext)
            patched.setattr(stage, "quick_beginnings", nullcontext)
        try:
            direct(Played, SMALL, Watched(), renderer="raster")
        except SteepestError as error:  # Manim will have no other parts than those at the start
            notes.append(str(error))
    return notes


@pytest.mark.parametrize("animated", PLAYED)
@pytest.mark.parametrize("name", UPDATED)
def test_everything_is_updated_as_by_manim(name, animated, monkeypatch):
    make, animate = UPDATED[name], PLAYED[animated]
    slow = notes_of(make, animate, monkeypatch, quick=False)
    assert notes_of(make, animate, monkeypatch, quick=True) == slow
    assert len(slow) > 1


def test_an_updater_that_comes_with_the_end_of_a_play_runs_once_there(monkeypatch):
    def animate(mobject):
        return (FadeIn(Dot(), _on_finish=lambda scene: mobject.add_updater(timed(notes[-1]))),)

    notes = []
    for quick in (False, True):
        notes.append([])
        notes_of(lambda _: Square(), animate, monkeypatch, quick=quick)
    assert notes[0] == notes[1]
    assert notes[0][0] == ("Square", 0)


def test_what_nothing_updates_is_not_asked(monkeypatch):
    asked = []
    update = Mobject.update

    def noted(self, dt=0, recursive=True):
        asked.append(dt)
        return update(self, dt, recursive)

    class Plain(Scene):
        def construct(self):
            self.add(VGroup(Dot(), Dot()))
            monkeypatch.setattr(Mobject, "update", noted)
            self.play(FadeIn(VGroup(Square(), Circle())), run_time=0.5)
            monkeypatch.undo()

    direct(Plain, SMALL, Watched(), renderer="raster")
    assert not any(asked)  # none of them while time passes


def test_a_scene_that_updates_in_its_own_way_does(monkeypatch):
    times = []

    class Own(Scene):
        def update_mobjects(self, dt):
            times.append(dt)
            super().update_mobjects(dt)

        def construct(self):
            self.play(Create(Square()), run_time=0.4)

    direct(Own, SMALL, Watched(), renderer="raster")
    assert len(times) >= 4


def test_afterwards_scene_and_animation_are_as_they_were():
    seen = []

    class Kept(Scene):
        def construct(self):
            animation = FadeIn(Square())
            twice = Create(Dot())
            self.play(animation, twice, twice, run_time=0.2)
            seen.extend({**vars(self), **vars(animation), **vars(twice)})

    direct(Kept, SMALL, Watched(), renderer="raster")
    assert "mobjects" in seen
    assert not {"update_mobjects", "begin", "interpolate_mobject"} & set(seen)


class Callable:
    def __call__(self, mobject, dt):
        pass

    def method(self, dt):
        pass


def annotated(mobject):
    pass


annotated.__signature__ = inspect.signature(lambda mobject, dt: None)


def with_local(mobject):
    for dt in (1, 2):
        mobject.shift(dt)


@pytest.mark.parametrize(
    "updater",
    [
        lambda mobject: None,
        lambda mobject, dt: None,
        lambda mobject, *, dt=0: None,
        lambda dt: None,
        lambda mobject, *dt: None,
        lambda mobject, **dt: None,
        lambda *mobjects, **others: None,
        with_local,
        annotated,
        Callable(),
        Callable().method,
        partial(lambda mobject, dt: None, dt=1),
        VMobject.shift,
    ],
)
def test_an_updater_is_given_the_time_if_it_has_a_place_for_it(updater):
    assert takes_time(updater) is ("dt" in inspect.signature(updater).parameters)


def test_what_updates_itself_is_told():
    assert not updates_itself(VGroup(Dot(), Square()))
    assert updates_itself(VGroup(Dot().add_updater(lambda dot: dot.shift(RIGHT))))
    assert updates_itself(own([]))
    assert updates_itself(instance([]))
