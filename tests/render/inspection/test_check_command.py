"""``steepest check`` as it is typed: exit codes, tables, JSON, both themes."""

import inspect as sources
import json
from pathlib import Path

import faulty
import faulty_plain
import pytest
import tiny

FAULTY = Path(sources.getsourcefile(faulty))
PLAIN = Path(sources.getsourcefile(faulty_plain))


@pytest.fixture(autouse=True)
def _small(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)
    monkeypatch.chdir(tmp_path)


def check(*arguments):
    return tiny.steepest_run("check", *arguments, "--quality", "tiny", "--voice", "none")


def test_a_clean_lesson(tmp_path):
    result = check("other")
    assert (result.exit_code, result.stdout) == (0, "other, dark: nothing found\n")
    assert check("other", "--json").stdout == "[]\n"
    assert not (tmp_path / "out").exists()


def test_a_fault_is_told_shown_and_counted(tmp_path):
    result = check(FAULTY, "Overlap")
    assert result.exit_code == 1
    head, _, columns, row, *_ = result.stdout.splitlines()
    assert head == "Overlap, dark: 1 fault"
    assert columns.split() == ["when", "kind", "what,", "and", "what", "to", "do"]
    assert "overlap" in row
    assert "move them apart" in result.stdout
    assert result.stdout.endswith(f"stills: {Path('out', 'Overlap--check')}\n\n")
    (still,) = (tmp_path / "out" / "Overlap--check").iterdir()
    assert still.read_bytes().startswith(b"\x89PNG")


def test_json_has_all_of_it():
    result = check(FAULTY, "FaintSmall", "--json", "--theme", "light")
    assert result.exit_code == 1
    (finding,) = json.loads(result.stdout)
    assert finding["lesson"] == "FaintSmall"
    assert finding["theme"] == "light"
    assert finding["kind"] == "low contrast"
    assert finding["texts"] == ["too small for it"]
    assert finding["time"] <= finding["shown"] <= finding["end"]
    assert set(finding["outlines"][0]) == {"x_min", "x_max", "y_min", "y_max"}
    assert Path(finding["still"]).is_file()
    assert {"message", "section"} <= set(finding)


def test_no_stills(tmp_path):
    result = check(FAULTY, "Overlap", "--no-stills", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)[0]["still"] is None
    assert not (tmp_path / "out").exists()


def test_both_themes():
    result = check(FAULTY, "Clean", "--theme", "both")
    assert result.stdout == "Clean, dark: nothing found\nClean, light: nothing found\n"
    # Its label is white, whatever the theme.
    assert "other, light: 1 fault" in check("other", "--theme", "both").stdout


def test_values_stand_in_its_name_as_they_are_typed():
    said = check("other", "--set", "tilt=3").stdout
    assert said.startswith("other tilt=3, dark: ")


def test_what_applies_to_some_lessons_only_is_noted():
    result = check("tiny", "other", "--set", "tilt=0.3")
    assert "note: tilt applies to other only" in result.stderr


def test_several_lessons_and_one_that_fails(tmp_path):
    result = check("other", "failing")
    assert result.exit_code == 1
    assert "other, dark: nothing found" in result.stdout
    assert "error: failing failed at 0." in result.stderr


def test_a_plain_scene_has_no_theme():
    result = check(PLAIN, "PlainClean")
    assert (result.exit_code, result.stdout) == (0, "PlainClean: nothing found\n")
    refused = tiny.steepest_run("check", PLAIN, "PlainClean", "--theme", "both")
    assert refused.exit_code == 2
    assert "--theme is for lessons" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "which lesson?"),
        (["tinny"], "did you mean tiny?"),
        (["tiny", "--theme", "blue"], "no theme 'blue'"),
        (["tiny", "--all"], "name lessons or give --all"),
        (["tiny", "--out", "file.txt"], "is not a folder"),
    ],
)
def test_misuse_is_one_line_and_touches_nothing(tmp_path, arguments, message):
    (tmp_path / "file.txt").write_text("")
    result = check(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["file.txt"]
