"""A lecture of small lessons, made for real and taken apart."""

import json
import re
from pathlib import Path

import av
import numpy as np
import pytest
import tiny
from PIL import Image
from talks import FILES, TALK, contents, frame_times, make, record, samples, write

from media import decoded, rgba
from render.muxing.sound import RATE
from render.store import manifest
from render.timeline import Timeline

RATE_OF_PICTURES = 10
HERE = Path(tiny.__file__).parent


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a finished lecture in ``out``."""
    folder = tmp_path_factory.mktemp("lecture")
    with pytest.MonkeyPatch.context() as patch:
        tiny.install(patch, folder)
        result = make(write(folder), folder / "out", "--jobs", "1")
        assert result.exit_code == 0, result.output
        yield folder


@pytest.fixture
def out(place):
    return place / "out"


@pytest.fixture
def video(out):
    return out / "talk.mp4"


def parts(out):
    return record(out)["parts"]


def test_all_files_are_there(out):
    names = sorted(path.name for path in out.iterdir())
    assert names == sorted([f"talk.{kind}" for kind in FILES] + ["talk.parts", "talk.stills"])
    assert set(record(out)["files"]) == {f"talk.{k}" for k in FILES if k != "json"} | {
        "talk.stills"
    }


def test_every_frame_is_there_once(out, video):
    found = record(out)
    frames = found["timeline"]["frames"]
    assert frame_times(video, RATE_OF_PICTURES) == list(range(frames))
    assert [part["kind"] for part in parts(out)] == [
        "intro",
        "card",
        "lesson",
        "lesson",
        "lesson",
        "outro",
    ]
    end = 0
    for part, lead in zip(parts(out), (0, 5, 5, 0, 5, 5), strict=True):
        assert part["transition_frames"] == lead
        assert part["start_frame"] == end + lead
        end = part["start_frame"] + part["frames"]
    assert end == frames


def test_pictures_are_copied_and_fades_go_through_the_background(out, video):
    shown = [rgba(frame)[..., :3] for frame in decoded(video)]
    assert parts(out)[2]["lesson"] == "tiny"
    background = np.array([15, 20, 25])
    for before, part in zip(parts(out), parts(out)[1:], strict=False):
        file = next(out.glob(f"talk.parts/*/{part['name']}.mp4"))
        own = [rgba(frame)[..., :3] for frame in decoded(file)]
        start, lead = part["start_frame"], part["transition_frames"]
        assert len(own) == part["frames"]
        assert all(
            np.array_equal(one, two)
            for one, two in zip(own, shown[start : start + len(own)], strict=True)
        )
        if lead:
            amount = [float(np.abs(p - background).mean()) for p in shown[start - lead : start]]
            assert min(amount) < 0.25 * max(amount)
            assert before["start_frame"] + before["frames"] == start - lead


def test_sound_is_as_long_as_the_pictures(out, video):
    frames = record(out)["timeline"]["frames"]
    assert 0 <= samples(video) - frames * RATE // RATE_OF_PICTURES < 1024


def test_tags_and_tracks(video):
    with av.open(str(video)) as container:
        kinds = [stream.type for stream in container.streams]
        assert kinds[:3] == ["video", "audio", "subtitle"]
        context = container.streams.video[0].codec_context
        tags = (context.colorspace, context.color_primaries, context.color_trc)
        assert (*map(int, tags), int(context.color_range)) == (1, 1, 1, 1)
        assert container.metadata["title"] == "A talk & more"
        assert container.metadata["artist"] == "A. Lecturer"
        assert container.streams.audio[0].codec_context.name == "aac"


def test_chapters(out, video):
    with av.open(str(video)) as container:
        found = [
            (mark["metadata"]["title"], round(mark["start"] * mark["time_base"], 3))
            for mark in container.chapters()
        ]
    starts = [part["start_frame"] for part in parts(out)]
    timeline = Timeline.from_dict(record(out)["timeline"])
    assert [title for title, _ in found] == [
        "A talk & more",
        "1. What is tiny?",
        "It appears",
        "It moves",
        "2. What else? – It moves",
        "3. Once more: *tiny* – It appears",
        "It moves",
        "Thank you",
    ]
    # A chapter begins in the middle of its fade, where only the background is seen.
    expected = [0, starts[1] - 2, starts[2] - 2, None, starts[3], starts[4] - 2, None]
    for (_, start), frame in zip(found, [*expected, starts[5] - 2], strict=True):
        assert frame is None or start == pytest.approx(frame / RATE_OF_PICTURES)
    assert [section.title for section in timeline.sections] == [title for title, _ in found]
    assert sum(section.frames for section in timeline.sections) == timeline.frames
    assert (out / "talk.chapters.txt").read_text() == "0:00 1. What is tiny?\n"


def test_captions_three_times_the_same(out, video):
    vtt = (out / "talk.vtt").read_text()
    srt = (out / "talk.srt").read_text()
    words = ["Hello to you all.", "One circle.", "Number 5.", "Number 25.", "One circle.",
             "Number 25."]  # fmt: skip
    assert re.findall(r"--> .*\n(.*)", vtt) == re.findall(r"--> .*\n(.*)", srt) == words
    with av.open(str(video)) as container:
        texts = [
            (round(float(packet.pts * packet.time_base), 2), bytes(packet)[2:].decode())
            for packet in container.demux(subtitles=0)
            if packet.size > 2
        ]
    assert [text for _, text in texts] == words
    lines = Timeline.from_dict(record(out)["timeline"]).lines
    for (start, _), line in zip(texts, lines, strict=True):
        assert start == pytest.approx(line.start, abs=0.02)
    starts = [sum(float(p) * f for p, f in zip(t.split(":"), (3600, 60, 1), strict=True))
              for t in re.findall(r"(\S+) -->", vtt)]  # fmt: skip
    assert starts == sorted(starts)


def test_the_transcript_shows_and_tells_everything(out):
    text = (out / "talk.md").read_text(encoding="utf-8")
    assert text.startswith("# A talk & more\n\nA. Lecturer. Transcript of talk.mp4, 0:")
    for heading in (
        "## 1. What is tiny? (0:0",
        "### It moves (0:0",
        "## 3. Once more: \\*tiny\\* – It appears",
        "## Thank you (",
    ):
        assert f"\n{heading}" in text
    assert "\nWith condition\\_number = 5.\n" in text
    assert "** Number 5.\n" in text
    assert "\n**0:00** Hello to you all.\n" in text
    assert "Read on.\\\nTry it." in text
    pictures = re.findall(r"!\[(.*?)\]\((.*?)\)", text)
    assert len(pictures) == 5  # one for each section
    assert "with the texts: It appears; a title" in pictures[0][0]
    stills = sorted((out / "talk.stills").iterdir())
    assert sorted(name for _, name in pictures) == [f"talk.stills/{s.name}" for s in stills]


def test_stills_are_frames_of_the_video(out, video):
    shown = decoded(video)
    for still in sorted((out / "talk.stills").iterdir()):
        picture = np.asarray(Image.open(still).convert("RGB")).astype(int)
        assert np.abs(picture - rgba(shown[int(still.stem)])[..., :3]).max() <= 2
        assert np.abs(picture - picture[0, 0]).max() > 60  # something can be seen


def test_the_poster_is_the_intro(out):
    part = parts(out)[0]
    own = next(out.glob(f"talk.parts/*/{part['name']}.png"))
    assert (out / "talk.png").read_bytes() == own.read_bytes()


def test_other_commands_can_read_the_record(out):
    found = manifest.read(out / "talk.json")
    assert found is not None
    assert found["kind"] == "lecture"
    timeline = Timeline.from_dict(found["timeline"])
    assert [play.index for play in timeline.plays] == list(range(len(timeline.plays)))
    assert all(0 <= box.frame < timeline.frames for box in timeline.text_boxes)
    assert all(line.words[0].start >= line.start - 1e-6 for line in timeline.lines)


def test_an_unchanged_lecture_is_up_to_date(place, out):
    before = contents(out)
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    result = make(place / "talk.toml", out)
    assert result.exit_code == 0
    assert result.stderr == "talk: up to date\n"
    assert contents(out) == before
    assert times == {path: path.stat().st_mtime_ns for path in out.rglob("*")}


@pytest.mark.parametrize("kind", ["mp4", "vtt", "md", "png", "stills"])
def test_what_is_damaged_or_lost_is_made_again(place, out, kind):
    before = contents(out)
    path = out / f"talk.{kind}"
    if path.is_dir():
        next(path.iterdir()).write_bytes(b"")
    elif kind == "vtt":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-7] + b"damaged")
    result = make(place / "talk.toml", out)
    assert "lesson 1 (tiny): up to date\n" in result.stderr  # nothing is drawn
    assert re.search(r"talk: rendered in ", result.stderr)
    assert contents(out) == before


def test_only_what_changed_is_rendered_again(place, tmp_path):
    out = place / "out"
    before = contents(out)
    path = write(place, TALK.replace('title = "Once more: *tiny*"', "parameters = { beta = 0.5 }"))
    try:
        result = make(path, out)
        lines = dict(line.split(": ", 1) for line in result.stderr.splitlines())
        rendered = {name for name, what in lines.items() if what.startswith("rendered")}
        assert rendered == {"lesson 3 (tiny)", "talk"}
        assert "tiny--beta=0.5" in parts(out)[4]["name"]
    finally:
        write(place)
    result = make(place / "talk.toml", out)  # and back: what was finished is still there
    assert "lesson 3 (tiny): rendered" not in result.stderr
    assert contents(out) == before


def test_the_number_of_workers_changes_nothing(place, out):
    result = make(place / "talk.toml", place / "again", "--jobs", "2")
    assert result.exit_code == 0, result.output
    again, before = contents(place / "again"), contents(out)
    records = [json.loads(each.pop("talk.json")) for each in (again, before)]
    for each in records:
        # The lessons of these tests lie outside the package: a worker that has loaded one for
        # another part counts it as read.
        for read in each["inputs"]:
            read[:] = [entry for entry in read if Path(entry["path"]).parent != HERE]
    assert records[0] == records[1]
    assert again == before


def test_check_tells_and_touches_nothing(place, out):
    before = contents(out)
    result = make(place / "talk.toml", out, "--check")
    assert result.exit_code == 0
    assert contents(out) == before
    assert re.search(r"lesson +tiny +\S+ s +What is tiny\? \(condition_number=5\)", result.output)
    assert "? is known" not in result.output
    elsewhere = make(place / "talk.toml", place / "nowhere", "--check", "--json")
    assert '"transition_seconds": 0.5' in elsewhere.stdout
    unknown = make(place / "talk.toml", place / "nowhere", "--check").stdout
    assert re.search(r"lesson +tiny +\? +What is tiny", unknown)
    assert unknown.endswith("? is known once the part has been rendered\n")
    assert not (place / "nowhere").exists()


def test_a_part_that_was_damaged_is_made_again(place, out):
    before = contents(out)
    part = next(out.glob("talk.parts/*/tiny--condition_number=5.mp4"))
    part.write_bytes(b"damaged")
    (out / "talk.srt").unlink()
    result = make(place / "talk.toml", out)
    assert "lesson 1 (tiny): rendered" in result.stderr
    assert contents(out) == before


def test_a_folder_with_files_of_others_is_left_alone(place):
    folder = place / "taken" / "talk.stills"
    folder.mkdir(parents=True)
    (folder / "notes.txt").write_text("mine")
    result = make(place / "talk.toml", place / "taken")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error: {folder} is in the way and holds other files")
    assert [path.name for path in (place / "taken").rglob("*")] == ["talk.stills", "notes.txt"]
