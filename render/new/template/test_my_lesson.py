"""Whatever the learning rate, the words are true and nothing is cut off. Run it with: pytest"""

from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from my_lesson import Parameters, Story

from render.cli import steepest

LESSON = Path(__file__).with_name("my_lesson.py")


@pytest.mark.parametrize(
    ("learning_rate", "verdict"),
    [
        (0.3, "converges"),
        (1.0, "arrives in one step"),
        (1.5, "oscillates, converges"),
        (2.0, "jumps to and fro"),
        (2.5, "diverges"),
    ],
)
def test_what_is_said_is_what_happens(learning_rate, verdict):
    """The words follow from the data, and the data from the learning rate."""
    story = Story(Parameters(learning_rate=learning_rate))
    assert story.verdict() == verdict
    xs = story.path[:, 0]
    assert np.allclose(xs[1:], story.factor * xs[:-1])
    assert ("nearer to it" in story.ending()) == (verdict == "oscillates, converges")
    assert ("too large" in story.ending()) == (abs(xs[-1]) > abs(xs[0]))


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("learning_rate", ["0.3", "2.5"])
def test_steepest_check_finds_nothing(theme, learning_rate):
    """Nothing is cut off, overlaps, or comes too late; in both themes."""
    options = ["--voice", "none", "--theme", theme, "--set", f"learning_rate={learning_rate}"]
    result = CliRunner().invoke(steepest, ["check", str(LESSON), *options])
    assert result.exit_code == 0, result.output
