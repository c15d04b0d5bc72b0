"""Rendering lessons and scenes."""

from examples.form import Chapter, Example, Prose

_LECTURE = """\
lesson = "ill-conditioned-bowl"
theme = "light"
condition_number = 5
start = [-4, 3]
"""

_SCENES = """\
from manim import *
from helpers import SIDES

config.background_color = "#10141A"


class Polygons(Scene):
    def construct(self):
        shapes = VGroup(*(RegularPolygon(n) for n in SIDES)).arrange()
        self.add_subcaption("Three, four, five sides.", duration=1)
        self.play(Create(shapes))
        self.play(shapes.animate.rotate(PI))


class Solid(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=1.1, theta=0.6)
        self.add(Cube())
        self.begin_ambient_camera_rotation(rate=1)
        self.wait(2)
"""

RENDER = Chapter(
    "render",
    (
        Example("steepest render --help"),
        Prose("""\
Lessons are rendered in parallel, and one that fails does not stop the others. A video comes with
captions (`.vtt`, `.srt`), a poster (`.png`) and a record (`.json`) of everything that it takes to
render it again. Files appear complete or not at all."""),
        Example("steepest render --all --quality draft"),
        Prose("""\
Run again, nothing is rendered: every file is compared with the checksum in its record, and the
record with a hash over parameters, voice, source and tool versions. `--force` renders anyway."""),
        Example("steepest render --all --quality draft"),
        Prose("""\
### Parameters

`--set` takes `name=value` and can be repeated; a point is `x,y`. What differs from the defaults is
part of the file name, so that two sets never overwrite each other."""),
        Example(
            "steepest render ill-conditioned-bowl --quality draft "
            "--set condition_number=5 --set start=-4,3"
        ),
        Prose("""\
A file of parameters holds the same as `name = value`, and may name the `lesson` (one or a list),
`quality`, `theme`, `voice`, `format`, `transparent` and `section`. The command line overrules it.
With several lessons, a parameter applies to those that have it; one that none of them has is an
error."""),
        Example("cat bowl.toml", files={"bowl.toml": _LECTURE}),
        Example("steepest render --params bowl.toml --quality draft --json", lines=30),
        Prose("""\
### Clips and stills

`--section` renders one section with its own sound, captions and poster. `--format` chooses webm
(VP9), mov (ProRes 4444), gif, png-sequence (a folder with a picture for every frame) or png (a
still of the moment that the poster shows); these can be `--transparent`. Captions of webm and mov
are named after the whole file (`NAME.webm.vtt`), as is the record of every format but mp4
(`NAME.gif.json`), so that all formats can lie in one folder."""),
        Example("steepest render ill-conditioned-bowl --quality draft --section steps"),
        Example(
            "steepest render ill-conditioned-bowl --quality draft --section steps --format gif"
        ),
        Example("steepest render ill-conditioned-bowl --quality draft --format png --transparent"),
        Prose("""\
`--at` draws the still of any moment, in seconds from the start. It is the frame that the video
shows then; what comes before is run only where that can matter."""),
        Example("steepest render ill-conditioned-bowl --format png --at 12.5"),
        Prose("""\
### Your own Manim scenes

A plain Manim 0.22 file needs no change. Words after a `.py` path are the scene classes in it that
are meant; none means all of them. `add_sound`, `add_subcaption`, `next_section` and what the file
sets in `config` are heeded: the background, the frame, the folder of assets, and the size and rate
of the picture where no `--quality` is given. With `--quality`, that decides the length of the
shorter side and the rate, the file only the shape. `manim.cfg` is read as Manim reads it. Pictures
and sounds are looked for here, in the folder of assets, and beside the file. Random numbers are the
same on every run."""),
        Example(
            "cat my_scenes.py", files={"my_scenes.py": _SCENES, "helpers.py": "SIDES = 3, 4, 5\n"}
        ),
        Example("steepest render my_scenes.py --quality draft"),
        Prose("""\
A scene is rendered again when something has changed that it has read: the file, the modules beside
it, pictures, tables, sounds. Files may be called like our packages or like each other: each finds
the modules beside it, and no other file does. `--set`, `--params`, `--theme` and `--voice` are for
lessons; a class in your file that inherits from `scenes.lesson.Lesson` is one. `plan`, `check`,
`storyboard` and `show` take a file and the name of a scene, too."""),
        Example("steepest render my_scenes.py Polygons --quality draft"),
        Example("steepest plan my_scenes.py Polygons"),
        Example("steepest render my_scenes.py Polygon", code=2),
        Prose("""\
### What draws

`--renderer raster` draws on the processor with Skia, `opengl` on a GPU, without a display, and
`cairo` is Manim's own camera, the reference for the other two. `auto` takes opengl where there is a
GPU that works and raster elsewhere; `steepest doctor` says which and why."""),
    ),
)
