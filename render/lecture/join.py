"""From finished parts to the files of a lecture, all of which appear together."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from render.encoding.png import write_png
from render.errors import SteepestError
from render.lecture import clock
from render.lecture import record as records
from render.lecture.chapter_list import chapter_list
from render.lecture.clock import Placed
from render.lecture.description import describe
from render.lecture.parts import Lecture
from render.lecture.pictures import pictures
from render.lecture.sound import Piece, sound
from render.lecture.transcript import Still, transcript
from render.lecture.transitions import discard_others, transition
from render.muxing.captions import to_srt, to_vtt
from render.muxing.mux import mux
from render.request.names import manifest_name
from render.store import manifest
from render.store.files import atomic_path, explain, explained, temporary_beside
from render.store.versions import installed
from render.work.outcome import Outcome


def join(lecture: Lecture, key: str, done: Sequence[Outcome]) -> dict[str, Any]:
    """Write the files of a lecture.

    Parameters
    ----------
    key : of the lecture
    done : what became of each of its jobs; all are finished

    Returns
    -------
    the record

    Raises
    ------
    SteepestError : the disk failed, or a part is damaged; earlier files are as they were
    """
    outcomes = [done[lecture.jobs.index(part.job)] for part in lecture.parts]
    read = [_record(job.out / manifest_name(job)) for job in lecture.jobs]
    kept = [read[lecture.jobs.index(part.job)] for part in lecture.parts]
    placed = clock.place(lecture, kept, [outcome.files[0] for outcome in outcomes])
    poster = _poster(lecture, outcomes)
    marks = clock.marks(placed)
    rate = placed[0].timeline.frame_rate
    names = records.file_names(lecture)
    video, vtt, srt, png, markdown, listed, stills = names
    captions = clock.captions(placed)
    text = transcript(lecture, marks, stills)
    pieces = _pieces(lecture, placed)
    segments = [(file, frames) for file, frames, _ in pieces]
    heard: list[Piece] = [(file if audible else None, n) for file, n, audible in pieces]
    with _new_files(lecture.out, (*names[:-1], records.record_name(lecture))) as new:
        with _named(new[video], lecture.out / video):
            mux(
                segments,
                sound(heard, rate),
                captions,
                clock.chapters(marks, rate),
                new[video],
                _metadata(lecture),
            )
        _write(new[vtt], to_vtt(captions))
        _write(new[srt], to_srt(captions))
        new[png].write_bytes(poster.read_bytes())
        _write(new[markdown], text.text)
        _write(new[listed], chapter_list(marks, rate))
        with _new_folder(lecture.out / stills) as folder:
            _draw(text.stills, folder)
            contents = {**{name: new[name] for name in names[:-1]}, stills: folder}
            inputs = [record["inputs"] for record in kept]
            record = describe(lecture, key, placed, marks, contents, inputs)
            _write(new[records.record_name(lecture)], manifest.to_json(record))
    discard_others(lecture.parts[0].job.out, {file for file, _ in segments})
    return record


def _record(path: Path) -> dict[str, Any]:
    record = manifest.read(path)
    if record is None:
        raise SteepestError(f"{path} is damaged or has gone (try once more)")
    return record


def _pieces(lecture: Lecture, placed: Sequence[Placed]) -> list[tuple[Path, int, bool]]:
    """All segments in order with their frames, and whether their sound is heard."""
    found = []
    before: Placed | None = None
    for one in placed:
        if one.lead and before is not None:
            job, folder = one.part.job, lecture.parts[0].job.out
            fade = transition(
                job, (before.file, before.frames), one.file, lecture.theme, one.lead, folder
            )
            found.append((fade, one.lead, False))
        found.append((one.file, one.frames, True))
        before = one
    return found


def _poster(lecture: Lecture, outcomes: Sequence[Outcome]) -> Path:
    """The picture that stands for the lecture: of the intro, else of the first lesson."""
    kinds = [part.kind for part in lecture.parts]
    chosen = kinds.index("intro") if "intro" in kinds else kinds.index("lesson")
    return next(path for path in outcomes[chosen].files if path.suffix == ".png")


def _draw(stills: Sequence[Still], folder: Path) -> None:
    for file, group in itertools.groupby(stills, key=lambda still: still.placed.file):
        wanted = list(group)
        drawn = pictures(file, [still.frame for still in wanted])
        for still, picture in zip(wanted, drawn, strict=True):
            write_png(folder / still.name, picture)


def _metadata(lecture: Lecture) -> dict[str, str]:
    found = {
        "title": lecture.title,
        "comment": f"{lecture.name} (steepest {installed('steepest')})",
    }
    return found | ({"artist": lecture.author} if lecture.author else {})


def _write(target: Path, text: str) -> None:
    target.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def _new_files(folder: Path, names: Sequence[str]) -> Iterator[Mapping[str, Path]]:
    """Temporary paths that all become files when the block succeeds; the last one comes last."""
    with ExitStack() as stack:
        paths = {name: stack.enter_context(atomic_path(folder / name)) for name in reversed(names)}
        with explained(folder / names[0]):
            yield paths


@contextmanager
def _named(temporary: Path, target: Path) -> Iterator[None]:
    """The user knows nothing of temporary names."""
    try:
        yield
    except SteepestError as problem:
        raise SteepestError(str(problem).replace(str(temporary), str(target))) from problem


@contextmanager
def _new_folder(target: Path) -> Iterator[Path]:
    """A temporary folder that takes the place of ``target`` when the block succeeds."""
    temporary, aside = temporary_beside(target, ""), temporary_beside(target, "")
    try:
        try:
            temporary.mkdir()
            yield temporary
            if target.exists():
                target.rename(aside)
            temporary.rename(target)
        except OSError as problem:
            if aside.exists() and not target.exists():
                aside.rename(target)
            raise SteepestError(explain(problem, target)) from problem
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
        shutil.rmtree(aside, ignore_errors=True)
