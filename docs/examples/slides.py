"""Lessons as slides."""

from examples.form import Chapter, Example, Prose

_SMALL = "--quality draft --voice none"

SLIDES = Chapter(
    "slides",
    (
        Prose("""\
One slide for each section: its film with sound and poster, its title, and what is said as speaker
notes with times. A slide with the title and a list opens each lesson. Lessons and scenes of your
own files can be mixed; `--sections` picks and orders. The films are kept in the cache, so that the
next deck, of whatever kind, renders only what has changed."""),
        Example("steepest slides --help"),
        Example(
            f"steepest slides ill-conditioned-bowl --sections dilemma,cures {_SMALL} -o deck.pptx"
        ),
        Prose("""\
In all decks the forward key, so also a remote, first plays the film of a slide and then goes on;
nothing plays by itself. The PowerPoint file plays in PowerPoint and LibreOffice. Its films carry
captions, which PowerPoint shows, and a text for screen readers; titles are real titles. Where the
film shows the title itself, as those of lessons do, the slide's title lies above its edge: listed
and read aloud, and not seen twice."""),
        Example(
            f"steepest slides ill-conditioned-bowl --sections dilemma,cures {_SMALL} -o deck.html"
        ),
        Prose("""\
`deck.html` is one file of reveal.js that needs no network. Enter pauses the film and goes on with
it, R plays it from its start, C turns captions off and on, S opens the speaker's window with the
words, ? lists all keys. On paper each slide is a page with its poster.

A name without a suffix is a folder with the same page, its films with posters, captions and all
words beside it; `.zip` is that folder for a course site. The same deck is always the same file,
byte for byte. `manim-slides present LESSON`, run in the folder, shows the films of a lesson with
their sound."""),
        Example(f"steepest slides ill-conditioned-bowl --sections dilemma,cures {_SMALL} -o deck"),
        Example("ls deck deck/clips deck/slides"),
        Example(
            f"steepest slides ill-conditioned-bowl --sections dilemma {_SMALL} -o deck.zip --json",
            lines=30,
        ),
        Example("steepest slides ill-conditioned-bowl -o deck.ppt", code=2),
        Example("steepest slides ill-conditioned-bowl --sections dilema -o deck.pptx", code=2),
    ),
)
