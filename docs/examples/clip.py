"""Clips for slides and pages."""

from examples.form import Chapter, Example, Prose

CLIP = Chapter(
    "clip",
    (
        Prose("""\
A section, or several, or a whole lesson, as one file for a slide or a page. What the programs show:

| `--for` | format | with `--transparent` | remarks |
|---|---|---|---|
| `beamer` | mp4 | png | play the mp4 with `multimedia` or `pdfpc`; a png still for the printed slides |
| `keynote` | mp4 | mov | ProRes 4444 keeps the alpha channel |
| `google-slides` | mp4 | gif | an mp4 comes from Drive; a GIF is inserted as a picture |
| `notion` | gif | gif | at most 5 MB, the limit of a file in the free plan |
| `powerpoint` | mp4 | gif | H.264 and AAC; it shows no film with alpha on every system |

`--format` chooses another one that the program takes: mp4, gif, webm, mov or png. With
`--transparent`, take the theme of the slide that lies behind: letters of the dark theme are light."""),
        Example("steepest clip --help"),
        Example("steepest clip ill-conditioned-bowl --section cures --quality draft --voice none"),
        Prose("""\
`--loop` makes a clip whose end meets its start: its last half second (`--fade`) turns into its
first. It has no sound."""),
        Example(
            "steepest clip ill-conditioned-bowl --section cures --quality draft --voice none --loop"
        ),
        Prose("""\
`--max-size` finds the best quality that fits, and never goes over: first the encoder saves, then
the frame rate and the size of the picture; a GIF gives up its frame rate first, and its colours
last. `--width` and `--fps` are your own choice."""),
        Example(
            "steepest clip ill-conditioned-bowl --section cures --quality draft --voice none --loop "
            "--format gif --max-size 600kB"
        ),
        Example(
            "steepest clip ill-conditioned-bowl --section cures --quality draft --voice none "
            "--format gif --max-size 5kB",
            code=1,
        ),
        Example(
            "steepest clip ill-conditioned-bowl --section cures --for beamer --format webm", code=2
        ),
    ),
)
