"""From finished segments to the files of a lesson: sound, captions, chapters, poster, record."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from render.encoding.encoder import PNG_SEQUENCE
from render.encoding.png import write_png
from render.errors import SteepestError
from render.job import RenderJob
from render.muxing.captions import cues, to_srt, to_vtt
from render.muxing.mux import chapters, mux
from render.muxing.narration import WITH_SOUND, with_narration
from render.muxing.png_folder import write_png_folder
from render.muxing.sound import mix
from render.preview.still import draw_still, poster_number, section_range, stills
from render.request.names import manifest_name, stem
from render.store import cache, manifest
from render.store.files import atomic_path, explain, explained, sweep
from render.store.inputs import Entry
from render.store.segment_folder import SegmentFolder
from render.store.versions import installed
from render.timeline import Timeline
from render.work.outcome import Outcome
from render.work.progress import Progress, Step, quiet
from render.work.results import Missing
from render.work.segments import Bounds, bounds, course, segment_length
from render.work.share import POSTER
from render.work.watch import watched


def finish(
    job: RenderJob,
    key: str,
    timeline: Timeline | None,
    folder: SegmentFolder,
    progress: Progress = quiet,
    *,
    keep: frozenset[str] = frozenset(),
    inputs: tuple[Entry, ...] = (),
) -> Outcome | Missing:
    """Write the files of a job.

    Parameters
    ----------
    timeline : what its shares have recorded; None for a still
    keep : names of files that are up to date
    inputs : what the shares have read

    Returns
    -------
    what became of it, or the segments that are still missing for it; then nothing was written

    Raises
    ------
    SteepestError : the lesson or the disk failed; earlier files are as they were
    """
    started = time.monotonic()
    progress(Step("finish"))
    names = cache.file_names(job)
    makers: dict[str, Callable[[Path], None]] = {}
    segments: list[tuple[Path, int]] = []
    if timeline is None:
        with watched(job) as watch:
            pixels, timeline = draw_still(job)
            inputs = tuple(watch.inputs())
        makers[".png"] = lambda target: write_png(target, pixels, job.transparent)
    else:
        first, last = section_range(timeline, job.section)
        if names[0] not in keep:
            found = _collect(job, timeline, folder, tuple(_bounds(job, first, last)))
            if isinstance(found, Missing):
                return found
            segments = found
        makers = _makers(job, timeline, segments, folder, progress)
    _make_folder(job.out)
    is_folder = job.format == PNG_SEQUENCE
    lacking = [name for name in names if name not in keep and not is_folder]
    with _new_files(job, lacking) as new:
        if is_folder and names[0] not in keep:
            write_png_folder(segments, job.out / names[0])
        for name, path in new.items():
            if name != manifest_name(job):
                _make(makers[Path(name).suffix], path, job.out / name)
        contents = {name: new.get(name, job.out / name) for name in names}
        voice = cache.voice_identity(job.voice)
        record = manifest.describe(job, timeline, key, voice, contents, inputs)
        new[manifest_name(job)].write_text(manifest.to_json(record), encoding="utf-8", newline="\n")
    return cache.outcome(job, record, "rendered", time.monotonic() - started)


def _bounds(job: RenderJob, first: int, last: int) -> Iterator[Bounds]:
    return bounds(first, last, segment_length(job.format, job.quality.frame_rate))


def _collect(
    job: RenderJob, timeline: Timeline, folder: SegmentFolder, wanted: tuple[Bounds, ...]
) -> list[tuple[Path, int]] | Missing:
    """The files of all segments with their numbers of frames."""
    found = []
    missing = []
    for part in wanted:
        entry = folder.find(str(part.index))
        if entry is not None and (entry.first, entry.frames, entry.course) == (
            part.start,
            part.frames,
            course(timeline.plays, part.start),
        ):
            found.append((folder.file(entry), entry.frames))
        else:
            missing.append(part.index)
            folder.discard(str(part.index))
    return Missing(tuple(missing)) if missing else found


def _makers(
    job: RenderJob,
    timeline: Timeline,
    segments: list[tuple[Path, int]],
    folder: SegmentFolder,
    progress: Progress,
) -> dict[str, Callable[[Path], None]]:
    """What writes each kind of file."""
    first, last = section_range(timeline, job.section)
    captions = cues(timeline, first, last)

    def video(target: Path) -> None:
        if job.format in WITH_SOUND:
            sound = mix(with_narration(timeline, job.voice), first, last)
            marks = chapters(timeline, first, last)
            mux(segments, sound, captions, marks, target, _metadata(job, timeline))
        else:
            target.write_bytes(segments[0][0].read_bytes())

    def still(target: Path) -> None:
        frame = poster_number(job, timeline)
        entry = folder.find(POSTER)
        happened = course(timeline.plays, frame)
        if entry is not None and (entry.first, entry.course) == (frame, happened):
            target.write_bytes(folder.file(entry).read_bytes())
        else:  # drawn by a run that was killed, or lost
            progress(Step("poster"))
            write_png(target, stills(job, [frame])[0], job.transparent)

    return {
        f".{job.format}": video,
        ".png": still,
        ".vtt": lambda target: _write(target, to_vtt(captions)),
        ".srt": lambda target: _write(target, to_srt(captions)),
    }


@contextmanager
def _new_files(job: RenderJob, names: list[str]) -> Iterator[Mapping[str, Path]]:
    """Temporary paths that all become files when the block succeeds; the record comes last."""
    with ExitStack() as stack:
        # A stack unwinds from its end.
        order = [manifest_name(job), *names]
        paths = {name: stack.enter_context(atomic_path(job.out / name)) for name in order}
        yield {name: paths[name] for name in [*names, manifest_name(job)]}


def _make(maker: Callable[[Path], None], temporary: Path, target: Path) -> None:
    try:
        with explained(target):
            maker(temporary)
    except SteepestError as problem:
        # The user knows nothing of temporary names.
        raise SteepestError(str(problem).replace(str(temporary), str(target))) from problem


def _write(target: Path, text: str) -> None:
    target.write_text(text, encoding="utf-8", newline="\n")


def _metadata(job: RenderJob, timeline: Timeline) -> dict[str, str]:
    return {
        "title": timeline.title,
        "comment": f"{stem(job)} (steepest {installed('steepest')})",
    }


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise SteepestError(explain(problem, folder)) from problem
    sweep(folder)
