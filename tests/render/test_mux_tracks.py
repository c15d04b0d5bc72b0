"""What players find in the file: tracks of one length, captions, chapters, the index first."""

from __future__ import annotations

import struct
from pathlib import Path

import av
import numpy as np
import pytest
from muxed import CAPTIONS, FORMATS, FRAMES, make_lessons, noise, picture

from media import (
    Atom,
    atoms,
)
from render.muxing.captions import Caption
from render.muxing.mux import mux
from render.muxing.sound import RATE


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_lessons(tmp_path_factory.mktemp("made"))


@pytest.mark.parametrize(("frame_rate", "frames"), [(15, 41), (60, 101), (24, 7), (60, 1)])
def test_tracks_of_an_mp4_are_equally_long_to_the_sample(
    tmp_path: Path, frame_rate: int, frames: int
) -> None:
    target = tmp_path / "a.mp4"
    count = round(frames * RATE / frame_rate)
    parts = [frames] if frames < 30 else [4, 1, frames - 5]
    source = [
        (picture(tmp_path / f"{index}.mp4", part, frame_rate), part)
        for index, part in enumerate(parts)
    ]
    mux(source, noise(count), (), (), target, {})
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


@pytest.mark.parametrize("fmt", FORMATS)
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
    assert np.allclose([times for _, *times in found], [(0, 1), (1, FRAMES / 30)], atol=1e-4)
    assert tags["title"] == "Gradient descent & co"
    assert tags["comment"] == "learning_rate=0.1"
