import io

import pytest

from render.table import clock, size, table
from render.work.outcome import Outcome
from render.work.progress import Display, Lines, Step, Terminal, display, summary

DONE = Outcome("tiny", "tiny--beta=0.5", "rendered", (), 60.0, 600, 5000, 12.0)
KEPT = Outcome("tiny", "tiny", "kept")
FAILED = Outcome("tiny", "tiny", "failed", error="tiny failed at 0.20 s: no")


class FakeTerminal(io.StringIO):
    def isatty(self):
        return True


def test_summaries():
    assert summary(DONE) == "tiny--beta=0.5: rendered in 0:12, 50 fps"
    assert summary(KEPT) == "tiny: up to date"
    assert summary(FAILED) == "error: tiny failed at 0.20 s: no"
    broken = Outcome("tiny", "tiny", "failed", error="the disk is full")
    assert summary(broken) == "error: tiny: the disk is full"
    traced = Outcome("tiny", "tiny", "failed", error="no", trace=("  File a.py, line 1",))
    assert summary(traced) == "error: tiny: no\n  File a.py, line 1"


def test_no_terminal_gets_one_line_a_lesson():
    stream = io.StringIO()
    shown = display(["tiny"], stream)
    assert isinstance(shown, Lines)
    with shown:
        shown.step(0, Step("draw", 5, 10))
        shown.finished(0, DONE)
        shown.say("note: something")
    assert stream.getvalue() == "tiny--beta=0.5: rendered in 0:12, 50 fps\nnote: something\n"


def test_a_terminal_gets_bars(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "90")
    stream = FakeTerminal()
    shown = display(["tiny", "other"], stream)
    assert isinstance(shown, Terminal)
    with shown:
        shown.step(0, Step("draw", 0))
        shown.step(0, Step("draw", 120, at=130))  # nobody knows yet how long it is
        shown._bars.refresh()
        shown.step(0, Step("draw", 300, 600))
        shown._bars.refresh()
        text = stream.getvalue()
        shown.finished(0, DONE)
        shown.step(0, Step("finish"))
        assert 0 not in shown._tasks
    assert "120 frames" in text
    assert "300/600" in text
    assert "waiting" in text
    assert "rendered in 0:12" in stream.getvalue()


def test_the_quiet_display_takes_everything():
    with Display() as shown:
        shown.step(0, Step("draw"))
        shown.finished(0, DONE)
        shown.say("nothing")


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0.0 s"), (9.94, "9.9 s"), (83.4, "1:23"), (3725, "1:02:05")]
)
def test_clock(seconds, text):
    assert clock(seconds) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 B"), (999, "999 B"), (1500, "1.5 kB"), (3_400_000, "3.4 MB"), (5e12, "5000 GB")],
)
def test_size(count, text):
    assert size(count) == text


def test_tables_are_aligned_and_wrapped():
    lines = table(("name", "size", "what"), [("a", "5", "x"), ("bcd", "50", "word " * 40)])
    assert lines[0] == "name  size  what"
    assert lines[1] == "a     5     x"
    assert all(len(line) <= 100 for line in lines)
    assert lines[3].startswith(" " * 12 + "word")
    assert table(("n", "size"), [("a", "5")], right=("size",))[1] == "a     5"
