import json
import os
import sys

import pytest

from render.store.inputs import configuration, merged, observe, unchanged


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data.csv").write_text("1,2")
    return tmp_path


def below(entries):
    """Those in the folder: this test and what it runs under are modules of no package, too."""
    return [entry for entry in entries if not os.path.isabs(entry["path"])]  # noqa: PTH117


def paths(observation, folder, *more):
    return [entry["path"] for entry in observation.entries(folder, more)]


def test_what_is_read_is_noted_and_what_is_written_is_not(here):
    with observe() as observation:
        (here / "data.csv").read_text()
        with open("data.csv", "rb"):  # noqa: PTH123
            pass
        (here / "made.txt").write_text("x")
        (here / "made.txt").read_text()
        os.close(os.open(here / "low.txt", os.O_CREAT | os.O_WRONLY))
    (here / "low.txt").read_text()  # no longer watched
    (entry,) = below(observation.entries(here))
    assert (entry["path"], entry["size"], len(entry["sha256"])) == ("data.csv", 3, 64)


def test_installed_modules_the_cache_and_devices_are_left_out(here, monkeypatch):
    monkeypatch.setenv("STEEPEST_CACHE_DIR", str(here / "cache"))
    (here / "cache").mkdir()
    (here / "cache" / "line.wav").write_text("")
    with observe() as observation:
        for path in (json.__file__, pytest.__file__, here / "cache" / "line.wav", os.devnull):
            with open(path, "rb"):  # noqa: PTH123
                pass
    assert not {"line.wav", "__init__.py", os.devnull} & {*paths(observation, here)}
    assert not [path for path in paths(observation, here) if "site-packages" in path]


def test_a_module_that_was_imported_before_counts(here, monkeypatch):
    (here / "my_helper_of_before.py").write_text("value = 1")
    monkeypatch.syspath_prepend(here)
    import my_helper_of_before  # noqa: F401

    with observe() as observation:
        pass
    assert "my_helper_of_before.py" in paths(observation, here)
    del sys.modules["my_helper_of_before"]


def test_a_file_that_compiled_code_opens_can_be_added(here):
    with observe() as observation:
        pass
    assert "data.csv" in paths(observation, here, "data.csv")


def entries(here):
    with observe() as observation:
        (here / "data.csv").read_text()
        with pytest.raises(FileNotFoundError):
            (here / "missing.csv").read_text()
    return below(observation.entries(here))


def test_unchanged_files(here):
    noted = json.loads(json.dumps(entries(here)))
    assert [entry["path"] for entry in noted] == ["data.csv", "missing.csv"]
    assert unchanged(noted, here)


@pytest.mark.parametrize(
    ("name", "text"), [("data.csv", "1,3"), ("data.csv", "1,2,3"), ("missing.csv", "")]
)
def test_a_changed_or_new_file_is_seen(here, name, text):
    noted = entries(here)
    (here / name).write_text(text)
    assert not unchanged(noted, here)


def test_a_file_that_is_gone_is_seen(here):
    noted = entries(here)
    (here / "data.csv").unlink()
    assert not unchanged(noted, here)


def test_a_file_that_changes_while_the_scene_runs_never_counts_as_unchanged(here):
    with observe() as observation:
        (here / "data.csv").read_text()
    (here / "data.csv").write_text("1,2,3,4")
    noted = below(observation.entries(here))
    assert noted[0]["size"] == -1
    assert not unchanged(noted, here)


def test_damaged_records_count_as_changed(here):
    assert not unchanged([{"path": "data.csv"}], here)
    assert not unchanged([None], here)


def test_what_several_workers_saw_is_one_list(here):
    first, second = entries(here), entries(here)
    assert merged([first, second]) == first
    second[0] = second[0] | {"sha256": "other"}
    assert not unchanged(merged([first, second]), here)


def test_the_settings_of_manim_count(here):
    before = configuration()
    (here / "manim.cfg").write_text("[CLI]\nframe_height = 9\n")
    assert configuration() != before
