"""A scene with one fault is found out, and only that fault is; a clean one has none."""

import inspect as sources
from dataclasses import replace
from pathlib import Path

import faulty
import faulty_plain
import numpy as np
import pytest
from test_check_speech import wav

from render.inspection.inspect import inspect
from render.inspection.speech import count
from render.job import Quality, RenderJob
from scenes.voice.pronunciation import spoken_words
from scenes.voice.voice import SpokenLine, Word

SMALL = Quality("tiny", 428, 240, 10)


def job_of(scene, theme="dark", out=Path("out")):
    """The job of a scene in ``faulty.py``."""
    return RenderJob(
        scene.__name__, {}, (), SMALL, theme, "none", "mp4", False, None, out,
        renderer="raster", file=Path(sources.getsourcefile(scene)),
    )  # fmt: skip


def found(scene, theme="dark"):
    return inspect(job_of(scene, theme)).findings


PLANTED = [
    (faulty.Outside, "outside frame", ["outside"]),
    (faulty.InBand, "in caption band", ["too low"]),
    (faulty.Overlap, "overlap", ["another", "one text"]),
    (faulty.OverlapMeanwhile, "overlap", ["a standing text", "rider"]),
    (faulty.Late, "late cue", ["Here it is, and then some more is said.", "word"]),
    (faulty.Small, "small type", ["a long remark that must fit"]),
    (faulty.SmallNumber, "small type", ["12.50"]),
    (faulty.SmallLabel, "small type", ["x = 1.00"]),
    (faulty.SmallAfterwards, "small type", ["Why?"]),
    (faulty.FaintBehind, "low contrast", ["words over a band"]),
    (faulty.FaintColor, "low contrast", ["hardly seen"]),
    (faulty.FaintOpacity, "low contrast", ["hardly there"]),
    (faulty.FaintSmall, "low contrast", ["too small for it"]),
    (faulty_plain.PlainSpace, "low contrast", ["cannot"]),
    (faulty_plain.PlainZoom, "small type", ["far"]),
]


@pytest.mark.parametrize(
    ("scene", "kind", "texts"), PLANTED, ids=lambda it: getattr(it, "__name__", "")
)
def test_the_fault_is_found_and_no_other(scene, kind, texts):
    (finding,) = found(scene)
    assert (finding.kind, list(finding.texts)) == (kind, texts)


@pytest.mark.parametrize("scene", [faulty.FaintBehind, faulty.FaintColor, faulty.FaintSmall])
def test_contrast_is_that_of_the_theme(scene):
    (finding,) = found(scene, "light")
    assert finding.kind == "low contrast"


CLEAN = [
    faulty.Clean,
    faulty.ThinLines,
    faulty.NearlyDead,
    faulty_plain.PlainClean,
    faulty.ThereAndBack,
]


@pytest.mark.parametrize("scene", CLEAN)
def test_nothing_is_found_where_nothing_is_wrong(scene):
    assert found(scene) == ()


@pytest.mark.parametrize("scene", [faulty.Clean, faulty.ThinLines])
def test_nothing_is_found_in_light_either(scene):
    assert found(scene, "light") == ()


def test_small_type_of_manim_itself():
    sizes = {
        f.texts[0]: float(f.message.split(" at size ")[1].split(",")[0])
        for f in found(faulty_plain.PlainSmall)
    }
    assert sizes == {
        "read it sideways": pytest.approx(16.0, abs=0.8),
        "x + y": pytest.approx(19.2, abs=0.2),
        "3.25": pytest.approx(16.0, abs=0.2),
    }


def test_the_size_is_measured_after_scaling_and_turning():
    (finding,) = found(faulty.Small)
    assert "is shown at size 14.0, nothing may be smaller than 22" in finding.message
    assert "make it 1.57 times as large" in finding.message


@pytest.mark.parametrize("scene", [faulty.Dead, faulty.DeadPlay])
def test_dead_time(scene):
    (finding,) = found(scene)
    assert finding.kind == "dead time"
    assert 3.0 <= finding.end - finding.time <= 4.2


def test_each_dead_time_is_a_finding_of_its_own():
    first, second = found(faulty_plain.TwiceDead)
    assert (first.kind, second.kind) == ("dead time", "dead time")
    # The first frame of a play still shows what was there before.
    assert (first.time, first.end) == (0.0, pytest.approx(2.6))
    assert (second.time, second.end) == (pytest.approx(3.5), pytest.approx(6.6))


def test_captions_of_a_plain_scene():
    long, fast = found(faulty_plain.PlainCaption)
    assert (long.kind, long.texts) == ("long caption", ("It stays.",))
    assert "stays for 8.0 s" in long.message
    assert fast.kind == "fast caption"
    assert (fast.time, fast.end) == (8.0, 8.5)


class Voice:
    """Reads at a constant pace, with a tone for a sound; of some lines there is none."""

    name = "test"
    identity = "test"

    def __init__(self, folder, pace):
        self._folder, self._pace = folder, pace

    def speak(self, text):
        said = spoken_words(text)
        seconds = 60 / self._pace * np.cumsum([0.0, *map(count, said)])
        words = [Word(*each) for each in zip(text.split(), seconds, seconds[1:], strict=False)]
        audio = self._folder / f"{text.split()[-1]}wav"
        level = 0.0 if "quiet" in text else 0.1
        wav(audio, level * np.sin(np.arange(round(22_050 * seconds[-1])) * 0.1))
        audio = None if "lost" in text else audio
        return SpokenLine(text, float(seconds[-1]), tuple(words), audio)


@pytest.mark.parametrize(
    ("scene", "pace", "kinds"),
    [
        (faulty.Spoken, 172, []),
        (faulty.Spoken, 270, ["fast speech"]),
        (faulty.Silenced, 172, ["silent line", "silent line"]),
    ],
)
def test_what_is_heard(tmp_path, monkeypatch, scene, pace, kinds):
    for module in ("render.staging.plan", "render.muxing.narration"):
        monkeypatch.setattr(f"{module}.load_voice", lambda name, **_: Voice(tmp_path, pace))
    job = replace(job_of(scene), voice="test")
    assert [finding.kind for finding in inspect(job).findings] == kinds
    # With the voice none, nothing is to be heard.
    assert inspect(replace(job, voice="none")).findings == ()
