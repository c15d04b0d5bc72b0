"""The section that is being worked on is drawn before it is known to have changed."""

import json
import subprocess
import sys

import av
import pytest
from watched import HELPER, LESSON, color, write_lesson

from render.watching.ahead import can_fork

SCRIPT = """
import json, sys
from pathlib import Path
from render.request.asked import Request
from render.watching import clips
from render.watching.redraw import Order, redraw

here, draw_clips, drawn = Path.cwd(), clips.draw_clips, []

def noted(scene, job, looks, folder, progress):
    drawn.extend(each.section.name for each in looks)
    draw_clips(scene, job, looks, folder, progress)

clips.draw_clips = noted
request = Request(("mine.py",), quality="draft", voice="none", renderer="raster")
(here / "clips").mkdir()

def step(number, likely):
    drawn.clear()
    draft = here / f"{number}.mp4"
    order = Order(request, here / "clips", draft, (here,), here / "report.json", likely)
    made = redraw(order)
    return [list(drawn), [part.name for part in made.parts if part.changed]]

results = [step(0, None)]
Path("helper.py").write_text(Path("helper.py").read_text().replace("FF0000", "00FF00"))
results.append(step(1, "round"))
results.append(step(2, "round"))
Path("mine.py").write_text(Path("mine.py").read_text().replace("A square.", "Four corners."))
results.append(step(3, "round"))
results.append(step(4, "no such section"))
print(json.dumps([results, sorted(path.name for path in here.glob("clips/*-*"))]))
"""


@pytest.mark.skipif(not can_fork(), reason="nothing is drawn ahead on this machine")
def test_a_likely_section_is_drawn_ahead_and_only_kept_if_it_has_changed(tmp_path):
    write_lesson(tmp_path)
    assert "FF0000" in HELPER
    assert "A square." in LESSON
    done = subprocess.run(
        [sys.executable, "-P", "-c", SCRIPT],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    results, left = json.loads(done.stdout)
    assert results == [
        [["round", "square"], ["round", "square"]],
        [[], ["round"]],  # it came from the other process
        [[], []],
        [["square"], ["square"]],  # the other one was not wanted
        [[], []],
    ]
    assert left == []
    frames = []
    for number in range(2):
        with av.open(str(tmp_path / f"{number}.mp4")) as video:
            frames.append([each.to_ndarray(format="rgb24") for each in video.decode(video=0)])
    before, after = frames
    assert len(before) == len(after)
    assert (color(before[15]), color(after[15])) == ("red", "green")
    assert (before[-1] == after[-1]).all()
