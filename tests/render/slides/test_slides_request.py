import importlib.util
import os
from pathlib import Path

import pytest
import tiny
from commands import Commands
from disks import read_only, small_disk

from render.slides import clip_folder
from scenes.cache_folder import cache_folder


@pytest.mark.parametrize(
    ("target", "options", "error"),
    [
        ("deck.ppt", (), "deck.ppt would be of no known kind (did you mean .pptx?; a name"),
        ("deck.key", (), "deck.key would be of no known kind (there are .pptx, .html and .zip"),
        ("deck.pptx", ("--sections", "mve"), "no section 'mve' (did you mean move?) in tiny"),
        ("deck.pptx", ("--sections", "move,"), "--sections must be names with commas between"),
        ("deck.pptx", ("--sections", ""), "--sections must be names with commas between"),
        ("deck.pptx", ("--set", "stepz=3"), "no parameter 'stepz' (did you mean steps?) in tiny"),
        ("deck.pptx", ("--theme", "drak"), "no theme 'drak' (did you mean dark?)"),
        ("deck.pptx", ("--params", "gif.toml"), "slides show mp4, not gif"),
        ("file/deck.pptx", (), "is not a folder (choose another with -o)"),
        ("plain", (), "plain is a file (give a folder, or a name that ends in .html)"),
        ("taken", (), "taken holds another page, an index.html (choose another folder)"),
        ("folder.pptx", (), "folder.pptx is a folder (remove it, or choose another name)"),
    ],
)
def test_what_is_wrong_is_one_line_and_nothing_is_touched(slides, target, options, error):
    Path("file").touch()
    Path("plain").touch()
    Path("gif.toml").write_text('format = "gif"\n')
    Path("taken").mkdir()
    Path("taken/index.html").write_text("mine")
    Path("folder.pptx").mkdir()
    before = sorted(Path().rglob("*"))
    done = slides(target, *options)
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert error in done.stderr
    assert sorted(Path().rglob("*")) == before


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("tyny", "-o", "deck.pptx"), "no lesson 'tyny' (did you mean tiny?)"),
        (("-o", "deck.pptx"), "which lesson? (there are: "),
        (("tiny",), "Missing option '-o' / '--output'."),
        (("tiny", "-o", "deck.pptx", "--section", "move"), "(did you mean --sections or --set?)"),
    ],
)
def test_a_line_that_says_too_little(slides, arguments, error):
    done = tiny.steepest_run("slides", *arguments)
    assert done.exit_code == 2
    assert error in done.stderr


@pytest.mark.parametrize(
    ("suffix", "module", "package"),
    [("pptx", "pptx", "python-pptx"), ("html", "sphinx_revealjs", "sphinx-revealjs")],
)
def test_a_missing_extra(slides, monkeypatch, suffix, module, package):
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *more: None if name == module else find(name)
    )
    done = slides(f"deck.{suffix}")
    assert (done.exit_code, done.stderr) == (
        2,
        f'error: slides as {suffix} need {package}: pip install "steepest[slides]"\n',
    )


def test_a_lesson_that_fails_leaves_the_earlier_deck(slides):
    assert slides("deck.pptx").exit_code == 0
    before = Path("deck.pptx").read_bytes()
    done = slides("deck.pptx", lessons=("tiny", "failing"))
    assert done.exit_code == 1
    assert "a lesson of its own making" in done.stderr
    assert Path("deck.pptx").read_bytes() == before
    assert sorted(Path().iterdir()) == [Path("deck.pptx")]


def test_films_that_are_there_are_not_rendered_again(slides):
    done = slides("deck.pptx")
    assert "rendered in" not in done.stderr
    assert done.stderr.count("up to date") == 2


def test_a_damaged_film_is_rendered_again(slides, films):
    (clip,) = (cache_folder() / clip_folder.CLIPS).glob("*/tiny--theme=light--section=move.mp4")
    clip.write_bytes(b"damaged")
    done = slides("deck.pptx", "--theme", "light", "--sections", "move")
    assert done.exit_code == 0, done.stderr
    assert "rendered in" in done.stderr
    assert clip.stat().st_size > 1000


def test_films_that_nobody_uses_are_removed_after_a_month(slides):
    folder = cache_folder() / clip_folder.CLIPS
    old, new = folder / "old", folder / "new"
    for path in (old, new):
        path.mkdir()
        (path / "film.mp4").touch()
    os.utime(old, (1, 1))
    clip_folder.sweep_clips()
    assert not old.exists()
    assert new.exists()
    (new / "film.mp4").unlink()
    new.rmdir()


@pytest.fixture
def commands(films, tmp_path):
    started = Commands(tmp_path)
    script = tmp_path / "small.py"
    text = script.read_text(encoding="utf-8")
    kept = (
        "from render.store import cache; cache.shared_source = lambda: 'the source';"
        "cache.voice_identity = lambda name: name"
    )
    script.write_text(text.replace("    import atexit", f"    {kept}\n    import atexit"))
    (tmp_path / "cache").symlink_to(films / "cache")
    yield started
    started.end()


def make_slides(commands, target, **options):
    process = commands("slides", "tiny", "-o", target, "--quality", "tiny", **options)
    output, error = process.communicate(timeout=120)
    return process.returncode, output, error


@pytest.mark.parametrize("target", ["deck.pptx", "deck.html", "deck.zip", "deck"])
def test_a_disk_that_fills_up(commands, tmp_path, target):
    with small_disk(tmp_path / "disk") as fill:
        options = fill()
        earlier = tmp_path / "disk" / "deck.pptx"
        earlier.write_bytes(b"earlier")
        code, _, error = make_slides(commands, f"disk/{target}", **options)
        assert "rendered in" not in error
        assert code == 1, error
        last = error.splitlines()[-1]
        assert "cannot write disk/deck" in last
        assert "free some space" in last or "raise the limit" in last
        assert earlier.read_bytes() == b"earlier"
        assert not list((tmp_path / "disk").rglob(".steepest*"))


def test_a_cache_folder_that_fills_up(commands, tmp_path):
    (tmp_path / "cache").unlink()
    with small_disk(tmp_path / "cache") as fill:
        code, _, error = make_slides(commands, "deck.pptx", **fill())
    assert code == 1
    assert "STEEPEST_CACHE_DIR" in error
    assert "--out" not in error
    assert not (tmp_path / "deck.pptx").exists()


def test_a_read_only_folder(commands, tmp_path):
    (tmp_path / "locked").mkdir()
    with read_only(tmp_path / "locked") as options:
        code, _, error = make_slides(commands, "locked/deck.pptx", **options)
    assert code == 2
    assert error.count("\n") == 1
    assert "cannot write into locked" in error
    assert "choose another folder with -o" in error
