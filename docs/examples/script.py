"""Lessons read with a voice of one's own."""

from examples.form import Chapter, Example, Prose

_RECORD = """\
import json, shutil, sys
from pathlib import Path
from scenes.voice import load

folder = Path("takes")
lines = json.loads((folder / "script.json").read_text())["lines"]
for number, text in enumerate(lines, start=1):
    if number != 4:
        shutil.copyfile(load("joe").speak(text).audio, folder / f"{number:03}.wav")
"""

SCRIPT = Chapter(
    "script",
    (
        Prose("""\
Your own voice. `script` numbers the lines that a lesson says with the parameters that you give,
tells how formulas and numbers are said, and how long each line takes at a normal pace. `-o` writes
the page into a folder for the recordings, and beside it `script.json`, by which the recordings are
told apart."""),
        Example("steepest script momentum-escape -o takes/"),
        Example("cat takes/script.md", lines=32),
        Prose("""\
Record each line in a file of its own: `001.wav`, `2 second try.m4a`, `Line 12.mp4`; WAV, MP3, M4A,
OGG, FLAC or video, at any level, with silence around it. The first number in the name is that of
the line. A name that begins with `_` puts a take aside; two takes of one line are an error that
names both. `--takes` listens to what is there: what is missing, clipped, faint or noisy, and what
is too short or too long for the words. Its exit code is 1 unless all is well, and `--missing`
writes the page of what is left to record. (Here the voice joe has read all lines but one.)"""),
        Example("python record.py", files={"record.py": _RECORD}, hidden=True),
        Example("steepest script momentum-escape --takes takes", code=1, lines=14),
        Prose("""\
`--voice takes/` speaks with the recordings, in every command that has `--voice`, on one machine or
on a cluster; in a file of parameters the folder's path counts from that file. Each take is cut to
its words (clicks of the mouse and silence go), and brought to a common loudness, and the whole to
-16 LUFS. Cues and captions follow the words: pauses are aligned with the punctuation, and between
them the words share the time by their syllables. Measured on 20 sentences of which the voice joe
knows the true times: half of the words begin within 0.03 s of the truth, nine of ten within 0.11 s;
with the noise of a room 40 dB under the voice, 0.04 s and 0.12 s. Nothing is rendered as long as a
line is missing:"""),
        Example("steepest render momentum-escape --voice takes/ --quality draft", code=2),
        Prose("""\
Words depend on parameters, and lessons change. Lines whose words are others now count as missing,
with what they were. Write the script again with the new parameters: takes of the old words are
remembered by their content and go on to speak them, and what is new is to be recorded as `008b.wav`
beside them, so that one folder can serve several parameter sets. For several lessons at once, give
each its own folder in the one you name: `takes/momentum-escape/`, `takes/ill-conditioned-bowl/`."""),
    ),
)
