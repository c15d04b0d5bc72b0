"""One file holds picture, sound, captions and chapters, and they keep step."""

from __future__ import annotations

import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from media import (
    Atom,
    atoms,
    decoded,
    ebur128,
    heard,
    rgba,
    speechlike,
    spoken,
    timeline,
    write_wav,
)
from render.captions import Caption, cues
from render.encode import open_encoder
from render.errors import SteepestError, UsageError
from render.mux import Chapter, chapters, mux
from render.sound import RATE, mix
from render.timeline import Section

RATE_OF = {"mp4": 30, "mov": 30, "webm": 30}
CAPTIONS = (
    Caption(0.2, 0.9, ("a < b & c", "second line")),
    Caption(1.5, 2.0, ("Ångström θ",)),
    Caption(2.0, 2.25, ("the end",)),
)
CHAPTERS = (Chapter("The bowl", 0.0, 1.0), Chapter("Was nun? θ", 1.0, 71 / 30))


def picture(path: Path, frames: int, frame_rate: int = 30, transparent: bool = False) -> Path:
    with open_encoder(path, path.suffix[1:], 160, 90, frame_rate, transparent) as encoder:
        for index in range(frames):
            frame = np.zeros((90, 160, 4), dtype=np.uint8)
            frame[..., 3] = 0 if transparent else 255
            frame[20:60, 2 * index % 120 : 2 * index % 120 + 30] = (200, 100, 50, 255)
            encoder.write(frame)
    return path


