import json
import subprocess
import sys
import zipfile
from pathlib import Path

import av
import pytest

CLIPS = [
    f"clips/0{n}-tiny-{s}{x}"
    for n, s in ((1, "appear"), (2, "move"))
    for x in (".mp4", ".png", ".vtt", ".srt")
]
NAMES = {
    *CLIPS,
    "deck.json",
    "index.html",
    "notes.md",
    "slides/tiny.json",
    *(f"reveal/{name}" for name in ("LICENSE", "deck.css", "deck.js", "notes.js")),
    *(f"reveal/{name}" for name in ("reset.css", "reveal.css", "reveal.js")),
}


def files_in(folder):
    return {p.relative_to(folder).as_posix() for p in Path(folder).rglob("*") if p.is_file()}


def test_the_zip_holds_what_the_folder_holds(slides):
    assert slides("deck").exit_code == 0
    assert slides("deck.zip").exit_code == 0
    assert files_in("deck") == NAMES
    with zipfile.ZipFile("deck.zip") as archive:
        assert {entry.filename for entry in archive.infolist()} == NAMES
        assert archive.testzip() is None
        for name in NAMES:
            assert archive.read(name) == Path("deck", name).read_bytes()


def test_the_page_names_only_files_that_are_there(slides):
    assert slides("deck").exit_code == 0
    text = Path("deck/index.html").read_text(encoding="utf-8")
    named = {name for name in NAMES if f'"{name}"' in text}
    assert named == {n for n in NAMES if n.endswith((".css", ".js", ".mp4", ".png"))}
    assert "http" not in text


def test_the_words_are_there_to_read(slides):
    assert slides("deck").exit_code == 0
    notes = Path("deck/notes.md").read_text(encoding="utf-8")
    assert notes.startswith("# How small can a lesson be?\n")
    assert "## It appears" in notes
    assert "[0:00] One circle." in notes
    assert "Number 25." in Path("deck/clips/02-tiny-move.vtt").read_text(encoding="utf-8")


def test_fewer_slides_leave_nothing_of_an_earlier_deck(slides):
    assert slides("deck").exit_code == 0
    Path("deck/mine.txt").write_text("mine")
    Path("deck/clips/mine.mp4").write_text("mine")
    assert slides("deck", "--sections", "move").exit_code == 0
    clips = {f"clips/01-tiny-move{suffix}" for suffix in (".mp4", ".png", ".vtt", ".srt")}
    others = {name for name in NAMES if not name.startswith("clips/")}
    assert files_in("deck") == clips | others | {"mine.txt", "clips/mine.mp4"}


def test_what_is_the_same_is_not_written_again(slides):
    assert slides("deck").exit_code == 0
    before = {name: Path("deck", name).stat().st_mtime_ns for name in NAMES}
    assert slides("deck").exit_code == 0
    assert {name: Path("deck", name).stat().st_mtime_ns for name in NAMES} == before


def test_manim_slides_reads_it(slides):
    config = pytest.importorskip("manim_slides.config")
    assert slides("deck").exit_code == 0
    found = config.PresentationConfig.from_file(Path("deck/slides/tiny.json"))
    assert found.resolution == (160, 90)
    assert found.background_color.as_hex() == "#0f1419"
    assert [slide.file.name for slide in found.slides] == ["01-tiny-appear.mp4", "02-tiny-move.mp4"]
    assert found.slides[0].notes.startswith("[0:00] One circle.")
    assert not any(slide.loop or slide.auto_next for slide in found.slides)
    for slide in found.slides:
        assert slide.rev_file.exists()
        with av.open(str(slide.file)) as clip:
            assert clip.streams.audio


@pytest.mark.parametrize("name", ["theirs.pptx", "theirs.html"])
def test_manim_slides_converts_it(slides, name):
    assert slides("deck").exit_code == 0
    done = subprocess.run(
        [sys.executable, "-m", "manim_slides", "--silent", "convert", "tiny", name, "--one-file"],
        cwd="deck",
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    content = Path("deck", name).read_bytes()
    assert len(content) > sum(Path("deck", c).stat().st_size for c in CLIPS if c.endswith("mp4"))


def test_json_tells_what_was_made(slides):
    done = slides("deck.zip", "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert told["file"] == "deck.zip"
    assert told["size"] == Path("deck.zip").stat().st_size
    assert [slide["section"] for slide in told["slides"]] == ["appear", "move"]
    assert told["slides"][0]["notes"].startswith("[0:00] One circle.")
