"""Wait for saves, redraw, show; until Ctrl-C."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Future
from contextlib import ExitStack, suppress
from pathlib import Path
from queue import Empty, Queue

from render.errors import UsageError
from render.request.asked import Request
from render.watching.files import Sources, State, Watcher
from render.watching.preview import Preview
from render.watching.redraw import Draft, Fault, Order, redraw
from render.watching.server import served
from render.work.starting import warm
from render.work.workers import Processes, work_folder

_LOOK = 1.0
"""Seconds after which the files are looked at though nobody has told of a change: some network
disks never tell."""

_POLL = 0.15
"""Seconds between two looks at how far the worker is."""


def watch(
    request: Request, port: int, *, opened: Callable[[str], None], say: Callable[[str], None]
) -> None:
    """Show a preview of a lesson and keep it up to date; ends with ``KeyboardInterrupt``.

    Parameters
    ----------
    opened : told the address of the page
    say : told what happens, a line or more each time

    Raises
    ------
    UsageError : there is no such lesson, or something is wrong with what was asked for
    """
    warm()
    with work_folder() as folder, ExitStack() as stack:
        loop = _Loop(request, folder, say)
        stack.callback(loop.close)
        first = loop.round()
        if isinstance(first, Fault) and first.misused:
            raise UsageError(first.message)
        address = stack.enter_context(served(loop.preview, port))
        say(f"watching {' '.join(request.lessons)}; preview at {address} (Ctrl-C ends)")
        loop.show(first)
        opened(address)
        while True:
            loop.wait()
            loop.show(loop.round())


class _Loop:
    def __init__(self, request: Request, folder: Path, say: Callable[[str], None]) -> None:
        self.preview = Preview(" ".join(request.lessons))
        self._request = request
        self._folder = folder
        self._say = say
        params = request.params if isinstance(request.params, Path) else None
        self._sources = Sources(tuple(request.lessons), params)
        self._events: Queue[None] = Queue()
        self._watcher = Watcher(lambda: self._events.put(None))
        self._number = 0
        self._seen: State = {}
        self._likely: str | None = None

    def close(self) -> None:
        """Stop watching."""
        self._watcher.close()

    def wait(self) -> None:
        """Until a file is saved with another content than the last redraw has seen."""
        while self._sources.state() == self._seen:
            self._watcher.watch(self._sources.folders)
            with suppress(Empty):
                self._events.get(timeout=_LOOK)

    def round(self) -> Draft | Fault:
        """Redraw; a save meanwhile begins it anew."""
        while True:
            self._watcher.watch(self._sources.folders)
            started = time.time()
            self._seen = before = self._sources.state()
            result = self._redraw()
            if result is None:
                continue
            self._sources.learn(result.inputs, broken=isinstance(result, Fault))
            # Files that are known of only now have not been looked at before. Those that were
            # written meanwhile may have been read before that.
            after = self._sources.state()
            late = self._sources.written_since(started)
            self._seen = {
                path: before.get(path, None if path in late else content)
                for path, content in after.items()
            }
            return result

    def show(self, result: Draft | Fault) -> None:
        """Put the result on the page and into the terminal."""
        now = time.strftime("%H:%M:%S")
        if isinstance(result, Fault):
            self.preview.fail(result)
            self._say("\n".join((f"{now} error: {result.message}", *result.trace)))
            return
        changed = [part.name for part in result.parts if part.changed]
        if len(changed) == 1:
            self._likely = changed[0]
        self.preview.show(self._number, self._draft, result)
        self._say(f"{now} {_summary(result)}")

    @property
    def _draft(self) -> Path:
        return self._folder / f"draft-{self._number}.mp4"

    def _redraw(self) -> Draft | Fault | None:
        """Let a worker do it; None if a file was saved meanwhile, and the worker was ended."""
        self._number += 1
        report = self._folder / "report.json"
        report.unlink(missing_ok=True)
        order = Order(
            self._request, self._folder, self._draft, self._sources.own, report, self._likely
        )
        try:
            with Processes().open(1, self._folder) as crew:
                future = crew.executor.submit(redraw, order)
                while not self._over(future):
                    with suppress(OSError, ValueError):
                        self.preview.update(stage=json.loads(report.read_text(encoding="utf-8")))
                    if self._saved():
                        raise _SavedAgainError
                return future.result()
        except _SavedAgainError:
            return None
        except BrokenExecutor:
            return Fault("the lesson has ended the process that draws it", (), False, ())

    def _over(self, future: Future[Draft | Fault]) -> bool:
        with suppress(TimeoutError):
            future.exception(_POLL)
        return future.done()

    def _saved(self) -> bool:
        if self._events.empty():
            return False
        while not self._events.empty():
            self._events.get()
        return self._sources.state() != self._seen


class _SavedAgainError(Exception):
    """A file was saved while it was being drawn."""


def _summary(draft: Draft) -> str:
    changed: Sequence[str] = [
        part.title if part.name == "autocreated" else part.name
        for part in draft.parts
        if part.changed
    ]
    left = len(draft.parts) - len(changed)
    if not changed:
        return f"nothing has changed ({draft.seconds:.1f} s)"
    kept = f", {left} of {len(draft.parts)} sections as before" if left else ""
    return f"drew {', '.join(changed)}{kept} ({draft.seconds:.1f} s)"
