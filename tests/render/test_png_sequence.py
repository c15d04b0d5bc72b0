"""``--format png-sequence``: a folder of numbered pictures, known and checked as a whole."""

import pytest
import tiny
from PIL import Image

from render.work.pipeline import render


@pytest.fixture
def job(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)
    return lambda **options: tiny.tiny_job(
        tmp_path / "out", format="png-sequence", renderer="raster", **options
    )


def test_a_picture_for_every_frame(job):
    outcome = render(job())
    folder = outcome.files[0]
    pictures = sorted(path.name for path in folder.iterdir())
    assert folder.name == "tiny.png-sequence"
    assert pictures == [f"{number:05}.png" for number in range(outcome.frames)]
    assert outcome.size == sum(path.stat().st_size for path in folder.iterdir())
    assert [path.name for path in outcome.files[1:]] == ["tiny.png-sequence.json"]
    with Image.open(folder / pictures[-1]) as picture:
        assert (picture.size, picture.mode) == ((160, 90), "RGB")


def test_an_unchanged_folder_is_kept_and_a_damaged_one_made_again(job):
    folder = render(job()).files[0]
    assert render(job()).status == "kept"
    whole = (folder / "00003.png").read_bytes()
    (folder / "00003.png").write_bytes(whole[:-1] + b"x")
    assert render(job()).status == "rendered"
    assert (folder / "00003.png").read_bytes() == whole
    (folder / "00004.png").unlink()
    assert render(job()).status == "rendered"


def test_transparent_pictures(job):
    folder = render(job(transparent=True, section="appear")).files[0]
    with Image.open(folder / "00000.png") as picture:
        assert picture.mode == "RGBA"
        assert picture.getpixel((0, 89))[3] == 0
