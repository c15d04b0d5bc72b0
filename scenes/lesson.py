"""The base of every lesson: a Manim scene with checked parameters, a voice and sections.

A lesson runs under ``steepest`` and under plain ``manim render`` alike. It records what it says
and where its sections begin; whoever runs it reads ``spoken`` and ``chapters`` afterwards.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from manim import LEFT, Animation, Camera, FadeIn, FadeOut, ManimColor, Mobject, Scene, config
from manim.utils.iterables import list_update

from scenes.frame import TITLE_STRIP
from scenes.narration import Line, PlacedLine, Script
from scenes.parameters import LessonParameters
from scenes.text import Words
from scenes.theme import DARK, TITLE, Theme
from scenes.voice import load as load_voice
from scenes.voice import speaking_ahead
from scenes.voice.voice import Voice

BREATH = 0.3
"""Seconds of silence after a spoken line, at least: its caption must be readable, too."""


@dataclass(frozen=True)
class Chapter:
    """A named section: ``name`` is for files and links, ``title`` for people; start in seconds."""

    name: str
    title: str
    start: float


class Lesson(Scene):
    """A narrated scene.

    A lesson names itself (``lesson_id``, ``title``), declares ``Parameters`` and implements
    ``construct``. ``steepest`` sets ``given_parameters``, ``theme`` and ``voice`` on a subclass;
    plain ``manim render`` takes the defaults.

    Attributes
    ----------
    frames_stand_alone : a promise that no updater and no animation of the lesson remembers earlier
        frames; then only the frames that are drawn are run, which is many times faster
    """

    lesson_id: ClassVar[str] = ""
    title: ClassVar[str] = ""
    Parameters: ClassVar[type[LessonParameters]] = LessonParameters
    frames_stand_alone: ClassVar[bool] = False

    given_parameters: ClassVar[LessonParameters | None] = None
    theme: ClassVar[Theme] = DARK
    voice: ClassVar[Voice | None] = None

    def setup(self) -> None:
        """Prepare the records and the background; Manim calls it before ``construct``."""
        super().setup()
        self.spoken: list[PlacedLine] = []
        self.chapters: list[Chapter] = []
        self.heading: Words | None = None
        self.parameters: Any = self.given_parameters or self.Parameters()
        self.speaker: Voice = self.voice or load_voice("default")
        camera = cast("Camera", self.camera)
        camera.background_color = ManimColor(self.theme.background)
        camera.init_background()

    @property
    def frame_time(self) -> float:
        """Seconds that one frame lasts."""
        return 1.0 / float(config.frame_rate)

    def section(self, name: str, title: str) -> None:
        """Begin a section: a chapter of the video and a clip of its own."""
        if any(chapter.name == name for chapter in self.chapters):
            raise ValueError(f"the section {name!r} is begun twice in {self.lesson_id}")
        self.next_section(name)
        self.chapters.append(Chapter(name, title, self.time))
        self._set_heading(title)

    def _set_heading(self, title: str) -> None:
        """Show the section's title in the title strip."""
        heading = Words(title, self.theme.color("text"), TITLE)
        if heading.width > TITLE_STRIP.width:
            heading.scale_to_fit_width(TITLE_STRIP.width)
        heading.move_to(TITLE_STRIP.center).align_to(TITLE_STRIP.at(0, 0), LEFT)
        leaving = [] if self.heading is None else [FadeOut(self.heading)]
        self.heading = heading
        self.play(*leaving, FadeIn(heading), run_time=0.5)

    def clear_stage(self, *keep: Mobject, run_time: float = 0.5) -> None:
        """Fade out everything but the heading and ``keep``; updaters stop first."""
        kept = {self.heading, *keep}
        leaving = [mobject for mobject in self.mobjects if mobject not in kept]
        for mobject in leaving:
            mobject.clear_updaters()
        if leaving:
            self.play(*(FadeOut(mobject) for mobject in leaving), run_time=run_time)

    def foresee(self, lines: Iterable[str]) -> None:
        """Name lines that will be said, in order: a voice gets them ready while others are drawn.

        Nothing depends on it but the time that it takes: some may be missing, or never be said.
        """
        texts = [Script.parse(written).text for written in lines]
        self.speaker = speaking_ahead(self.speaker, texts)

    @contextmanager
    def say(self, written: str) -> Iterator[Line]:
        """Speak a line while the body of the ``with`` plays; hold the picture until it ends."""
        script = Script.parse(written)
        spoken = self.speaker.speak(script.text)
        cues = {name: spoken.words[index].start for name, index in script.cues.items()}
        placed = PlacedLine(spoken, self.time, cues)
        self.spoken.append(placed)
        if spoken.audio is not None:
            # Not Scene.add_sound: a play that Manim has cached would drop the sound.
            self.renderer.file_writer.add_sound(str(spoken.audio), placed.start)
        yield Line(placed, lambda: self.time, self.frame_time)
        rested = max(placed.end + BREATH, placed.readable)
        self.wait(max(rested - self.time, self.frame_time))

    def wait(
        self,
        duration: float = 1.0,
        stop_condition: Callable[[], bool] | None = None,
        frozen_frame: bool | None = None,
    ) -> None:
        """Hold the picture for ``duration`` seconds, rounded up to whole frames.

        Manim rounds still waits down and moving ones up; this rounds both up, so that a picture
        never ends before its sound.
        """
        frames = max(1, math.ceil(duration / self.frame_time - 1e-6))
        if frozen_frame is None:
            frozen_frame = stop_condition is None and not self._moves_by_itself()
        # A hundredth of a frame keeps the count on the right side of Manim's rounding.
        nudge = 0.01 if frozen_frame else -0.01 if frames > 1 else 0.0
        super().wait((frames + nudge) * self.frame_time, stop_condition, frozen_frame)

    def get_moving_and_static_mobjects(
        self, animations: Iterable[Animation]
    ) -> tuple[list[Mobject], list[Mobject]]:
        """What moves in a play, as whole pictures, and the parts of all that does not.

        Manim lists every part of what moves when a play begins, and under ``manim render`` goes
        on drawing parts that a picture has replaced since. Of a whole picture it looks up the
        parts on every frame.
        """
        parts, still_parts = super().get_moving_and_static_mobjects(animations)
        moving = set(map(id, parts))
        pictures = [
            mobject
            for mobject in list_update(self.mobjects, self.foreground_mobjects)
            if any(id(part) in moving for part in mobject.get_family())
        ]
        drawn = {id(part) for picture in pictures for part in picture.get_family()}
        return pictures, [part for part in still_parts if id(part) not in drawn]

    def _moves_by_itself(self) -> bool:
        return bool(
            self.always_update_mobjects
            or self.updaters
            or any(mob.has_time_based_updater() for mob in self.get_mobject_family_members())
        )
