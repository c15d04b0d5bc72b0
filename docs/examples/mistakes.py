"""What is said when something is wrong."""

from examples.form import Chapter, Example

MISTAKES = Chapter(
    "What is wrong is said in one line",
    (
        Example("steepest rendr --all", code=2),
        Example("steepest render ill-conditoned-bowl", code=2),
        Example("steepest render ill-conditioned-bowl --set learning_rate=-1", code=2),
        Example("steepest render ill-conditioned-bowl --set lerning_rate=0.1", code=2),
        Example("steepest render ill-conditioned-bowl --set start=1", code=2),
        Example("steepest render gradient-contours --set 'objective=import os'", code=2),
        Example("steepest render ill-conditioned-bowl --section zig-zag", code=2),
        Example("steepest render ill-conditioned-bowl --transparent", code=2),
        Example(
            "steepest render ill-conditioned-bowl --voice bowl.toml",
            code=2,
            files={"bowl.toml": "condition_number = 5\n"},
        ),
        Example("steepest render ill-conditioned-bowl --out bowl.toml/videos", code=2),
        Example(
            "steepest render ill-conditioned-bowl --params typo.toml",
            code=2,
            files={"typo.toml": "condition_number = 5\nstrat = [-4, 3]\n"},
        ),
    ),
)
