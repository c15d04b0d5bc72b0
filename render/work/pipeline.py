"""One lesson from its parameters to its finished files."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from render.encoding.encoder import write_png
from render.errors import SteepestError
from render.job import RenderJob
from render.muxing.captions import cues, to_srt, to_vtt
from render.muxing.mux import chapters, mux
from render.muxing.sound import mix
from render.preview.still import poster, poster_frame, section_range, stills
from render.request.names import manifest_name, stem
from render.staging.plan import plan
from render.store import cache, manifest
from render.store.files import atomic_path, explain, sweep
from render.store.versions import installed
from render.timeline import Timeline
from render.work.draw import draw
from render.work.outcome import Outcome
from render.work.progress import Progress, Step, quiet

_WITH_SOUND = ("mp4", "webm", "mov")


def render(job: RenderJob, progress: Progress = quiet) -> Outcome:
    """Make what is missing or out of date among the files of a job.

    Raises
    ------
    SteepestError : the lesson or the disk failed; earlier files are as they were
    """
    return cache.find(job) or _render(job, progress, keep=True)


def render_anew(job: RenderJob, progress: Progress = quiet) -> Outcome:
    """Make all files of a job, whatever is there; errors as in ``render``."""
    return _render(job, progress, keep=False)


def _render(job: RenderJob, progress: Progress, *, keep: bool) -> Outcome:
    started = time.monotonic()
    # The key is taken first: if a source file changes meanwhile, these files count as out of date.
    key = cache.key(job)
    progress(Step("plan"))
    timeline = plan(job)
    section_range(timeline, job.section)
    names = cache.file_names(job)
    earlier = cache.current_record(job, key) if keep else None
    whole = manifest.intact(earlier, job.out, names) if earlier else frozenset()
    _make_folder(job.out)
    with _new_files(job.out, [name for name in names if name not in whole], job) as new:
        makers = _makers(job, timeline, progress)
        for name, path in new.items():
            if name != manifest_name(job):
                _make(makers[Path(name).suffix], path, job.out / name)
        progress(Step("finish"))
        contents = {name: new.get(name, job.out / name) for name in names}
        record = manifest.describe(job, timeline, key, cache.voice_identity(job.voice), contents)
        new[manifest_name(job)].write_text(manifest.to_json(record), encoding="utf-8", newline="\n")
    return cache.outcome(job, record, "rendered", time.monotonic() - started)


@contextmanager
def _new_files(folder: Path, names: list[str], job: RenderJob) -> Iterator[Mapping[str, Path]]:
    """Temporary paths that all become files when the block succeeds; the record comes last."""
    with ExitStack() as stack:
        # A stack unwinds from its end.
        order = [manifest_name(job), *names]
        paths = {name: stack.enter_context(atomic_path(folder / name)) for name in order}
        yield {name: paths[name] for name in [*names, manifest_name(job)]}


def _make(maker: Callable[[Path], None], temporary: Path, target: Path) -> None:
    try:
        maker(temporary)
    except SteepestError as problem:
        # The user knows nothing of temporary names.
        raise SteepestError(str(problem).replace(str(temporary), str(target))) from problem


def _makers(
    job: RenderJob, timeline: Timeline, progress: Progress
) -> Mapping[str, Callable[[Path], None]]:
    """What writes each kind of file."""
    first, last = section_range(timeline, job.section)
    captions = cues(timeline, first, last)

    def video(target: Path) -> None:
        with tempfile.TemporaryDirectory(prefix="steepest-") as folder:
            picture = Path(folder, f"picture.{job.format}")
            progress(Step("draw", 0, last - first))
            draw(job, timeline, picture, lambda done: progress(Step("draw", done, last - first)))
            progress(Step("finish"))
            if job.format in _WITH_SOUND:
                sound = mix(timeline, first, last)
                marks = chapters(timeline, first, last)
                mux(
                    [(picture, last - first)],
                    sound,
                    captions,
                    marks,
                    target,
                    _metadata(job, timeline),
                )
            else:
                target.write_bytes(picture.read_bytes())

    def still(target: Path) -> None:
        progress(Step("poster"))
        write_png(target, _poster(job, timeline), job.transparent)

    return {
        f".{job.format}": video,
        ".png": still,
        ".vtt": lambda target: _write(target, to_vtt(captions)),
        ".srt": lambda target: _write(target, to_srt(captions)),
    }


def _poster(job: RenderJob, timeline: Timeline) -> NDArray[np.uint8]:
    if job.section is None:
        return poster(job, timeline)
    return stills(job, [poster_frame(timeline, job.section)])[0]


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
