"""The stills of faults: the outlines lie where the faults are."""

import faulty
import numpy as np
import pytest
from PIL import Image
from test_check_planted import job_of

from render.inspection.finding import Finding, Outline
from render.inspection.inspect import inspect
from render.inspection.stills import RED, outlined, write_stills


def red(picture):
    """Which pixels of a picture are red, (height, width)."""
    return (np.asarray(picture.convert("RGB")) == RED).all(axis=-1)


def finding_of(*outlines, texts=("some words",)):
    return Finding(1.0, 2.0, "a fault", texts, "do it otherwise", outlines)


def blank(width=428, height=240):
    return np.full((height, width, 4), 255, np.uint8)


def test_the_outline_is_around_the_fault():
    drawn = red(outlined(blank(), finding_of(Outline(-1.0, 1.0, -0.5, 0.5))))
    # The middle of the picture is 214, 120; a unit is 30 pixels, the border 4, the line 2 thick.
    left, right, top, bottom = 214 - 34, 214 + 34, 120 - 19, 120 + 19
    assert drawn[(top + bottom) // 2, left]
    assert drawn[(top + bottom) // 2, right]
    assert drawn[bottom, left : right + 1].all()
    assert not drawn[top + 3 : bottom - 3, left + 3 : right - 3].any()
    assert not drawn[bottom + 2 :].any()
    assert not drawn[:, : left - 1].any()
    # The label stands upon it.
    assert drawn[top - 3, left + 1]
    assert drawn[top - 12 : top].mean(axis=0)[left + 1 : right].max() > 0.9


@pytest.mark.parametrize(
    "outline",
    [Outline(-9, -7, 0, 1), Outline(7, 9, 0, 1), Outline(0, 1, 3.9, 5), Outline(0, 1, -6, -3.9)],
)
def test_what_is_off_the_picture_is_outlined_at_its_edge(outline):
    drawn = red(outlined(blank(), finding_of(outline)))
    assert drawn.any()


def test_what_is_heard_is_written_and_the_whole_picture_outlined():
    drawn = red(outlined(blank(), finding_of()))
    assert drawn[0].all()
    assert drawn[-1].all()
    assert drawn[:, 0].all()
    caption = np.asarray(outlined(blank(), finding_of()))[210:236, 150:280]
    assert (caption.min(axis=-1) < 30).any()  # its panel


def test_every_finding_has_a_still_where_it_is_seen(tmp_path):
    job = job_of(faulty.Overlap, out=tmp_path)
    inspection = inspect(job)
    (still,) = write_stills(job, inspection.timeline, inspection.findings)
    assert still.parent == tmp_path / "Overlap--check"
    assert still.name == f"01-overlap-{inspection.findings[0].moment:.2f}s.png"
    picture = Image.open(still)
    assert picture.size == (428, 240)
    rows, columns = np.nonzero(red(picture))
    boxes = inspection.findings[0].outlines
    assert columns.min() == pytest.approx(214 + 30 * min(box.x_min for box in boxes) - 4, abs=2)
    assert rows.max() == pytest.approx(120 - 30 * min(box.y_min for box in boxes) + 4, abs=2)
    # Both texts are on it: bright pixels inside of the outlines.
    for box in boxes:
        x_0, x_1 = round(214 + 30 * box.x_min), round(214 + 30 * box.x_max)
        y_0, y_1 = round(120 - 30 * box.y_max), round(120 - 30 * box.y_min)
        inside = np.asarray(picture.convert("L"))[y_0:y_1, x_0:x_1]
        assert (inside > 150).mean() > 0.05


def test_stills_of_an_earlier_check_are_removed_and_nothing_else(tmp_path):
    job = job_of(faulty.Overlap, out=tmp_path)
    folder = tmp_path / "Overlap--check"
    folder.mkdir()
    (folder / "07-overlap-9.00s.png").write_bytes(b"old")
    (folder / "notes.txt").write_text("mine")
    assert write_stills(job, inspect(job).timeline, []) == []
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]
    (folder / "notes.txt").unlink()
    write_stills(job, inspect(job).timeline, [])
    assert not folder.exists()
