"""What docs/commands.md says, and the commands whose real output it shows."""

from examples.check import CHECK
from examples.clip import CLIP
from examples.form import Chapter, Example, Prose
from examples.gallery import GALLERY
from examples.lecture import LECTURE
from examples.lessons import LIST, SHOW
from examples.machine import CACHE, DATA, DOCTOR
from examples.many import BATCH, SWEEP
from examples.mistakes import MISTAKES
from examples.own_lesson import NEW, WATCH
from examples.preview import PLAN, STORYBOARD
from examples.render import RENDER
from examples.script import SCRIPT
from examples.slides import SLIDES

__all__ = ["INTRODUCTION", "PAGE", "Chapter", "Example", "Prose"]

INTRODUCTION = (
    Prose("# Commands"),
    Prose("""\
Each command with its real output. Every command has `--help`. Those that print data print it as
JSON with `--json`; progress and errors go to standard error, so the output can be piped. Exit
codes: 0 all done, 1 something failed (or `check` found something), 2 wrong usage, and then nothing
was touched, 130 interrupted."""),
    Example("steepest --help"),
)

PAGE = (
    LIST,
    SHOW,
    NEW,
    SCRIPT,
    RENDER,
    SWEEP,
    LECTURE,
    BATCH,
    WATCH,
    CLIP,
    SLIDES,
    GALLERY,
    PLAN,
    STORYBOARD,
    CHECK,
    DATA,
    DOCTOR,
    CACHE,
    MISTAKES,
)
