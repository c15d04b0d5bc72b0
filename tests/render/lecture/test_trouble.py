"""Whatever goes wrong, an earlier lecture stays as it was, and no finished part is lost."""

import os
import re
import signal
import sys
import time

import pytest
from commands import Commands
from disks import small_disk
from talks import contents, write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")

SMALL = """\
title = "Talk"
voice = "none"
quality = "tiny"
title_cards = false
[[lesson]]
lesson = "tiny"
[[lesson]]
lesson = "tiny"
sections = ["move"]
parameters = { condition_number = 5 }
"""


@pytest.fixture
def steepest(tmp_path):
    """Start ``steepest`` with the small lessons; returns the process."""
    commands = Commands(tmp_path)
    yield commands
    commands.end()


def result(process, timeout=120):
    out, err = process.communicate(timeout=timeout)
    return process.returncode, out, err


def lecture(steepest, *options, **more):
    return result(steepest("lecture", "talk.toml", "--out", "videos", *options, **more))


def leftovers(tmp_path):
    return list(tmp_path.glob("videos/**/.steepest-*"))


def test_a_lesson_that_fails_leaves_the_earlier_lecture(steepest, tmp_path):
    write(tmp_path, SMALL)
    assert lecture(steepest)[0] == 0
    before = contents(tmp_path / "videos")
    parameters = '[[lesson]]\nlesson = "other"\n'
    write(tmp_path, SMALL + '[[lesson]]\nlesson = "failing"\n' + parameters)
    for again in (False, True):
        code, out, err = lecture(steepest, "--jobs", "1")
        assert (code, out) == (1, "")
        lines = err.splitlines()
        assert "lesson 1 (tiny): up to date" in lines
        assert f"lesson 4 (other): {'up to date' if again else 'rendered'}" in err
        (fault,) = (line for line in lines if line.startswith("error: lesson 3 (failing): "))
        assert "ZeroDivisionError: a lesson of its own making" in fault
        assert lines[-1] == (
            "error: talk was not made: lesson 3 (failing) failed (the finished parts are kept for "
            "the next run)"
        )
        assert contents(tmp_path / "videos") == before
    assert not leftovers(tmp_path)


def test_a_full_disk_is_one_line(steepest, tmp_path):
    write(tmp_path, SMALL)
    # The parts lie elsewhere: the lecture itself finds no room.
    (tmp_path / "elsewhere").mkdir()
    with small_disk(tmp_path / "videos") as fill:
        (tmp_path / "videos" / "talk.parts").symlink_to(tmp_path / "elsewhere")
        assert lecture(steepest)[0] == 0
        before = contents(tmp_path / "videos")
        options = fill()
        write(tmp_path, SMALL.replace('"Talk"', '"Another talk"'))
        code, out, err = lecture(steepest, **options)
        assert (code, out) == (1, "")
        assert re.fullmatch(
            r"error: cannot write videos/talk\S+: (the disk is full|it grew larger than) .*",
            err.splitlines()[-1],
        )
        assert all("up to date" in line for line in err.splitlines()[:-1])
        assert {name: before[name] for name in before} == {
            name: data for name, data in contents(tmp_path / "videos").items() if name != ".full"
        }
        assert not leftovers(tmp_path)


def test_no_room_for_a_part_is_told_by_its_lesson(steepest, tmp_path):
    write(tmp_path, SMALL)
    with small_disk(tmp_path / "videos") as fill:
        code, out, err = lecture(steepest, **fill())
        assert (code, out) == (1, "")
        assert re.search(r"error: lesson 1 \(tiny\): cannot write \S+: ", err)
        assert err.splitlines()[-1].startswith("error: talk was not made: lesson 1 (tiny)")
        assert not leftovers(tmp_path)


def begun(steepest, tmp_path, sign):
    """A lecture that is being made, as soon as a file like ``sign`` is there."""
    process = steepest("lecture", "talk.toml", "--out", "videos", "--jobs", "1")
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(sign)):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.005)
    return process


DRAWING = ('[[lesson]]\nlesson = "slow"\n', "cache/segments/*/.steepest-*.mp4")
JOINING = ('[[lesson]]\nlesson = "long"\n' * 3, "videos/.steepest-*.mp4")


@pytest.mark.parametrize(("more", "sign"), [DRAWING, JOINING], ids=["drawing", "joining"])
def test_ctrl_c_leaves_nothing_half_written(steepest, tmp_path, more, sign):
    write(tmp_path, SMALL)
    assert lecture(steepest)[0] == 0
    before = contents(tmp_path / "videos")
    write(tmp_path, SMALL + more)
    process = begun(steepest, tmp_path, sign)
    os.kill(process.pid, signal.SIGINT)
    code, out, err = result(process)
    assert (code, out) == (130, "")
    assert err.splitlines()[-1] == "interrupted; nothing half-written is left"
    assert contents(tmp_path / "videos") == before
    assert not leftovers(tmp_path)


def test_killed_while_joining_the_next_run_goes_on(steepest, tmp_path):
    more, sign = JOINING
    write(tmp_path, SMALL + more)
    process = begun(steepest, tmp_path, sign)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert not (tmp_path / "videos" / "talk.mp4").exists()
    code, _, err = lecture(steepest)
    assert code == 0
    assert "lesson 3 (long): up to date" in err
    assert not leftovers(tmp_path)
    assert lecture(steepest)[2] == "talk: up to date\n"
