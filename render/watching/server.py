"""The page on this machine: a server in threads of its own, for one preview and nobody else."""

from __future__ import annotations

import json
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from render.errors import UsageError
from render.watching.preview import Preview

HOST = "127.0.0.1"
PORT = 8620
"""Where the page is, if nobody else is there."""

_TRIED = 50
"""Ports after the one that is asked for that are tried if it is taken."""

_PAGE = Path(__file__).with_name("page")
_FILES = {
    "/": ("page.html", "text/html; charset=utf-8"),
    "/page.css": ("page.css", "text/css; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
}
_DRAFT = re.compile(r"/draft-(\d+)\.(mp4|vtt)")
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_PIECE = 1 << 16
_BEAT = 15.0
"""Seconds after which a page that there is nothing new for is told so: is it still there?"""


@contextmanager
def served(preview: Preview, port: int) -> Iterator[str]:
    """Serve the page until the block ends; gives its address.

    Raises
    ------
    UsageError : no port is free there
    """
    server = _bind(preview, port)
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}/"
    finally:
        preview.end()
        server.shutdown()
        server.server_close()


def _bind(preview: Preview, port: int) -> _Server:
    for candidate in range(port, min(port + _TRIED, 65536)):
        with suppress(OSError):
            return _Server(preview, candidate)
    raise UsageError(f"no port from {port} on is free for the page (choose another --port)")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    # On Windows this would let two servers have one port.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, preview: Preview, port: int) -> None:
        self.preview = preview
        super().__init__((HOST, port), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: a page that goes away in the middle of an answer is no fault."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is called there
        """Say nothing: the terminal is for the lesson."""

    def do_GET(self) -> None:
        """Answer the page."""
        path = self.path.partition("?")[0]
        draft = _DRAFT.fullmatch(path)
        if not self._is_meant():
            self._refuse(HTTPStatus.FORBIDDEN)
        elif path in _FILES:
            name, kind = _FILES[path]
            self._send((_PAGE / name).read_bytes(), kind)
        elif path == "/events":
            self._tell()
        elif draft is not None:
            self._send_draft(int(draft[1]), draft[2])
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    def _is_meant(self) -> bool:
        """Whether the page was asked for by its own address: another site must not read it."""
        host = self.headers.get("Host", "").rpartition(":")[0]
        return host in {HOST, "localhost"}

    def _refuse(self, status: HTTPStatus) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def _tell(self) -> None:
        """Send the state whenever it changes, as server-sent events."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        known = -1
        while True:
            news = self.server.preview.news(known, _BEAT)
            if news is None:
                self.wfile.write(b": nothing new\n\n")
                continue
            known, state = news
            if known < 0:
                return
            self.wfile.write(f"data: {json.dumps(state)}\n\n".encode())

    def _send_draft(self, number: int, kind: str) -> None:
        found = self.server.preview.draft(number)
        if found is None:
            self._refuse(HTTPStatus.NOT_FOUND)
        elif kind == "vtt":
            self._send(found[1].encode(), "text/vtt; charset=utf-8")
        else:
            self._send_video(found[0])

    def _send_video(self, path: Path) -> None:
        """Send a file, or the part of it that is asked for: without that nobody can jump in it."""
        with path.open("rb") as file:
            size = path.stat().st_size
            asked = _RANGE.fullmatch(self.headers.get("Range", ""))
            first, last = 0, size - 1
            if asked and asked[1]:
                first = int(asked[1])
                last = min(int(asked[2] or last), last)
            elif asked and asked[2]:
                first = max(size - int(asked[2]), 0)
            if first > last:
                self._refuse(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                return
            self.send_response(HTTPStatus.PARTIAL_CONTENT if asked else HTTPStatus.OK)
            if asked:
                self.send_header("Content-Range", f"bytes {first}-{last}/{size}")
            self.send_header("Content-Type", "video/mp4")
            self.send_header("Accept-Ranges", "bytes")
            self.send_header("Cache-Control", "no-store")
            self.send_header("Content-Length", str(last - first + 1))
            self.end_headers()
            file.seek(first)
            left = last - first + 1
            while left > 0:
                piece = file.read(min(_PIECE, left))
                if not piece:
                    return
                self.wfile.write(piece)
                left -= len(piece)
