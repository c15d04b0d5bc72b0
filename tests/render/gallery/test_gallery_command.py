import json
import os
import shlex
from pathlib import Path

import pytest
import tiny

from render.commands.render import command as render_command
from render.gallery.origin import command_of
from render.gallery.records import find
from render.request.asked import Request
from render.request.request import resolve_one
from render.store import cache


def run(*arguments):
    return tiny.steepest_run("gallery", *arguments)


def refused(*arguments) -> str:
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    return result.stderr


def tree(folder):
    """Every file below a folder with its inode and bytes."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_table_and_the_site(out):
    result = run()
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["lesson", "length", "file", "size"]
    assert " site/media/tiny.mp4 " in lines[1]
    assert lines[-1].startswith("site/index.html (")
    assert result.stderr == ""
    page = Path("site/index.html").read_text()
    assert page.startswith("<!DOCTYPE html>")
    assert "How small can a lesson be?" in page


def test_json(out):
    data = json.loads(run("--json").stdout)
    assert data["page"] == "site/index.html"
    # The WebM is the same picture as the MP4, in another format: one entry.
    assert [entry["name"] for entry in data["entries"]] == [
        "Default parameters",
        "condition_number = 5, objective = x**2 + 3 * (y - 1)",
        "It appears",
        "It moves",
        "Still at 0.5 s",
    ]
    assert data["entries"][1]["changed"] == ["condition_number", "objective"]
    assert data["left_out"] == []


@pytest.mark.parametrize("number", range(6))
def test_the_command_that_made_it_makes_it_again(out, number):
    render = find([out])[0][number]
    words = shlex.split(command_of(render))
    assert words[:2] == ["steepest", "render"]
    given = render_command.make_context("render", words[2:]).params
    wanted = {name: given[name] for name in Request.__dataclass_fields__ if name in given}
    job = resolve_one(Request(**wanted))
    assert cache.key(job) == render.record["key"]
    assert cache.file_names(job)[0] == render.main


def test_again_nothing_is_copied(out):
    run()
    before = tree(Path("site"))
    data = json.loads(run("--json").stdout)
    assert data["new"] == data["removed"] == []
    assert tree(Path("site")) == before


def test_what_is_gone_is_removed_and_what_is_not_ours_stays(out):
    run()
    Path("site/media/notes.txt").write_text("mine")
    Path("site/CNAME").write_text("mine.example")
    for path in out.glob("tiny--condition_number*"):
        path.unlink()
    data = json.loads(run("--json").stdout)
    assert len(data["removed"]) == 4
    assert not list(Path("site/media").glob("*condition_number*"))
    assert Path("site/media/notes.txt").read_text() == "mine"
    assert Path("site/CNAME").exists()
    assert "condition_number = 5" not in Path("site/index.html").read_text()


def test_without_hard_links_files_are_copied(out, monkeypatch):
    def refuse(*names):
        raise OSError(1, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    assert run().exit_code == 0
    copy = Path("site/media/tiny.mp4")
    assert copy.read_bytes() == (out / "tiny.mp4").read_bytes()
    assert not copy.samefile(out / "tiny.mp4")
    assert json.loads(run("--json").stdout)["new"] == []
