"""Plain Manim scenes of every kind run unchanged, with sound, captions and sections."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from media import write_wav
from render.job import Quality, RenderJob
from render.muxing.captions import cues
from render.muxing.sound import RATE, mix
from render.preview.still import stills
from render.staging.plan import plan

FILE = Path(__file__).with_name("plain_kinds.py")
SMALL = Quality("small", 160, 90, 10)


def job(name, file=FILE, **more):
    values = {
        "lesson": name,
        "parameters": {},
        "changed": (),
        "quality": SMALL,
        "theme": "dark",
        "voice": "none",
        "format": "mp4",
        "transparent": False,
        "section": None,
        "out": Path("out"),
        "renderer": "cairo",
        "file": file,
    }
    return RenderJob(**values | more)


@pytest.mark.parametrize(
    ("name", "frames"),
    [
        ("Camera2D", 4),
        ("Zoomed", 2),
        ("Space", 3),
        ("Vectors", 2),
        ("Linear", 3),
        ("Background", 2),
        ("Phases", 3),
    ],
)
def test_every_kind_runs(name, frames):
    assert plan(job(name)).frames == frames


def test_the_background_of_the_file_and_of_the_scene():
    (set_in_file,) = stills(job("Phases"), [0])
    (set_in_scene,) = stills(job("Background"), [1])
    assert set_in_file[0, 0].tolist() == [0x10, 0x20, 0x30, 255]
    assert set_in_scene[0, 0].tolist() == [0xFC, 0x62, 0x55, 255]


def test_random_numbers_are_the_same_on_every_run():
    first, second = plan(job("Unseeded")), plan(job("Unseeded"))
    assert first == second
    assert plan(job("Unseeded", seed=1)) != first
    one, two = (stills(job("Unseeded"), [0])[0] for _ in range(2))
    assert np.array_equal(one, two)


def test_sections_and_what_they_leave_out():
    timeline = plan(job("Parts"))
    assert [(s.name, s.start_frame, s.frames) for s in timeline.sections] == [
        ("first", 0, 2),
        ("last", 2, 3),
    ]


def test_subcaptions_are_captions(capsys):
    timeline = plan(job("Words"))
    assert [(c.start, c.end, c.lines) for c in cues(timeline)] == [
        (0.0, 0.1, ("A circle", "is round")),
        (0.1, 0.5, ("and grows",)),
    ]
    assert capsys.readouterr().out == ""


def test_sounds_lie_beside_the_file_or_in_the_folder_of_assets(tmp_path):
    (tmp_path / "sounds").mkdir()
    tone = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(RATE // 5) / RATE)
    write_wav(tmp_path / "sounds" / "tone.wav", tone, RATE)
    file = tmp_path / "plain.py"
    text = FILE.read_text().replace("config.frame_height = 9", "config.assets_dir = 'sounds'")
    file.write_text(text)
    timeline = plan(job("Sounds", file))
    assert [(round(s.start, 3), s.gain) for s in timeline.sounds] == [(0.2, -6.0), (0.5, 0.0)]
    samples = mix(timeline)
    assert len(samples) == round(0.8 * RATE)
    loudest = [float(np.abs(part).max()) for part in np.split(samples, 8)]
    assert loudest == pytest.approx([0, 0, 0.25, 0.25, 0, 0.5, 0.5, 0], abs=0.02)


@pytest.mark.filterwarnings("ignore:'mode' parameter:DeprecationWarning")  # of manim with Pillow
def test_a_picture_lies_beside_the_file(tmp_path):
    Image.new("RGB", (4, 4), "#00FF00").save(tmp_path / "green.png")
    file = tmp_path / "plain.py"
    file.write_text(
        "from manim import *\n"
        "class Picture(Scene):\n"
        "    def construct(self):\n"
        "        self.add(ImageMobject('green.png').scale(20))\n"
    )
    (picture,) = stills(job("Picture", file), [0])
    assert picture[45, 80, :3].tolist() == [0, 255, 0]
