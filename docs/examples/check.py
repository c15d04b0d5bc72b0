"""Faults that a student would see or hear."""

from examples.form import Chapter, Example, Prose

_CROWDED = """\
from manim import BLUE, DOWN, Circle, Create, Scene, Text


class Crowded(Scene):
    def construct(self):
        circle = Circle(color=BLUE, fill_opacity=0.4)
        self.play(Create(circle))
        self.add(Text("a level curve", font_size=30), Text("the gradient", font_size=14).shift(0.1 * DOWN))
        self.wait(3)
"""

CHECK = Chapter(
    "check",
    (
        Prose("""\
Faults that a student would see or hear, before one does. The whole lesson is looked at, at the end
of every play and every half second inside one, on pictures that are really drawn; it takes a few
seconds.

| kind | found if |
|---|---|
| outside frame | a text comes nearer than 0.25 units to an edge |
| in caption band | a text reaches into the lowest unit, where captions are shown |
| overlap | two texts have room in common |
| small type | a text is smaller on the picture than size 22 of ours, whatever has scaled or zoomed it |
| low contrast | under WCAG 2.1 AA against what is drawn behind it: 4.5:1, and 3:1 for large text (18 point on a picture of 720 rows, which is size 25.6 of ours) |
| late cue | the word of a cue is spoken before the picture is ready for it |
| dead time | for more than two seconds no pixel changes and nobody speaks |
| silent line | a spoken line has no sound, or next to none |
| fast speech | more than 210 words a minute in any ten seconds; a word is six characters with its space, and numbers count as they are said |
| long caption | more than two lines of 42 characters, or over 7 s |
| fast caption | more than 20 characters a second |

What is heard is not checked with `--voice none`. The exit code is 1 if anything is found, 0 if not."""),
        Example("steepest check ill-conditioned-bowl --theme both --voice none --quality draft"),
        Prose("""\
A plain Manim scene is checked for what applies to it. Each fault comes with a still on which it is
outlined in red; `--no-stills` leaves them out, `--json` is for other programs."""),
        Example(
            "steepest check crowded.py --quality draft", code=1, files={"crowded.py": _CROWDED}
        ),
        Example("ls out/Crowded--check"),
    ),
)
