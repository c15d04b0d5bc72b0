"""Lessons: what there is, and what they say."""

from examples.form import Chapter, Example, Prose

LIST = Chapter(
    "list",
    (Example("steepest list"),),
)

SHOW = Chapter(
    "show",
    (
        Prose("""\
What a lesson can be told, and what it says. The words are computed from the data: with `--set` they
are those of other parameters."""),
        Example("steepest show ill-conditioned-bowl"),
        Example("steepest show ill-conditioned-bowl --set condition_number=1 --json", lines=12),
    ),
)
