"""Data, and the machine."""

from examples.form import Chapter, Example, Prose

DATA = Chapter(
    "data",
    (
        Prose("""\
The numbers themselves, for an exercise sheet or another program: a trajectory, level curves, or the
check of a gradient, as csv, json or npz."""),
        Example(
            "steepest data trajectory --objective bowl --set condition_number=25 "
            "--optimizer momentum --set learning_rate=0.02 --start=-9,2 --steps 3 --format csv"
        ),
        Example("steepest data gradient-check --objective himmelblau --point 1,1"),
    ),
)

DOCTOR = Chapter(
    "doctor",
    (
        Prose("""\
Tries out everything that rendering needs: speaks a word, sets a formula, draws a frame, encodes a
few. The exit code is 1 if rendering would not work."""),
        Example("steepest doctor"),
    ),
)

CACHE = Chapter(
    "cache",
    (
        Prose("""\
What is kept to save time. Finished videos are not in it. `STEEPEST_CACHE_DIR` names another folder."""),
        Example("steepest cache info"),
        Example("steepest cache clear"),
    ),
)
