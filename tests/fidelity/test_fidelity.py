"""Our two surfaces draw what Manim's own camera draws."""

from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from comparison import compare, write_failure
from gallery import pictures, scenes
from PIL import Image

FAILURES = Path(__file__).parents[2] / "fidelity-failures"
SCENES = scenes()


@lru_cache(maxsize=1)
def by_cairo(name):
    return pictures(SCENES[name], "cairo")


# Manim's own way with images, which Pillow 13 will not take.
@pytest.mark.filterwarnings("ignore:'mode' parameter:DeprecationWarning")
@pytest.mark.parametrize("surface", ["raster", "opengl"])
@pytest.mark.parametrize("name", SCENES)
def test_drawn_as_by_manim(name, surface):
    reference, drawn = by_cairo(name), pictures(SCENES[name], surface)
    transparent = getattr(SCENES[name], "transparent", False)
    assert sorted(reference) == sorted(drawn)
    for frame, picture in drawn.items():
        likeness = compare(reference[frame], picture, alpha=transparent)
        if not likeness.close:
            shown = write_failure(FAILURES, f"{name}-{surface}-{frame}", reference[frame], picture)
            pytest.fail(f"{name}, frame {frame}, {surface}: {likeness}; see {shown}")


def test_the_gallery_is_large_enough():
    assert len(SCENES) >= 40


def test_a_difference_is_seen_and_can_be_looked_at(tmp_path):
    (reference,) = by_cairo("Fills").values()
    assert compare(reference, reference).close
    moved = np.roll(reference, 60, axis=0)
    assert not compare(reference, moved).close
    written = write_failure(tmp_path / "new", "Fills", reference, moved)
    with Image.open(written) as image:
        assert image.size == (1280, 720)
    assert len(list(written.parent.iterdir())) == 3
