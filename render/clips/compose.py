"""A clip out of the film or the single pictures that the engine has rendered."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from render.clips.encode import Material, Sound, encode
from render.clips.fit import fitted
from render.clips.ladder import ladder_for
from render.clips.pictures import Pictures
from render.clips.request import WITH_SOUND, Clip
from render.clips.shots import at_rate, looped, plain
from render.errors import SteepestError
from render.job import RenderJob
from render.muxing.captions import cues
from render.muxing.mux import chapters, mux
from render.muxing.narration import with_narration
from render.muxing.sound import mix
from render.preview.still import section_range
from render.store import manifest
from render.timeline import Timeline
from render.work.outcome import Outcome


def too_large(clip: Clip, film: Outcome) -> bool:
    """Whether a film must be made smaller to be the clip."""
    return film.status != "failed" and clip.limit is not None and film.size > clip.limit


def compose(clip: Clip, film: Outcome, new: Path) -> dict[str, Any]:
    """Write the clip; returns facts about it.

    Raises
    ------
    SteepestError : it cannot be made small enough
    """
    main = film.files[0]
    as_rendered = main.suffix == new.suffix and not clip.redrawn and not too_large(clip, film)
    if as_rendered:
        if clip.sound or clip.job.format not in WITH_SOUND:
            shutil.copyfile(main, new)
        else:
            mux([(main, film.frames)], None, (), (), new, {"title": clip.job.lesson})
        width, height = clip.size
        return _facts(clip, width, height, clip.frame_rate, film.frames)
    material = _material(clip, film)
    ladder = ladder_for(
        clip.job.format,
        material.width,
        material.height,
        material.frame_rate,
        sound=material.sound is not None,
    )
    rung = ladder[0]
    if clip.limit is None:
        encode(material, rung, new)
    else:
        rung = fitted(ladder, clip.limit, lambda step, path: encode(material, step, path), new)
    width, height = rung.size(material.width, material.height)
    rate = rung.frame_rate(material.frame_rate)
    frames = len(at_rate(material.shots, material.frame_rate, rate))
    return _facts(clip, width, height, rate, frames)


def _facts(clip: Clip, width: int, height: int, rate: int, frames: int) -> dict[str, Any]:
    return {
        "width": width,
        "height": height,
        "frame_rate": rate,
        "frames": frames,
        "sound": clip.sound,
        "loop": bool(clip.fade),
    }


def _material(clip: Clip, film: Outcome) -> Material:
    pictures = Pictures(film.files[0])
    timeline = _timeline(film)
    if clip.fade:
        shots = looped(pictures.numbers[_heading(timeline, clip.job.section) :], clip.fade)
    else:
        shots = plain(pictures.numbers)
    width, height = clip.size
    given = clip.job.quality.frame_rate
    return Material(
        pictures=pictures,
        shots=at_rate(shots, given, clip.frame_rate),
        frame_rate=clip.frame_rate,
        width=width,
        height=height,
        transparent=clip.job.transparent,
        sound=_sound(clip.job, timeline) if clip.sound else None,
        title=timeline.title,
    )


def _heading(timeline: Timeline, section: str | None) -> int:
    """The frames in which a lesson's section still shows the heading of the one before it.

    In a loop that heading would appear out of nothing at every turn.
    """
    first, _ = section_range(timeline, section)
    for play in timeline.plays:
        if play.start_frame == first and play.name == "FadeOut(Words), FadeIn(Words)":
            return play.frames
    return 0


def _timeline(film: Outcome) -> Timeline:
    record = manifest.read(film.files[-1])
    if record is None:
        raise SteepestError(f"{film.files[-1]} has been removed or changed meanwhile (try again)")
    return Timeline.from_dict(record["timeline"])


def _sound(job: RenderJob, timeline: Timeline) -> Sound:
    """What is said in the section, as the engine mixes it for a film."""
    first, last = section_range(timeline, job.section)
    samples = mix(with_narration(timeline, job.voice), first, last)
    return Sound(samples, cues(timeline, first, last), chapters(timeline, first, last))
