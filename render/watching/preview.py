"""What the page shows, shared by the loop that changes it and the threads that serve it."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from render.watching.redraw import Draft, Fault

_KEPT = 3
"""Drafts that are kept: a page may still be reading an older one."""


class Preview:
    """The state of the page, and the drafts that it plays."""

    def __init__(self, title: str) -> None:
        self._changed = threading.Condition()
        self._number = 0
        self._ended = False
        self._state: dict[str, Any] = {
            "title": title,
            "stage": "starting",
            "draft": None,
            "fault": None,
        }
        self._session = secrets.token_hex(4)  # a page may have been left open by an earlier run
        self._drafts: dict[int, tuple[Path, str]] = {}

    def update(self, **changes: Any) -> None:
        """Change something of the state; pages are told."""
        with self._changed:
            if any(self._state[name] != value for name, value in changes.items()):
                self._state |= changes
                self._number += 1
                self._changed.notify_all()

    def show(self, number: int, file: Path, draft: Draft) -> None:
        """Show a new draft."""
        with self._changed:
            self._drafts[number] = file, draft.captions
            for old in sorted(self._drafts)[:-_KEPT]:
                with suppress(OSError):  # Windows keeps a file that is being read
                    self._drafts.pop(old)[0].unlink()
        self.update(
            title=draft.title,
            stage="",
            fault=None,
            draft={
                "session": self._session,
                "number": number,
                "first": self._state["draft"] is None,
                "duration": draft.duration,
                "seconds": round(draft.seconds, 1),
                "parts": [asdict(part) for part in draft.parts],
            },
        )

    def fail(self, fault: Fault) -> None:
        """Show an error; the last draft stays."""
        self.update(stage="", fault={"message": fault.message, "trace": list(fault.trace)})

    def end(self) -> None:
        """Let everyone go who waits for news."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def draft(self, number: int) -> tuple[Path, str] | None:
        """A draft and its captions."""
        with self._changed:
            return self._drafts.get(number)

    def news(self, after: int, timeout: float) -> tuple[int, Mapping[str, Any]] | None:
        """The state with its number as soon as that is another one than ``after``.

        Returns
        -------
        None when nothing has changed for ``timeout`` seconds; of a preview that has ended, the
        number is -1
        """
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._number != after, timeout)
            if self._ended:
                return -1, {}
            return None if self._number == after else (self._number, dict(self._state))
