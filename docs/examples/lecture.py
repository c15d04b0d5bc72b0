"""Several lessons in one video."""

from examples.form import Chapter, Example, Prose

_LECTURE = """\
title = "Long valleys"
subtitle = "Week 3"
author = "A. Lecturer"
quality = "draft"
voice = "none"

[intro]

[[lesson]]
lesson = "ill-conditioned-bowl"
sections = ["squash"]
parameters = { condition_number = 5 }

[[lesson]]
lesson = "gradient-contours"
title = "And once more: perpendicular"
sections = ["right-angle"]
title_card = false

[outro]
text = ["Next week: momentum."]
"""

_MISTAKES = """\
title = "Long valleys"
qualty = "draft"
transition = "wipe"

[[lesson]]
lesson = "ill-conditioned-bowl"
sections = ["squsah"]
parameters = { condition_number = 0 }

[[lesson]]
lesson = "gradient-contour"
"""

LECTURE = Chapter(
    "lecture",
    (
        Prose("""\
One video of several lessons, with a title card before each, fades between them, an intro and an
outro; [lectures/gradient-descent.toml](../lectures/gradient-descent.toml) is one to begin with."""),
        Example("steepest lecture --help"),
        Example("cat valleys.toml", files={"valleys.toml": _LECTURE}),
        Prose("""\
`--check` reads the whole file and tells what the lecture will hold, or every fault with its line;
it renders nothing. Without it, the same faults stop the command before anything is touched."""),
        Example("steepest lecture valleys.toml --check"),
        Example(
            "steepest lecture mistakes.toml --check", code=2, files={"mistakes.toml": _MISTAKES}
        ),
        Example("steepest lecture valleys.toml"),
        Prose("""\
The video has a chapter for each lesson and each section, and captions to turn on. Beside it lie the
captions as files, a transcript in Markdown with times and a picture for each section, a list of
chapters to paste into the description on a video site, a poster, and a record.

Parts are finished videos in `NAME.parts`. Only what has changed is rendered again, and the rest is
joined as it is; pictures are never encoded twice. A lesson that fails leaves the earlier lecture
alone, and the parts that are finished for the next run."""),
        Example("steepest lecture valleys.toml"),
        Example("cat out/valleys.chapters.txt"),
        Example("cat out/valleys.md", lines=24),
        Prose("""\
| key, above the lessons | |
|---|---|
| `title`, `subtitle`, `author` | of the lecture; only the title must be there |
| `name` | of the files; that of the TOML file by default |
| `quality`, `theme`, `voice`, `renderer` | as the options of `render`; a voice's path counts from the file |
| `title_cards` | `true` (default) or `false` |
| `transition`, `fade_seconds` | `"fade"` (default, 0.6 s, through the background) or `"cut"` |
| `[intro]`, `[outro]` | a card with `title`, `subtitle`, `text` (one line or a list), `say` (what is spoken), `seconds` |

| key of a `[[lesson]]` | |
|---|---|
| `lesson` | an id, or a Python file of your own, whose path counts from this file |
| `scene` | which class, if that file holds several |
| `title` | instead of the lesson's own |
| `sections` | only these, in this order; all by default |
| `parameters` | as after `--set` |
| `title_card`, `say` | whether it has a card, and what is spoken on it |
| `transition`, `fade_seconds` | before this lesson |"""),
    ),
)
