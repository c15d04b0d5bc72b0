"""Make the timeline of a lesson: run it with pixels off and note what happens when."""

from __future__ import annotations

from manim import Scene

from render.job import Quality, RenderJob
from render.staging.director import Recording, direct
from render.staging.frames import FrameSink
from render.timeline import Section, SpokenText, TimedWord, Timeline
from scenes.catalogue import LESSONS
from scenes.lesson import Lesson
from scenes.narration import PlacedLine
from scenes.theme import THEMES
from scenes.voice import load as load_voice


class PlanSink(FrameSink):
    """Wants no frame, only the layout."""

    reads_layout = True


def configure(job: RenderJob) -> type[Lesson]:
    """The lesson of a job as a class with its parameters, theme and voice filled in."""
    lesson = LESSONS[job.lesson].load()
    return type(
        lesson.__name__,
        (lesson,),
        {
            "__module__": lesson.__module__,
            "__doc__": lesson.__doc__,
            "given_parameters": lesson.Parameters(**job.parameters),
            "theme": THEMES[job.theme],
            "voice": load_voice(job.voice),
        },
    )


def plan(job: RenderJob) -> Timeline:
    """The timeline of the whole lesson, whichever section the job asks for."""
    lesson = configure(job)
    return plan_scene(
        lesson,
        job.quality,
        name=job.lesson,
        title=lesson.title,
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
    return Timeline(
        lesson=name,
        title=title,
        width=quality.width,
        height=quality.height,
        frame_rate=quality.frame_rate,
        frames=recording.frames,
        plays=recording.plays,
        lines=tuple(_spoken_text(line) for line in recording.spoken),
        sounds=recording.sounds,
        sections=_titled(recording, title),
        text_boxes=recording.text_boxes,
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
