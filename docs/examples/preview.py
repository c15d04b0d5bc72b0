"""Looking at a lesson before it is rendered."""

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

CHECK = Chapter(
    "check",
    (
        Prose("""\
Text outside the safe frame, text over text, cues that come too late. The exit code is 1 if anything
is found."""),
        Example("steepest check ill-conditioned-bowl"),
    ),
)
