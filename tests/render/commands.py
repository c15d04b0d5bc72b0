"""The command as processes of its own, with the small lessons in the place of the real ones."""

import subprocess
import sys
from pathlib import Path

SCRIPT = """
import sys
sys.path[:0] = {paths!r}
import pytest, tiny
from pathlib import Path
if __name__ == "__main__":
    patch = pytest.MonkeyPatch()
    tiny.install(patch, Path({folder!r}))
    import atexit
    atexit.register(lambda: Path({folder!r}, "modules.txt").write_text(" ".join(sys.modules)))
    from render.cli import main
    main()
"""


class Commands:
    """Starts ``steepest`` in a folder; what still runs in the end is ended."""

    def __init__(self, folder):
        self.folder = folder
        self._script = folder / "small.py"
        self._script.write_text(
            SCRIPT.format(paths=[str(Path(__file__).parent)], folder=str(folder)), encoding="utf-8"
        )
        self._running = []

    def __call__(self, *arguments, **options):
        process = subprocess.Popen(
            [sys.executable, str(self._script), *map(str, arguments)],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            **options,
        )
        self._running.append(process)
        return process

    def render(self, lesson, *arguments, **options):
        """Start ``steepest render LESSON``, small and silent."""
        small = ("--quality", "tiny", "--voice", "none", "--out", "videos")
        return self("render", lesson, *small, *arguments, **options)

    def unfinished(self):
        """The segments that are being drawn."""
        return list(self.folder.glob("cache/segments/*/.steepest-*.mp4"))

    def segments(self):
        """The finished segments, each with what tells it from one that was made anew."""
        found = {}
        for path in self.folder.glob("cache/segments/*/[0-9]*.mp4"):
            if not path.with_suffix(".json").exists():  # the record comes last, and makes it count
                continue
            status = path.stat()
            found[path] = (status.st_ino, status.st_mtime_ns)
        return found

    def end(self):
        for process in self._running:
            process.kill()
            process.communicate()
