"""Lessons of one's own."""

from examples.form import Chapter, Example, Prose

NEW = Chapter(
    "new",
    (
        Prose("""\
A lesson of your own to start from, with its test: parameters, words that are computed, cues, a
drawing. It renders as it stands, and every command that takes a lesson takes its file.
[your-own-lesson.md](your-own-lesson.md) walks through it in ten minutes. Nothing is overwritten,
and a name that would hide a module is refused."""),
        Example("steepest new 'My lesson'"),
        Example("steepest new random", code=2),
        Example("steepest show my_lesson.py --set learning_rate=2.5"),
        Example("steepest check my_lesson.py --voice none"),
    ),
)

WATCH = Chapter(
    "watch",
    (
        Prose("""\
A preview in the browser that follows what you save: the lesson, the modules that it imports from
its folder, what else it reads, its parameter file. Sections that look or sound different are drawn
again, at draft quality; the page goes on at the same place. An error is shown with the line of your
own where it came up, and the next save goes on. Ctrl-C ends it. The page is for this machine only,
and a browser is opened only where there is a desktop."""),
        Example("steepest watch --help"),
        Example("steepest new my_lesson", hidden=True),
        Example("steepest watch my_lesson.py --voice none --no-browser", ends_after=30),
        Example("steepest watch my_leson.py", code=2),
    ),
)
