"""A folder with a PNG for every frame, all of it or none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from render.encoding.opening import open_encoder
from render.errors import SteepestError
from render.muxing import png_folder
from render.muxing.png_folder import write_png_folder

WIDTH, HEIGHT = 63, 35


def picture(value: int, transparent: bool = False) -> NDArray[np.uint8]:
    frame = np.full((HEIGHT, WIDTH, 4), (value, 20, 10, 255), dtype=np.uint8)
    if transparent:
        frame[:10] = 0
        frame[10:20] = (64, 32, 16, 128)
    return frame


def segment(path: Path, repeats: list[int], first: int, transparent: bool = False) -> int:
    with open_encoder(path, "png-sequence", WIDTH, HEIGHT, 30, transparent) as encoder:
        for index, repeat in enumerate(repeats):
            encoder.write(picture(first + index, transparent), repeat)
        encoder.write(picture(255), 2, ())
        return encoder.frames


def made(tmp_path: Path, transparent: bool = False) -> tuple[list[tuple[Path, int]], list[int]]:
    """Two segments, and the red of every frame."""
    one, other = tmp_path / "one.zip", tmp_path / "other.zip"
    segments = [
        (one, segment(one, [1, 3, 1], 100, transparent)),
        (other, segment(other, [2, 1], 200, transparent)),
    ]
    return segments, [100, 101, 101, 101, 102, 102, 102, 200, 200, 201, 201, 201]


def test_every_frame_is_a_picture(tmp_path: Path) -> None:
    segments, reds = made(tmp_path)
    folder = tmp_path / "lesson"
    write_png_folder(segments, folder)
    paths = sorted(folder.iterdir())
    assert [path.name for path in paths] == [f"{index:05}.png" for index in range(len(reds))]
    for path, red in zip(paths, reds, strict=True):
        with Image.open(path) as image:
            assert image.mode == "RGB"
            assert image.size == (WIDTH, HEIGHT)
            assert set(np.asarray(image)[..., 0].ravel()) == {red}
    assert (folder / "00001.png").samefile(folder / "00003.png")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lesson", "one.zip", "other.zip"]


def test_transparent_pictures_have_straight_alpha(tmp_path: Path) -> None:
    segments, _ = made(tmp_path, transparent=True)
    write_png_folder(segments, tmp_path / "lesson")
    with Image.open(tmp_path / "lesson" / "00004.png") as image:
        assert image.getpixel((5, 5)) == (0, 0, 0, 0)
        assert image.getpixel((5, 15)) == (128, 64, 32, 128)
        assert image.getpixel((5, 30)) == (102, 20, 10, 255)


def test_an_older_sequence_is_replaced(tmp_path: Path) -> None:
    segments, reds = made(tmp_path)
    folder = tmp_path / "lesson"
    folder.mkdir()
    (folder / "00099.png").write_bytes(b"old")
    write_png_folder(segments, folder)
    assert len(list(folder.iterdir())) == len(reds)


def test_the_files_of_others_are_left_alone(tmp_path: Path) -> None:
    segments, _ = made(tmp_path)
    folder = tmp_path / "lesson"
    folder.mkdir()
    (folder / "thesis.tex").write_text("years of work")
    with pytest.raises(SteepestError, match="is in the way and holds other files"):
        write_png_folder(segments, folder)
    assert (folder / "thesis.tex").read_text() == "years of work"


@pytest.mark.parametrize("trouble", ["short", "damaged", "disk"])
def test_a_failure_leaves_the_older_sequence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    segments, _ = made(tmp_path)
    folder = tmp_path / "lesson"
    folder.mkdir()
    (folder / "00000.png").write_bytes(b"old")
    if trouble == "short":
        segments[1] = (segments[1][0], 4)
    elif trouble == "damaged":
        segments[1][0].write_bytes(segments[1][0].read_bytes()[:300])
    else:

        def refuse(*arguments: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(png_folder, "_write_once", refuse)
    with pytest.raises(SteepestError, match=r"should|damaged|the disk is full"):
        write_png_folder(segments, folder)
    assert [path.read_bytes() for path in folder.iterdir()] == [b"old"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lesson", "one.zip", "other.zip"]


def test_a_disk_without_links_gets_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(png_folder.os, "link", refuse)
    segments, reds = made(tmp_path)
    write_png_folder(segments, tmp_path / "lesson")
    files = sorted((tmp_path / "lesson").iterdir())
    assert len(files) == len(reds)
    assert files[1].read_bytes() == files[3].read_bytes()
