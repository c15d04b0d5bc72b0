"""Our own lessons have no fault that a student would see.

In both themes by default, and far from it in one of them each; what costs a run of the lesson and
nothing more is tested beside each lesson's story, for many more parameters.
"""

from pathlib import Path

import pytest

from render.inspection.inspect import inspect
from render.job import QUALITIES, RenderJob
from scenes.catalogue import LESSONS

UNUSUAL = [
    ("adam-bias-correction", "dark", {"beta1": 0.0, "beta2": 0.0}),
    ("adam-bias-correction", "light", {"start": 1e6, "beta2": 0.999999, "steps": 5000}),
    ("gradient-contours", "dark", {"a": 1.0, "b": 25.0, "x": 2.0, "y": 0.3}),
    ("gradient-contours", "light", {"a": 1.0, "b": -1.0}),
    ("ill-conditioned-bowl", "dark", {"condition_number": 1e6, "steps": 5000}),
    ("ill-conditioned-bowl", "light", {"condition_number": 1.0}),
    ("momentum-escape", "dark", {"learning_rate": 1.0, "start": -50.0}),
    ("momentum-escape", "light", {"momentum": 0.95, "start": -2.0}),
]
DEFAULT = [(lesson, theme, {}) for lesson in LESSONS for theme in ("dark", "light")]


@pytest.mark.parametrize(("lesson", "theme", "given"), [*DEFAULT, *UNUSUAL], ids=str)
def test_nothing_is_found_in(lesson, theme, given):
    checked = LESSONS[lesson].parameters()(**given).model_dump(mode="json")
    job = RenderJob(
        lesson, checked, tuple(given), QUALITIES["draft"], theme, "none", "mp4", False, None,
        Path(), renderer="raster",
    )  # fmt: skip
    assert [str(finding) for finding in inspect(job).findings] == []
