"""The benchmark itself: it measures what runs, and takes no wrong video for a fast one."""

import sys
from pathlib import Path

import pytest

from benchmarks.rendering import page, table
from benchmarks.rendering.cases import CASES, START
from benchmarks.rendering.commands import Settings
from benchmarks.rendering.processes import Usage, WrongError, run
from benchmarks.rendering.rounds import measure

_CHILD = "x = bytearray(80_000_000); import time; time.sleep(0.4); sum(range(10_000_000))"
_PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {_CHILD!r}], check=True)"


def test_what_children_take_is_counted(tmp_path: Path) -> None:
    usage = run([sys.executable, "-c", _PARENT], tmp_path, {})
    assert usage.memory > 80_000_000
    assert 0.1 < usage.cpu < usage.wall


def test_what_an_orphan_takes_is_counted(tmp_path: Path) -> None:
    left = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {_CHILD!r}])"
    usage = run([sys.executable, "-c", left], tmp_path, {})
    assert usage.wall < 0.4
    assert usage.cpu > 0.1


def test_a_command_that_fails_has_no_time(tmp_path: Path) -> None:
    with pytest.raises(WrongError, match=r"exit code 3[\s\S]*no more"):
        run([sys.executable, "-c", "print('no more'); raise SystemExit(3)"], tmp_path, {})


def test_scenes_have_names_of_their_own_and_their_files_are_there() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
    for case in CASES:
        assert case.scene in case.file.read_text(encoding="utf-8")
        file, scene = case.our_source
        assert f"class {scene}(" in file.read_text(encoding="utf-8")


def test_one_frame_is_measured_and_checked() -> None:
    result = measure(START, Settings("draft"), 1, lambda line: None)
    assert result.frames == 1
    assert result.stock.psnr > 30
    assert result.ours.psnr > 30
    assert 0 < result.floor < result.ours.wall
    starts = Usage(0.5, 0.5, 1), Usage(0.5, 0.5, 1)
    text = table.times([(START, result)], starts)
    assert len({len(line) for line in text.splitlines()}) == 1


def test_only_the_marked_part_of_a_page_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text("above\n<!-- a -->\nold\n<!-- /a -->\nbelow\n", encoding="utf-8")
    page.replace_part(file, "a", "new")
    assert file.read_text(encoding="utf-8") == ("above\n<!-- a -->\n\nnew\n\n<!-- /a -->\nbelow\n")
    with pytest.raises(ValueError, match="has no <!-- b -->"):
        page.replace_part(file, "b", "new")
