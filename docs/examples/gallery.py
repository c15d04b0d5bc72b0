"""A page to choose from."""

from examples.form import Chapter, Example, Prose

GALLERY = Chapter(
    "gallery",
    (
        Prose("""\
A static page of all finished renders in a folder, or in several, to choose from and to put online:
copy the folder anywhere, it works from the disk and from any server, and asks nothing of the
network. Posters play while they are pointed at or have the focus. Each entry opens with its
chapters, captions, transcript, parameters (changed ones stand out), downloads, and what to paste to
show it elsewhere (HTML, reveal.js, LaTeX, Markdown) or to make it again (the command, quoted for
the shell). Formats of the same clip share an entry; lectures come first, then the lessons in the
order of the course."""),
        Example("steepest gallery --help"),
        Example(
            "steepest render ill-conditioned-bowl --section steps --quality draft --voice none"
        ),
        Example(
            "steepest render ill-conditioned-bowl --section steps --set condition_number=5 "
            "--quality draft --voice none --theme light"
        ),
        Example("steepest gallery -o site --title 'Optimisation, summer term'"),
        Prose("""\
Run again, only what has changed is copied (videos are linked where the disk can do that), and files
that it made and that are no longer shown are removed; nothing else in the folder is touched. What
is damaged or unfinished is named and left out."""),
        Example("steepest gallery -o site --title 'Optimisation, summer term' --json", lines=30),
        Example("steepest gallery --from nowhere", code=2),
        Example("steepest gallery --from out -o out", code=2),
    ),
)
