"""Sound and picture keep step to the end of a lecture."""

import shutil
from pathlib import Path

import numpy as np
import pytest
import tiny
from talks import make, record, write

from media import decoded, heard, rgba, write_wav
from render.job import QUALITIES, Quality
from render.muxing.sound import RATE

FAST = 30
"""Frames a second."""

TALK = """\
title = "In step"
voice = "none"
quality = "fast"
title_cards = false
fade_seconds = 0.23
[[lesson]]
lesson = "flashes.py"
scene = "Flashes"
[[lesson]]
lesson = "flashes.py"
scene = "FlashesB"
[[lesson]]
lesson = "flashes.py"
scene = "FlashesC"
transition = "cut"
[[lesson]]
lesson = "flashes.py"
scene = "FlashesD"
"""


@pytest.fixture(scope="module")
def video(tmp_path_factory):
    folder = tmp_path_factory.mktemp("step")
    shutil.copy(Path(__file__).with_name("flashes.py"), folder)
    click = np.zeros(480)
    click[:48] = 0.8 * np.sign(np.sin(np.arange(48)))
    write_wav(folder / "click.wav", click, RATE)
    with pytest.MonkeyPatch.context() as patch:
        tiny.install(patch, folder)
        patch.setitem(QUALITIES, "fast", Quality("fast", 160, 90, FAST))
        result = make(write(folder, TALK), folder / "out", "--jobs", "1")
    assert result.exit_code == 0, result.output
    return folder / "out" / "talk.mp4"


def test_flash_and_click_come_together_in_all_four_lessons(video):
    light = np.array([rgba(frame)[40:50, 70:90, :3].mean() for frame in decoded(video)])
    flashes = np.flatnonzero((light[1:] > 128) & (light[:-1] <= 128)) + 1
    loud = np.flatnonzero(np.abs(heard(video)) > 0.2)
    clicks = loud[np.flatnonzero(np.diff(loud, prepend=-RATE) > RATE // 4)]
    assert len(flashes) == len(clicks) == 8
    apart = np.abs(clicks / RATE - flashes / FAST)
    assert apart.max() < 0.001  # of a frame that lasts 0.033
    assert flashes[-1] > 300


def test_frames_and_samples_end_together(video):
    frames = record(video.parent)["timeline"]["frames"]
    assert frames == 61 + 97 + 143 + 52 + 7 + 7
    assert len(decoded(video)) == frames
    assert 0 <= len(heard(video)) - frames * RATE // FAST < 1024


def test_a_plain_scene_is_a_chapter_by_the_name_of_its_class(video):
    found = record(video.parent)
    titles = [chapter["title"] for chapter in found["chapters"]]
    assert titles == ["1. Flashes", "2. FlashesB", "3. FlashesC", "4. FlashesD"]
