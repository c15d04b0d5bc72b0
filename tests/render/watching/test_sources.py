"""Which files count, and what counts as a change of one."""

import os
import time

from watched import HELPER, PARAMETERS, save, write_lesson

from render.watching.files import Sources


def sources(folder):
    return Sources((str(write_lesson(folder)),), folder / "mine.toml")


def names(state):
    return {path.name for path in state}


def test_what_has_been_read_counts(tmp_path):
    found = sources(tmp_path)
    assert names(found.state()) == {"mine.py", "mine.toml"}
    found.learn([str(tmp_path / "helper.py"), str(tmp_path / "table.csv")], broken=False)
    assert names(found.state()) == {"mine.py", "mine.toml", "helper.py", "table.csv"}
    assert found.state()[tmp_path / "table.csv"] is None
    assert found.folders == {tmp_path}


def test_all_modules_beside_a_broken_lesson_count(tmp_path):
    found = sources(tmp_path)
    found.learn([], broken=True)
    assert "helper.py" in names(found.state())
    found.learn([], broken=False)
    assert "helper.py" not in names(found.state())


def test_content_counts_and_not_the_time(tmp_path):
    found = sources(tmp_path)
    found.learn([str(tmp_path / "helper.py")], broken=False)
    before = found.state()
    save(tmp_path / "helper.py", HELPER)
    os.utime(tmp_path / "mine.toml")
    assert found.state() == before
    save(tmp_path / "mine.toml", PARAMETERS.replace("1.0", "2.0"))  # of the same length
    assert found.state() != before
    save(tmp_path / "mine.toml", PARAMETERS)
    assert found.state() == before
    (tmp_path / "helper.py").unlink()
    assert found.state() != before


def test_what_was_written_meanwhile(tmp_path):
    found = sources(tmp_path)
    for name in ("mine.py", "mine.toml"):
        os.utime(tmp_path / name, (1e9, 1e9))
    moment = time.time() - 1
    found.state()
    assert not found.written_since(moment)
    save(tmp_path / "mine.py", "new")
    found.state()
    assert found.written_since(moment) == {tmp_path / "mine.py"}


def test_a_lesson_of_the_catalogue_is_all_of_its_files():
    found = Sources(("ill-conditioned-bowl",), None)
    assert {"story.py", "words.py", "ill_conditioned_bowl.py", "steps.py"} <= names(found.state())
    assert len(found.own) == 2
