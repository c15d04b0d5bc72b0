"""Lectures of the small lessons, for the tests."""

import json

import av
import tiny

from render.muxing.sound import RATE

TALK = """\
title = "A talk & more"
author = "A. Lecturer"
voice = "none"
quality = "tiny"
fade_seconds = 0.5
[intro]
seconds = 1
say = "Hello to you all."
[[lesson]]
lesson = "tiny"
parameters = { condition_number = 5 }
[[lesson]]
lesson = "other"
sections = ["move"]
title_card = false
transition = "cut"
[[lesson]]
lesson = "tiny"
title = "Once more: *tiny*"
title_card = false
[outro]
seconds = 1
text = ["Read on.", "Try it."]
"""

FILES = ["chapters.txt", "json", "md", "mp4", "png", "srt", "vtt"]


def write(folder, text=TALK, name="talk"):
    """A manifest in a folder."""
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def make(path, out, *options):
    """Run the command in this process."""
    return tiny.steepest_run("lecture", path, "--out", out, *options)


def record(out, name="talk"):
    return json.loads((out / f"{name}.json").read_text(encoding="utf-8"))


def contents(out):
    """Every file of a lecture but its parts, by its path."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".parts" not in path.as_posix()
    }


def frame_times(path, rate):
    """The numbers of all frames, as they are shown."""
    with av.open(str(path)) as container:
        return [round(frame.pts * frame.time_base * rate) for frame in container.decode(video=0)]


def samples(path):
    """How many samples of sound there are."""
    with av.open(str(path)) as container:
        assert container.streams.audio[0].rate == RATE
        return sum(frame.samples for frame in container.decode(audio=0))
