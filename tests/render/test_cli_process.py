"""The command as its own process: how quick it starts, and how it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commands import Commands


@pytest.fixture
def start(tmp_path):
    """Start ``steepest`` with the small lessons; returns the process."""
    commands = Commands(tmp_path)
    yield commands
    commands.end()


def imported(*arguments):
    """What modules a command loads, and how long it takes with them."""
    code = (
        "import sys, time; begin = time.process_time(); from render.cli import steepest\n"
        f"try: steepest.main({list(arguments)!r})\n"
        "except SystemExit: pass\n"
        "print(time.process_time() - begin, *sys.modules, file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    seconds, *modules = result.stderr.split()
    return float(seconds), {module.partition(".")[0] for module in modules}


@pytest.mark.parametrize("arguments", [["--help"], ["list"], ["render", "--help"]])
def test_it_starts_at_once(arguments):
    seconds, modules = imported(*arguments)
    assert not modules & {"manim", "numpy", "scipy", "av", "rich", "pydantic", "onnxruntime"}
    assert seconds < 1.0  # 0.1 s on an idle machine


def test_the_doctor_can_examine_a_machine_that_lacks_everything():
    code = (
        "import sys\n"
        "for name in ('numpy', 'manim', 'av', 'pydantic', 'typst'): sys.modules[name] = None\n"
        "from render.diagnosis.doctor import examine, works\n"
        "results = examine()\n"
        "assert not works(results)\n"
        "assert {r.subject for r in results if r.status == 'missing'} >= {'renderer cairo',\n"
        "    'format mp4', 'formulas'}"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_rendered_and_up_to_date(start, tmp_path):
    process = start.render("tiny")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err.splitlines()[-1][:16]) == (0, "tiny: rendered i")
    assert "videos/tiny.mp4" in out
    loaded = {name.partition(".")[0] for name in (tmp_path / "modules.txt").read_text().split()}
    assert not loaded & {"manim", "numpy", "scipy", "av", "PIL"}
    before = os.times()
    process = start.render("tiny")
    again, err = process.communicate(timeout=60)
    after = os.times()
    # Of the processor, not of the clock: other tests may be running beside this one.
    seconds = after.children_user - before.children_user
    assert seconds + after.children_system - before.children_system < 3.0
    assert (err, again) == ("tiny: up to date\n", out)


LESSON = """
from manim import Square
from pydantic import Field
from scenes.lesson import Lesson
from scenes.parameters import LessonParameters


class Mine(Lesson):
    lesson_id, title = "mine", "Whose is it?"

    class Parameters(LessonParameters):
        side: float = Field(1.0, gt=0, description="of the square")

    def construct(self):
        self.section("first", "The first")
        self.add(Square(self.parameters.side))
        self.wait(0.2)
"""


def test_a_lesson_of_a_file_is_asked_in_a_worker(start, tmp_path):
    (tmp_path / "lesson.py").write_text(LESSON)
    process = start.render("lesson.py", "Mine", "--set", "side=2", "--section", "first")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert err.startswith("Mine--side=2--section=first: rendered in")
    loaded = {name.partition(".")[0] for name in (tmp_path / "modules.txt").read_text().split()}
    assert not loaded & {"manim", "numpy", "scipy", "av", "PIL", "pydantic"}
    for wrong, reason in (
        (("--set", "sides=2"), "no parameter 'sides' (did you mean side?) in Mine"),
        (("--set", "side=0"), "side must be"),
        (("--section", "second"), "no section 'second'"),
    ):
        process = start.render("lesson.py", "Mine", *wrong)
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out, err.count("\n")) == (2, "", 1)
        assert err.startswith(f"error: {reason}")


def wait_until_it_draws(start, process):
    deadline = time.monotonic() + 60
    while not start.unfinished():
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_render_leaves_nothing(start, tmp_path, number):
    process = start.render("slow")
    wait_until_it_draws(start, process)
    os.killpg(process.pid, number)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert (out, err) == ("", "interrupted; nothing half-written is left\n")
    assert not (tmp_path / "videos").exists()
    assert start.unfinished() == []
    assert list((tmp_path / "cache" / "work").iterdir()) == []


def test_a_worker_that_will_not_end_leaves_nothing_either(start):
    process = start.render("stuck")
    wait_until_it_draws(start, process)
    time.sleep(1)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (out, err) == ("", "interrupted; nothing half-written is left\n")
    assert start.unfinished() == []


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the process that loads")
@pytest.mark.parametrize("later", [0.0, 0.3])
def test_interrupted_while_workers_load_there_is_one_line(start, later):
    process = start.render("slow")
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")

    def loading():
        return [
            child
            for child in children.read_text().split()
            if b"forkserver" in Path(f"/proc/{child}/cmdline").read_bytes()
        ]

    deadline = time.monotonic() + 60
    while not loading():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    time.sleep(later)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert (out, err) == ("", "interrupted; nothing half-written is left\n")


def test_workers_do_not_outlive_a_killed_command(start, tmp_path):
    process = start.render("slow")
    wait_until_it_draws(start, process)
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 60
    while start.unfinished():  # the worker tidies up on its way out
        assert time.monotonic() < deadline
        time.sleep(0.05)
