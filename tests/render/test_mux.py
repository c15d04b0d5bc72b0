"""One file holds picture and sound, and they keep step."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from muxed import CAPTIONS, CHAPTERS, FORMATS, FRAMES, make_lessons, noise, picture

from media import (
    decoded,
    ebur128,
    heard,
    rgba,
    speechlike,
    spoken,
    timeline,
    write_wav,
)
from render.errors import SteepestError, UsageError
from render.muxing.captions import cues
from render.muxing.mux import Chapter, chapters, mux
from render.muxing.sound import RATE, mix
from render.timeline import Section


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_lessons(tmp_path_factory.mktemp("made"))


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_picture_is_copied(made: Path, fmt: str) -> None:
    def packets(name: str) -> list[tuple[bytes, float, bool]]:
        with av.open(str(made / f"{name}.{fmt}")) as container:
            return [
                (bytes(packet), float(packet.pts * packet.time_base), packet.is_keyframe)
                for packet in container.demux(video=0)
                if packet.pts is not None
            ]

    assert packets("lesson") == packets("picture")
    assert len(packets("lesson")) == FRAMES


@pytest.mark.parametrize("fmt", ["webm", "mov"])
def test_the_copy_is_transparent_too(made: Path, fmt: str) -> None:
    before, after = decoded(made / f"picture.{fmt}")[40], decoded(made / f"lesson.{fmt}")[40]
    assert np.array_equal(rgba(before), rgba(after))
    assert set(np.unique(rgba(after)[..., 3])) >= {0, 255}
    if fmt == "webm":
        with av.open(str(made / "lesson.webm")) as container:
            tags = {k.lower(): v for k, v in container.streams.video[0].metadata.items()}
        assert tags["alpha_mode"] == "1"


@pytest.mark.parametrize("fmt", FORMATS)
def test_sound_and_picture_end_together(made: Path, fmt: str) -> None:
    with av.open(str(made / f"lesson.{fmt}")) as container:
        ends = {}
        for packet in container.demux(video=0, audio=0):
            if packet.pts is not None:
                end = (packet.pts + (packet.duration or 0)) * packet.time_base
                ends[packet.stream.type] = max(end, ends.get(packet.stream.type, end))
    assert abs(ends["video"] - Fraction(FRAMES, 30)) < Fraction(2, 1000)
    assert abs(ends["audio"] - ends["video"]) < Fraction(1, 60)


@pytest.mark.parametrize("fmt", FORMATS)
def test_sound_is_where_it_was(made: Path, fmt: str) -> None:
    samples = noise(round(FRAMES * RATE / 30)).astype(np.float64)
    result = heard(made / f"lesson.{fmt}")
    assert len(samples) <= len(result) < len(samples) + RATE // 30
    size = 2 * len(result)
    spectrum = np.fft.rfft(result, size) * np.conj(np.fft.rfft(samples, size))
    place = int(np.argmax(np.fft.irfft(spectrum, size)))
    assert min(place, size - place) <= 1


@pytest.mark.parametrize(("fmt", "codec"), [("mp4", "aac"), ("mov", "pcm_s16le"), ("webm", "opus")])
def test_the_sound_is_mono_at_48_khz(made: Path, fmt: str, codec: str) -> None:
    with av.open(str(made / f"lesson.{fmt}")) as container:
        (stream,) = container.streams.audio
        assert stream.codec_context.name == codec
        assert (stream.rate, stream.layout.name) == (RATE, "mono")
        assert stream.metadata["language"] == "eng"


def test_sound_and_picture_lie_side_by_side_in_the_file(tmp_path: Path) -> None:
    target = tmp_path / "a.mp4"
    mux([(picture(tmp_path / "p.mp4", 240), 240)], noise(8 * RATE), (), (), target, {})
    with av.open(str(target)) as container:
        packets = [
            (packet.pos, packet.stream.type, float(packet.dts * packet.time_base))
            for packet in container.demux(video=0, audio=0)
            if packet.dts is not None
        ]
    last = {"audio": 0.0, "video": 0.0}
    for _, kind, moment in sorted(packets):
        last[kind] = moment
        if min(last.values()) > 0 and max(last.values()) < 7.5:
            assert abs(last["audio"] - last["video"]) < 1.2


def test_a_lesson_in_step_and_as_loud_as_it_should_be_after_aac(tmp_path: Path) -> None:
    voice = write_wav(tmp_path / "voice.wav", speechlike(3, 22_050), 22_050)
    plan = timeline(
        300,
        lines=[
            spoken("One two three four five.", 0.4, 0.5, audio=voice),
            spoken("Six seven eight nine ten.", 5.1, 0.5, audio=voice),
        ],
        sections=[Section("one", "One", 0, 150), Section("two", "Two", 150, 150)],
    )
    target = tmp_path / "lesson.mp4"
    samples = mix(plan)
    source = picture(tmp_path / "p.mp4", 300)
    mux([(source, 300)], samples, cues(plan), chapters(plan), target, {})
    result = heard(target, len(samples))
    loudness, peak = ebur128(result)
    assert abs(loudness + 16) < 1
    assert peak < -1.5
    for line in plan.lines:
        loud = np.flatnonzero(np.abs(result[int((line.start - 0.3) * RATE) :]) > 0.01)[0]
        reference = np.flatnonzero(np.abs(samples[int((line.start - 0.3) * RATE) :]) > 0.01)[0]
        assert abs(int(loud) - int(reference)) < RATE / 60


def test_no_captions_no_track(tmp_path: Path) -> None:
    target = tmp_path / "a.mp4"
    source = picture(tmp_path / "p.mp4", 10)
    mux([(source, 10)], np.zeros(16_000, np.float32), (), (), target, {})
    with av.open(str(target)) as container:
        assert [stream.type for stream in container.streams] == ["video", "audio"]
        assert container.chapters() == []
    assert not np.abs(heard(target)).max() > 1e-6


def test_the_same_parts_give_the_same_file(made: Path, tmp_path: Path) -> None:
    samples = noise(round(FRAMES * RATE / 30))
    written = []
    for name in ("one.mp4", "two.mp4"):
        source = [(made / "picture.mp4", FRAMES)]
        mux(source, samples, CAPTIONS, CHAPTERS, tmp_path / name, {"title": "T"})
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]


def test_a_gif_is_one_piece_and_has_no_sound(tmp_path: Path) -> None:
    source = picture(tmp_path / "p.gif", 3)
    with pytest.raises(UsageError, match=r"nothing can be joined into a\.gif \(choose one of mp4"):
        mux([(source, 3)], noise(4_800), (), (), tmp_path / "a.gif", {})
    assert [path.name for path in tmp_path.iterdir()] == ["p.gif"]


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.mp4"
    target.write_bytes(b"old")
    (tmp_path / "p.mp4").write_bytes(b"no video")
    with pytest.raises(av.error.InvalidDataError):
        mux([(tmp_path / "p.mp4", 3)], noise(4_800), (), (), target, {})
    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp4", "p.mp4"]
    source = picture(tmp_path / "q.mp4", 3)
    with pytest.raises(SteepestError, match="does not exist"):
        mux([(source, 3)], noise(4_800), (), (), tmp_path / "nowhere" / "a.mp4", {})


def test_chapters_of_a_part_count_from_its_start() -> None:
    plan = timeline(
        90,
        sections=[Section("a", "A", 0, 30), Section("b", "B", 30, 45), Section("c", "C", 75, 15)],
    )
    assert chapters(plan) == (
        Chapter("A", 0, 1),
        Chapter("B", 1, 2.5),
        Chapter("C", 2.5, 3),
    )
    assert chapters(plan, 30, 75) == (Chapter("B", 0, 1.5),)
    assert chapters(plan, 60) == (Chapter("B", 0, 0.5), Chapter("C", 0.5, 1))
