"""Open the page, where there is a desktop to open it on."""

from __future__ import annotations

import os
import sys
import webbrowser


def open_page(address: str) -> None:
    """Open a browser if the user sits at this machine; elsewhere the printed address has to do."""
    if is_desktop():
        webbrowser.open(address)


def is_desktop() -> bool:
    """Whether somebody sits here: a terminal, not over SSH, and on Linux with a display."""
    if not sys.stdout.isatty() or "SSH_CONNECTION" in os.environ:
        return False
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