def noise(count: int, seed: int = 0) -> NDArray[np.float32]:
    return (0.05 * np.random.default_rng(seed).standard_normal(count)).astype(np.float32)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One finished file of each kind, 71 frames long."""
    folder = tmp_path_factory.mktemp("made")
    for fmt in RATE_OF:
        source = picture(folder / f"picture.{fmt}", 71, transparent=fmt != "mp4")
        samples = noise(round(71 * RATE / 30))
        metadata = {"title": "Gradient descent & co", "comment": "learning_rate=0.1"}
        mux(source, samples, CAPTIONS, CHAPTERS, folder / f"lesson.{fmt}", metadata)
    return folder


@pytest.mark.parametrize("fmt", RATE_OF)
def test_the_picture_is_copied(made: Path, fmt: str) -> None:
    def packets(name: str) -> list[tuple[bytes, float, bool]]:
        with av.open(str(made / f"{name}.{fmt}")) as container:
            return [
                (bytes(packet), float(packet.pts * packet.time_base), packet.is_keyframe)
                for packet in container.demux(video=0)
                if packet.pts is not None
            ]

    assert packets("lesson") == packets("picture")
    assert len(packets("lesson")) == 71


@pytest.mark.parametrize("fmt", ["webm", "mov"])
def test_the_copy_is_transparent_too(made: Path, fmt: str) -> None:
    before, after = decoded(made / f"picture.{fmt}")[40], decoded(made / f"lesson.{fmt}")[40]
    assert np.array_equal(rgba(before), rgba(after))
    assert set(np.unique(rgba(after)[..., 3])) >= {0, 255}
    if fmt == "webm":
        with av.open(str(made / "lesson.webm")) as container:
            tags = {k.lower(): v for k, v in container.streams.video[0].metadata.items()}
        assert tags["alpha_mode"] == "1"


@pytest.mark.parametrize("fmt", RATE_OF)
def test_sound_and_picture_end_together(made: Path, fmt: str) -> None:
    with av.open(str(made / f"lesson.{fmt}")) as container:
        ends = {}
        for packet in container.demux(video=0, audio=0):
            if packet.pts is not None:
                end = (packet.pts + (packet.duration or 0)) * packet.time_base
                ends[packet.stream.type] = max(end, ends.get(packet.stream.type, end))
    assert abs(ends["video"] - Fraction(71, 30)) < Fraction(2, 1000)
    assert abs(ends["audio"] - ends["video"]) < Fraction(1, 60)


@pytest.mark.parametrize("fmt", RATE_OF)
def test_sound_is_where_it_was(made: Path, fmt: str) -> None:
    samples = noise(round(71 * RATE / 30)).astype(np.float64)
    result = heard(made / f"lesson.{fmt}")
    assert len(samples) <= len(result) < len(samples) + RATE // 30
    size = 2 * len(result)
    spectrum = np.fft.rfft(result, size) * np.conj(np.fft.rfft(samples, size))
    place = int(np.argmax(np.fft.irfft(spectrum, size)))
    assert min(place, size - place) <= 1


@pytest.mark.parametrize(("frame_rate", "frames"), [(15, 41), (60, 101), (24, 7), (60, 1)])
def test_tracks_of_an_mp4_are_equally_long_to_the_sample(
    tmp_path: Path, frame_rate: int, frames: int
) -> None:
    target = tmp_path / "a.mp4"
    count = round(frames * RATE / frame_rate)
    mux(picture(tmp_path / "p.mp4", frames, frame_rate), noise(count), (), (), target, {})
    movie = moov(target)
    lengths = [duration(track) for track in movie.find("trak")]
    assert lengths == [count, count]


def moov(path: Path) -> Atom:
    return next(atom for atom in atoms(path.read_bytes()) if atom.kind == "moov")


def duration(track: Atom) -> int:
    """What the edit list shows of a track, in 1/48000 s."""
    (edits,) = track.find("edts", "elst")
    count = struct.unpack(">I", edits.data[4:8])[0]
    return sum(struct.unpack(">I", edits.data[8 + 12 * k : 12 + 12 * k])[0] for k in range(count))


@pytest.mark.parametrize("fmt", ["mp4", "mov"])
def test_the_index_comes_first(made: Path, fmt: str) -> None:
    kinds = [atom.kind for atom in atoms((made / f"lesson.{fmt}").read_bytes())]
    assert kinds[0] == "ftyp"
    assert kinds.index("moov") < kinds.index("mdat")


@pytest.mark.parametrize("fmt", ["mp4", "mov"])
def test_captions_are_a_track_that_players_offer(made: Path, fmt: str) -> None:
    path = made / f"lesson.{fmt}"
    with av.open(str(path)) as container:
        (stream,) = container.streams.subtitles
        assert stream.codec_context.name == "mov_text"
        assert stream.metadata["language"] == "eng"
        assert stream.disposition & av.stream.Disposition.default
        packets = [packet for packet in container.demux(stream) if packet.pts is not None]
        shown = [
            (packet.pts * packet.time_base, packet.duration * packet.time_base, bytes(packet)[2:])
            for packet in packets
            if struct.unpack(">H", bytes(packet)[:2])[0]
        ]
    assert [
        Caption(float(start), float(start + length), tuple(text.decode().split("\n")))
        for start, length, text in shown
    ] == list(CAPTIONS)
    (track,) = [t for t in moov(path).find("trak") if handler(t) == "sbtl"]
    flags = int.from_bytes(track.find("tkhd")[0].data[1:4], "big")
    assert flags & 1, "the track is enabled"
    (entry,) = track.find("mdia", "minf", "stbl", "stsd")[0].inside(8)
    assert entry.kind == "tx3g"
    assert "ftab" in [box.kind for box in entry.inside(38)]


def handler(track: Atom) -> str:
    return track.find("mdia", "hdlr")[0].data[8:12].decode()


def test_captions_of_a_webm_are_webvtt(made: Path) -> None:
    with av.open(str(made / "lesson.webm")) as container:
        (stream,) = container.streams.subtitles
        assert stream.codec_context.name == "webvtt"
        packets = [packet for packet in container.demux(stream) if packet.size]
    assert [float(packet.pts * packet.time_base) for packet in packets] == [0.2, 1.5, 2.0]
    assert bytes(packets[0]) == b"a &lt; b &amp; c\nsecond line"


@pytest.mark.parametrize("fmt", RATE_OF)
def test_chapters_and_titles_are_there(made: Path, fmt: str) -> None:
    with av.open(str(made / f"lesson.{fmt}")) as container:
        found = [
            (
                chapter["metadata"]["title"],
                float(chapter["start"] * chapter["time_base"]),
                float(chapter["end"] * chapter["time_base"]),
            )
            for chapter in container.chapters()
        ]
        tags = {key.lower(): value for key, value in container.metadata.items()}
    assert [title for title, _, _ in found] == ["The bowl", "Was nun? θ"]
    assert np.allclose([times for _, *times in found], [(0, 1), (1, 71 / 30)], atol=1e-4)
    assert tags["title"] == "Gradient descent & co"
    assert tags["comment"] == "learning_rate=0.1"


@pytest.mark.parametrize(("fmt", "codec"), [("mp4", "aac"), ("mov", "pcm_s16le"), ("webm", "opus")])
def test_the_sound_is_mono_at_48_khz(made: Path, fmt: str, codec: str) -> None:
    with av.open(str(made / f"lesson.{fmt}")) as container:
        (stream,) = container.streams.audio
        assert stream.codec_context.name == codec
        assert (stream.rate, stream.layout.name) == (RATE, "mono")
        assert stream.metadata["language"] == "eng"


def test_sound_and_picture_lie_side_by_side_in_the_file(tmp_path: Path) -> None:
    target = tmp_path / "a.mp4"
    mux(picture(tmp_path / "p.mp4", 240), noise(8 * RATE), (), (), target, {})
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
    mux(picture(tmp_path / "p.mp4", 300), samples, cues(plan), chapters(plan), target, {})
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
    mux(picture(tmp_path / "p.mp4", 10), np.zeros(16_000, np.float32), (), (), target, {})
    with av.open(str(target)) as container:
        assert [stream.type for stream in container.streams] == ["video", "audio"]
        assert container.chapters() == []
    assert not np.abs(heard(target)).max() > 1e-6


def test_the_same_parts_give_the_same_file(made: Path, tmp_path: Path) -> None:
    samples = noise(round(71 * RATE / 30))
    written = []
    for name in ("one.mp4", "two.mp4"):
        mux(made / "picture.mp4", samples, CAPTIONS, CHAPTERS, tmp_path / name, {"title": "T"})
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]


def test_a_gif_has_no_sound(tmp_path: Path) -> None:
    source = picture(tmp_path / "p.gif", 3)
    with pytest.raises(UsageError, match=r"no sound can be put into a\.gif \(choose one of mp4"):
        mux(source, noise(4_800), (), (), tmp_path / "a.gif", {})
    assert [path.name for path in tmp_path.iterdir()] == ["p.gif"]


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.mp4"
    target.write_bytes(b"old")
    (tmp_path / "p.mp4").write_bytes(b"no video")
    with pytest.raises(av.error.InvalidDataError):
        mux(tmp_path / "p.mp4", noise(4_800), (), (), target, {})
    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp4", "p.mp4"]
    source = picture(tmp_path / "q.mp4", 3)
    with pytest.raises(SteepestError, match="does not exist"):
        mux(source, noise(4_800), (), (), tmp_path / "nowhere" / "a.mp4", {})


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
