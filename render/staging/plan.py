"""Make the timeline of a lesson: run it with pixels off and note what happens when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from manim import Scene

from render.job import Quality, RenderJob
from render.staging.director import Recording, direct
from render.staging.frames import FrameSink
from render.staging.lessons import is_lesson
from render.staging.scene_files import open_scene_file
from render.timeline import Section, SpokenText, TimedWord, Timeline
from scenes.catalogue import LESSONS
from scenes.narration import PlacedLine
from scenes.theme import THEMES
from scenes.voice import load as load_voice


class PlanSink(FrameSink):
    """Wants no frame, only the layout."""

    reads_layout = True


def configure(job: RenderJob) -> type[Scene]:
    """The scene of a job as a class: a lesson with its parameters, theme and voice filled in.

    The voice times the words; their sound is made for those alone who hear it, see
    ``render.muxing.narration``.

    Raises
    ------
    SteepestError : its file cannot be run
    UsageError : there is no such scene in it
    """
    scene, settings = _scene_of(job)
    filled: dict[str, Any] = {
        "__module__": scene.__module__,
        "__doc__": scene.__doc__,
        "manim_settings": settings,
    }
    if is_lesson(scene):
        filled |= {
            "given_parameters": scene.Parameters(**job.parameters),
            "theme": THEMES[job.theme],
            "voice": load_voice(job.voice, sound=False),
        }
    return type(scene.__name__, (scene,), filled)


def _scene_of(job: RenderJob) -> tuple[type[Scene], Mapping[str, Any]]:
    """The class, and the settings of Manim that its file makes."""
    if job.file is None:
        return LESSONS[job.lesson].load(), {}
    file = open_scene_file(job.file, job.quality, job.seed)
    return file.scene(job.lesson), file.settings


def title_of(scene_class: type[Scene]) -> str:
    """What a lesson asks; the name of a plain scene."""
    return getattr(scene_class, "title", "") or scene_class.__name__


def plan(job: RenderJob) -> Timeline:
    """The timeline of the whole lesson, whichever section the job asks for."""
    scene = configure(job)
    return plan_scene(
        scene,
        job.quality,
        name=job.lesson,
        title=title_of(scene),
        transparent=job.transparent,
        seed=job.seed,
    )


def plan_scene(
    scene_class: type[Scene],
    quality: Quality,
    *,
    name: str = "",
    title: str = "",
    transparent: bool = False,
    seed: int = 0,
) -> Timeline:
    """The timeline of any Manim scene; a plain one speaks no lines."""
    recording = direct(scene_class, quality, PlanSink(), transparent=transparent, seed=seed)
    name = name or scene_class.__name__
    return to_timeline(recording, quality, name=name, title=title or name)


def to_timeline(recording: Recording, quality: Quality, *, name: str, title: str) -> Timeline:
    """Put a recording into the form that is written to disk and passed between processes."""
    # A lesson hands the sound of its lines to whoever films it; here the lines bring their own.
    narration = {(str(line.spoken.audio), line.start) for line in recording.spoken}
    return Timeline(
        lesson=name,
        title=title,
        width=quality.width,
        height=quality.height,
        frame_rate=quality.frame_rate,
        frames=recording.frames,
        plays=recording.plays,
        lines=tuple(_spoken_text(line) for line in recording.spoken),
        sounds=tuple(
            sound for sound in recording.sounds if (sound.path, sound.start) not in narration
        ),
        sections=_titled(recording, title),
        text_boxes=recording.text_boxes,
        subcaptions=recording.subcaptions,
    )


def _titled(recording: Recording, title: str) -> tuple[Section, ...]:
    titles = {chapter.name: chapter.title for chapter in recording.chapters}
    # Manim begins a section of this name by itself; it has frames where a scene names none.
    titles.setdefault("autocreated", title)
    return tuple(
        Section(
            section.name,
            titles.get(section.name, section.name),
            section.start_frame,
            section.frames,
        )
        for section in recording.sections
    )


def _spoken_text(line: PlacedLine) -> SpokenText:
    return SpokenText(
        text=line.spoken.text,
        start=line.start,
        duration=line.spoken.duration,
        words=tuple(TimedWord(word.text, word.start, word.end) for word in line.words),
        cues={name: line.start + offset for name, offset in line.cues.items()},
        late_cues=dict(line.late),
        audio=None if line.spoken.audio is None else str(line.spoken.audio),
    )
