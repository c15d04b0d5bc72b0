"""What needs Manim is found out in a worker; its errors come back, and its death is survived."""

import multiprocessing
import os
from pathlib import Path

import pytest

from render.errors import UsageError
from render.work.elsewhere import elsewhere


def process(*, plus=0):
    return os.getpid() + plus


def refuse(reason):
    raise UsageError(reason)


def die_unless_here(note):
    if multiprocessing.parent_process() is not None:
        Path(note).touch()
        os._exit(3)
    return "here"


def test_it_runs_in_another_process():
    assert elsewhere(process) != os.getpid()
    assert elsewhere(process, plus=10**9) > 10**9


def test_what_it_raises_comes_back():
    with pytest.raises(UsageError, match=r"^it is wrong$"):
        elsewhere(refuse, "it is wrong")


def test_when_its_process_dies_it_runs_here(tmp_path):
    assert elsewhere(die_unless_here, str(tmp_path / "note")) == "here"
    assert (tmp_path / "note").exists()
