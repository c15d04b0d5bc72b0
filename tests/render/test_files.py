"""Files appear whole or not at all."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from render.errors import SteepestError, UsageError
from render.store import files
from render.store.files import (
    atomic_path,
    atomic_write_bytes,
    explain,
    sha256,
    sweep,
    temporary_beside,
)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_new_contents_replace_the_old_ones_in_one_step(tmp_path: Path) -> None:
    target = tmp_path / "lesson.mp4"
    target.write_bytes(b"old")
    with atomic_path(target) as temporary:
        assert temporary.parent == tmp_path
        assert temporary.suffix == ".mp4"
        assert temporary.exists()
        temporary.write_bytes(b"new")
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == {"lesson.mp4"}


def half_write(target: Path, problem: BaseException) -> None:
    with atomic_path(target) as temporary:
        temporary.write_bytes(b"half")
        raise problem


@pytest.mark.parametrize(
    "problem", [KeyboardInterrupt(), SystemExit(143), UsageError("no"), OSError(errno.EIO, "other")]
)
def test_a_failure_leaves_the_old_file(tmp_path: Path, problem: BaseException) -> None:
    target = tmp_path / "lesson.mp4"
    target.write_bytes(b"old")
    with pytest.raises(type(problem)) as raised:
        half_write(target, problem)
    assert raised.value is problem
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == {"lesson.mp4"}


def test_a_missing_folder_is_named_with_the_fix(tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "lesson.mp4"
    with pytest.raises(SteepestError, match=r"nowhere does not exist \(create it") as raised:
        atomic_write_bytes(target, b"")
    assert "\n" not in str(raised.value)
    assert not target.parent.exists()


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(SteepestError, match="is not a folder"):
        atomic_write_bytes(tmp_path / "out" / "lesson.mp4", b"")


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "lesson.mp4").mkdir()
    with pytest.raises(SteepestError, match="a folder of that name is in the way"):
        atomic_write_bytes(tmp_path / "lesson.mp4", b"new")
    assert names(tmp_path) == {"lesson.mp4"}


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_no_room_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "lesson.mp4"
    target.write_bytes(b"old")
    with largest_file(10_000), pytest.raises(SteepestError, match=r"lesson\.mp4: it grew larger"):
        atomic_write_bytes(target, bytes(20_000))
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == {"lesson.mp4"}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full (free some space, or choose another folder with --out)"),
        (errno.EROFS, "/somewhere is read-only (choose another folder with --out)"),
        (errno.EACCES, "/somewhere is not yours to write (change its permissions, or choose"),
        (errno.EIO, "Input/output error (choose another folder with --out)"),
    ],
)
def test_every_reason_comes_with_a_fix(number: int, words: str) -> None:
    line = explain(OSError(number, os.strerror(number)), Path("/somewhere/lesson.mp4"))
    assert line.startswith("cannot write /somewhere/lesson.mp4: ")
    assert words in line
    assert "\n" not in line


def test_a_read_only_disk_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *, exist_ok: bool) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.setattr(Path, "touch", refuse)
    with pytest.raises(SteepestError, match="is read-only"):
        atomic_write_bytes(tmp_path / "lesson.mp4", b"")


def test_an_error_about_another_file_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), atomic_path(tmp_path / "lesson.mp4"):
        (tmp_path / "voice.wav").read_bytes()


def test_sha256_is_the_standard_one(tmp_path: Path) -> None:
    (tmp_path / "abc").write_bytes(b"abc")
    assert sha256(tmp_path / "abc") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


KILLED = """
import sys, time
from pathlib import Path
from render.store.files import atomic_path
with atomic_path(Path(sys.argv[1])) as temporary:
    temporary.write_bytes(b"half")
    print("ready", flush=True)
    time.sleep(60)
"""


def test_what_a_killed_process_leaves_is_swept_once_it_is_gone(tmp_path: Path) -> None:
    target = tmp_path / "lesson.mp4"
    target.write_bytes(b"old")
    (tmp_path / ".steepest-notes").write_bytes(b"not ours")
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(KILLED), str(target)], stdout=subprocess.PIPE
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        assert sweep(tmp_path) == ()
        process.send_signal(signal.SIGKILL)
    assert len(names(tmp_path)) == 3
    removed = sweep(tmp_path)
    assert [str(process.pid) in path.name for path in removed] == [True]
    assert names(tmp_path) == {"lesson.mp4", ".steepest-notes"}
    assert target.read_bytes() == b"old"


@pytest.mark.skipif(sys.platform != "linux", reason="only there it can be told")
def test_a_killed_process_is_gone_before_its_parent_has_noticed(tmp_path: Path) -> None:
    target = tmp_path / "lesson.mp4"
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(KILLED), str(target)], stdout=subprocess.PIPE
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGKILL)
        process.stdout.read()  # ends when the process has
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert len(sweep(tmp_path)) == 1


def test_sweeping_spares_files_in_use_and_those_of_other_machines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(files, "_HOST", "elsewhere")
        foreign = temporary_beside(tmp_path / "a.mp4", ".mp4")
        foreign.write_bytes(b"")
    own = temporary_beside(tmp_path / "b.mp4", ".mp4")
    own.write_bytes(b"")  # of an earlier process that had our number
    with atomic_path(tmp_path / "lesson.mp4") as temporary:
        assert sweep(tmp_path) == (own,)
        assert temporary.exists()
    assert names(tmp_path) == {foreign.name, "lesson.mp4"}


def test_sweeping_a_folder_that_is_not_there_does_nothing(tmp_path: Path) -> None:
    assert sweep(tmp_path / "nowhere") == ()
