"""A lesson without its video."""

from examples.form import Chapter, Example, Prose

PLAN = Chapter(
    "plan",
    (
        Prose("""\
What happens when, without drawing it; each cue stands before the word it waits for."""),
        Example("steepest plan ill-conditioned-bowl", lines=40),
    ),
)

STORYBOARD = Chapter(
    "storyboard",
    (
        Prose("""\
One picture of a lesson: the state after every play, its time, the words until then."""),
        Example("steepest storyboard ill-conditioned-bowl --theme light"),
    ),
)
