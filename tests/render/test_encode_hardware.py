"""Hardware encodes when it is seen to work, and only then."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from render.encoding import hardware
from render.encoding.hardware import choose, works
from render.encoding.opening import open_encoder
from render.encoding.settings import HARDWARE, hardware_settings, video_settings
from render.errors import SteepestError


@pytest.fixture
def every_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardware, "codecs_available", {*HARDWARE, "libx264"})


@pytest.mark.usefixtures("every_encoder")
def test_the_first_that_works_is_taken() -> None:
    asked = []

    def probe(working: str) -> str:
        asked.clear()

        def answer(settings):
            asked.append(settings.codec)
            return settings.codec == working

        return choose(answer)

    assert probe("h264_nvenc") == "h264_nvenc"
    assert asked == ["h264_nvenc"]
    assert probe("h264_qsv") == "h264_qsv"
    assert probe("none of them") == "libx264"
    assert asked == list(HARDWARE)


def test_encoders_that_are_not_in_the_build_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardware, "codecs_available", {"libx264"})
    assert choose(lambda settings: True) == "libx264"


def test_a_probe_of_x264_succeeds() -> None:
    assert works(video_settings("mp4", 640, 360, False))


@pytest.mark.parametrize("name", list(HARDWARE))
def test_a_probe_without_hardware_fails_fast_and_quietly(
    name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    begun = time.perf_counter()
    found = works(hardware_settings(name))
    if not found:
        assert time.perf_counter() - begun < 2
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("shown", [[100.0] * 12, [16.0 + 18 * index for index in range(11)], []])
def test_wrong_pictures_are_no_success(monkeypatch: pytest.MonkeyPatch, shown: list[float]) -> None:
    monkeypatch.setattr(hardware, "_decoded", lambda data: shown)
    assert not works(video_settings("mp4", 640, 360, False))


def test_a_broken_encoder_is_no_success() -> None:
    bad = replace(video_settings("mp4", 640, 360, False), options={"preset": "no such preset"})
    assert not works(bad)


def test_the_caller_may_choose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardware, "h264_encoder", lambda: "h264_nvenc")
    monkeypatch.setattr(hardware, "works", lambda settings: False)
    path = tmp_path / "a.mp4"
    with open_encoder(path, "mp4", 64, 64, 30, False, codec="libx264") as writer:
        writer.write(np.zeros((64, 64, 4), dtype=np.uint8))
    with av.open(str(path)) as container:
        assert container.streams.video[0].codec_context.name == "h264"


def test_an_encoder_that_does_not_open_leaves_no_file(tmp_path: Path) -> None:
    if works(hardware_settings("h264_amf")):
        return  # this machine has one
    with pytest.raises(SteepestError, match="h264_amf cannot encode here"):
        open_encoder(tmp_path / "a.mp4", "mp4", 64, 64, 30, False, codec="h264_amf")
    assert list(tmp_path.iterdir()) == []
