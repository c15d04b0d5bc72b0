import io
import json

import pytest
import tiny

from render.errors import SteepestError
from render.many.progress import CountedTerminal, batch_display
from render.many.report import Report
from render.request.asked import Request
from render.request.request import resolve
from render.work.outcome import Outcome
from render.work.progress import Step

DONE = Outcome("tiny", "tiny--steps=1", "rendered", (), 60.0, 600, 5000, 12.0)
KEPT = Outcome("tiny", "tiny--steps=2", "kept")
FAILED = Outcome("tiny", "tiny--steps=3", "failed", error="tiny failed at 0.20 s: no")


class FakeTerminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def report(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)
    jobs = resolve(Request(("tiny",), sweeps=["steps=1..4"], voice="none", out=tmp_path)).jobs
    return Report(tmp_path / "jobs.toml", jobs, ["jobs.toml:1"] * 4, tmp_path)


def test_lines_have_numbers(report):
    stream = io.StringIO()
    outcomes = {}
    with batch_display(["a", "b", "c", "d"], report, outcomes, stream) as shown:
        shown.finished(1, KEPT)
        shown.step(0, Step("draw", 1, 2))
        shown.finished(0, DONE)
        shown.finished(2, FAILED)
    lines = stream.getvalue().splitlines()
    assert lines[0] == "[1/4] tiny--steps=2: up to date"
    assert lines[1].startswith("[2/4] tiny--steps=1: rendered in 0:12, 50 fps (about ")
    assert lines[2].startswith("[3/4, 1 failed] error: tiny failed at 0.20 s: no (about ")
    assert outcomes == {0: DONE, 1: KEPT, 2: FAILED}


def test_a_terminal_has_one_bar_for_all_jobs(report, monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    stream = FakeTerminal()
    with batch_display(["a", "b", "c", "d"], report, {}, stream) as shown:
        assert isinstance(shown.shown, CountedTerminal)
        shown.step(0, Step("draw", 1, 2))
        shown.finished(0, DONE)
        shown.finished(2, FAILED)
        shown.shown._bars.refresh()
    text = stream.getvalue()
    assert "all jobs" in text
    assert "2/4, 1 failed" in text
    assert "left" in text
    assert "error: tiny failed at 0.20 s: no" in text
    assert "rendered in" not in text
    with shown:  # for the grids, once the clips are done
        shown.finished(1, KEPT)
        shown.shown._bars.refresh()
    assert "3/4, 1 failed" in stream.getvalue()


def test_the_report_is_true_while_the_batch_runs(report):
    report.begun(0)
    report.settle(0, DONE)
    report.settle(1, KEPT)
    report.begun(2)
    report.write("running")
    found = json.loads(report.path.read_text())
    assert found["state"] == "running"
    assert found["counts"] == {
        "jobs": 4,
        "rendered": 1,
        "kept": 1,
        "failed": 0,
        "begun": 1,
        "not begun": 1,
    }
    first = found["jobs"][0]
    assert (first["seconds"], first["frames"], first["rate"], first["cached"]) == (
        12,
        600,
        50,
        False,
    )
    assert found["jobs"][3]["output"].endswith("tiny--steps=4.mp4")
    assert found == report.to_dict("running") | {
        "updated": found["updated"],
        "seconds": found["seconds"],
    }


def test_a_report_that_cannot_be_written_does_not_end_the_batch(report, monkeypatch):
    def full(*arguments):
        raise SteepestError("cannot write report.json: the disk is full")

    monkeypatch.setattr("render.many.report.atomic_write_bytes", full)
    report.try_to_write("running")
    assert report.problem == "cannot write report.json: the disk is full"
    monkeypatch.undo()
    report.try_to_write("finished")
    assert report.problem is None
