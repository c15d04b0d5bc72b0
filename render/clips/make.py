"""From checked wishes to finished clips: what ``steepest clip`` does."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from render.clips import records
from render.clips.encode import Material, Sound, encode
from render.clips.fit import fitted
from render.clips.folder import film_folder, sweep_films
from render.clips.ladder import LADDERS
from render.clips.pictures import Pictures
from render.clips.request import Clip
from render.clips.shots import at_rate, looped, plain
from render.encoding.encoder import PNG_SEQUENCE
from render.errors import SteepestError
from render.job import RenderJob
from render.muxing.captions import cues
from render.muxing.mux import chapters, mux
from render.muxing.sound import mix
from render.preview.still import section_range
from render.request.request import Resolved
from render.store import manifest
from render.store.files import atomic_path, explained
from render.table import clock, size, table
from render.timeline import Timeline
from render.work.deliver import deliver
from render.work.outcome import Outcome
from render.work.progress import Step, display
from scenes.voice import load as load_voice

_SELDOM_SMALL = ("gif", "mov")
"""Formats of which single pictures are drawn at once where there is a limit."""

_WITH_SOUND = ("mp4", "webm", "mov")


@dataclass(frozen=True)
class Made:
    """What became of a clip: its outcome, and facts about it as plain data."""

    outcome: Outcome
    facts: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return self.outcome.to_dict() | self.facts


def make(
    asked: Sequence[Clip], notes: Sequence[str], workers: int | None, *, force: bool = False
) -> list[Made]:
    """Make the clips that are not up to date; one that fails does not stop the others."""
    found: dict[int, Made] = {}
    if not force:
        found = {i: kept for i, clip in enumerate(asked) if (kept := _kept(clip)) is not None}
    left = [index for index in range(len(asked)) if index not in found]
    films = {index: _film_job(asked[index]) for index in left}
    rendered = _render(films, notes, workers)
    again = {
        index: replace(films[index], format=PNG_SEQUENCE)
        for index in left
        if films[index].format not in {PNG_SEQUENCE, "png"}
        and _too_large(asked[index], rendered[index])
    }
    rendered |= _render(again, (), workers)
    sweep_films()
    with display([asked[index].name for index in left]) as shown:
        for place, index in enumerate(left):
            film = rendered[index]
            if film.status == "failed":  # which has been shown
                found[index] = Made(replace(film, name=asked[index].name), {})
                continue
            shown.step(place, Step("fit"))
            found[index] = _made(asked[index], film)
            shown.finished(place, found[index].outcome)
    return [found[index] for index in range(len(asked))]


def target_of(clip: Clip) -> Path:
    """The file of a clip."""
    return clip.job.out / f"{clip.name}.{clip.job.format}"


def _film_job(clip: Clip) -> RenderJob:
    """What the engine renders: the clip itself, or its single pictures."""
    fmt = clip.job.format
    if fmt != "png" and (clip.redrawn or (clip.limit is not None and fmt in _SELDOM_SMALL)):
        fmt = PNG_SEQUENCE
    job = replace(clip.job, format=fmt)
    return replace(job, out=film_folder(job))


def _render(
    films: dict[int, RenderJob], notes: Sequence[str], workers: int | None
) -> dict[int, Outcome]:
    if not films:
        return {}
    outcomes = deliver(Resolved(tuple(films.values()), tuple(notes)), workers)
    return dict(zip(films, outcomes, strict=True))


def _too_large(clip: Clip, film: Outcome) -> bool:
    return film.status != "failed" and clip.limit is not None and film.size > clip.limit


def _kept(clip: Clip) -> Made | None:
    target = target_of(clip)
    facts = records.current(clip, target)
    return None if facts is None else _result(clip, "kept", facts, 0.0)


def _made(clip: Clip, film: Outcome) -> Made:
    """Make one clip of its film."""
    started = time.monotonic()
    target = target_of(clip)
    try:
        with explained(target):
            clip.job.out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="steepest-") as place:
            new = Path(place, f"clip.{clip.job.format}")
            facts = _compose(clip, film, new)
            with atomic_path(target) as temporary, explained(target):
                shutil.copyfile(new, temporary)
        records.note(clip, target, facts)
    except SteepestError as problem:
        seconds = time.monotonic() - started
        outcome = Outcome(clip.job.lesson, clip.name, "failed", seconds=seconds, error=str(problem))
        return Made(outcome, {})
    return _result(clip, "rendered", facts, film.seconds + time.monotonic() - started)


def _result(clip: Clip, status: Any, facts: dict[str, Any], seconds: float) -> Made:
    target = target_of(clip)
    outcome = Outcome(
        lesson=clip.job.lesson,
        name=clip.name,
        status=status,
        files=(target,),
        length=facts["frames"] / facts["frame_rate"] if clip.job.format != "png" else 0.0,
        frames=facts["frames"],
        size=target.stat().st_size,
        seconds=seconds,
    )
    return Made(outcome, facts)


def _compose(clip: Clip, film: Outcome, new: Path) -> dict[str, Any]:
    """Write the clip; returns facts about it.

    Raises
    ------
    SteepestError : it cannot be made small enough
    """
    main = film.files[0]
    as_rendered = main.suffix == new.suffix and not clip.redrawn and not _too_large(clip, film)
    if as_rendered:
        if clip.sound or clip.job.format not in _WITH_SOUND:
            shutil.copyfile(main, new)
        else:
            mux([(main, film.frames)], None, (), (), new, {"title": clip.job.lesson})
        width, height = clip.size
        return _facts(clip, width, height, clip.frame_rate, film.frames)
    material = _material(clip, film)
    ladder = LADDERS[clip.job.format]
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
    shots = looped(pictures.numbers, clip.fade) if clip.fade else plain(pictures.numbers)
    width, height = clip.size
    timeline = _timeline(film)
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


def _timeline(film: Outcome) -> Timeline:
    record = manifest.read(film.files[-1])
    if record is None:
        raise SteepestError(f"{film.files[-1]} has been removed or changed meanwhile (try again)")
    return Timeline.from_dict(record["timeline"])


def _sound(job: RenderJob, timeline: Timeline) -> Sound:
    """What is said in the section, as the engine mixes it for a film."""
    voice = load_voice(job.voice)
    heard = []
    for line in timeline.lines:
        audio = voice.speak(line.text).audio
        heard.append(replace(line, audio=None if audio is None else str(audio)))
    first, last = section_range(timeline, job.section)
    samples = mix(replace(timeline, lines=tuple(heard)), first, last)
    return Sound(samples, cues(timeline, first, last), chapters(timeline, first, last))


def to_lines(made: Sequence[Made]) -> list[str]:
    """A table: clip, length, picture, file, size."""
    rows = []
    for clip in made:
        outcome, facts = clip.outcome, clip.facts
        if outcome.status == "failed":
            rows.append((outcome.lesson, "-", "-", "failed", "-"))
            continue
        length = clock(outcome.length) if outcome.length else "still"
        picture = f"{facts['width']}x{facts['height']}"
        if outcome.length:
            picture += f" at {facts['frame_rate']}"
        rows.append((outcome.lesson, length, picture, str(outcome.files[0]), size(outcome.size)))
    return table(("lesson", "length", "picture", "file", "size"), rows, right=("length", "size"))
