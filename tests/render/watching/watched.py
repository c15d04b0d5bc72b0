"""A preview that runs as a process of its own, and the small lesson that it shows."""

import http.client
import json
import queue
import signal
import threading
import time
import urllib.request

from commands import Commands

LESSON = '''
from helper import COLOR
from manim import LEFT, RIGHT, Circle, FadeIn, Square
from pydantic import Field

from scenes.lesson import Lesson
from scenes.parameters import LessonParameters


class Mine(Lesson):
    """Two shapes."""

    title = "Which shape is it?"

    class Parameters(LessonParameters):
        size: float = Field(1.0, gt=0, description="of the square")

    def construct(self):
        self.section("round", "It is round")
        circle = Circle(color=COLOR)
        with self.say("A circle."):
            self.play(FadeIn(circle), run_time=0.4)
        self.clear_stage()
        self.section("square", "It has corners")
        square = Square(self.parameters.size)
        with self.say("A square."):
            self.play(FadeIn(square), run_time=0.4)
'''
HELPER = 'COLOR = "#FF0000"\n'
PARAMETERS = "size = 1.0\n"


def save(path, text):
    """Save as editors do: write another file, give it the old name."""
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def write_lesson(folder):
    """The lesson, its helper and its parameters; returns the path of the lesson."""
    for name, text in (("mine.py", LESSON), ("helper.py", HELPER), ("mine.toml", PARAMETERS)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "mine.py"


def color(picture):
    """Whether there is red or green in a picture, (height, width, 3)."""
    red, green, _ = (picture[..., channel].astype(int) for channel in range(3))
    found = {"red": (red - green).max() > 100, "green": (green - red).max() > 100}
    return " and ".join(name for name, seen in found.items() if seen)


class Watching:
    """``steepest watch`` of the lesson in a folder; ``end`` it."""

    def __init__(self, folder, *options):
        self._commands = Commands(folder)
        small = ("--voice", "none", "--no-browser")
        self.process = self._commands("watch", "mine.py", *small, *options)
        self._lines = queue.Queue()
        self.said = []
        threading.Thread(target=self._read, daemon=True).start()
        try:
            self.line("preview at ")
        except AssertionError:
            self.end()
            raise
        self.address = self.said[-1].split("preview at ")[1].split()[0]

    def _read(self):
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def line(self, part, seconds=60):
        """The next line that it says with this in it."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                said = self._lines.get(timeout=max(deadline - time.monotonic(), 0.01))
            except queue.Empty:
                raise AssertionError(f"it said {self.said}, never {part!r}") from None
            self.said.append(said)
            if part in said:
                return said

    def get(self, path, **headers):
        """What the page is answered: the status, the headers and the content."""
        host = self.address.removeprefix("http://").rstrip("/")
        connection = http.client.HTTPConnection(host, timeout=30)
        try:
            connection.request("GET", f"/{path}", headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def state(self, holds, seconds=60):
        """The first state for which ``holds``, as the page is told it."""
        deadline = time.monotonic() + seconds
        seen = None
        while time.monotonic() < deadline:
            with urllib.request.urlopen(self.address + "events", timeout=seconds) as events:
                for line in events:
                    if line.startswith(b"data: "):
                        seen = json.loads(line[6:])
                        if holds(seen):
                            return seen
        raise AssertionError(f"last seen: {seen}")

    def interrupt(self):
        """Press Ctrl-C; returns the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=20)

    def end(self):
        self._commands.end()
