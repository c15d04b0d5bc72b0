"""Many renders at once: sweeps, grids, batches."""

from examples.form import Chapter, Example, Prose

_JOBS = """\
# Defaults for all jobs.
quality = "draft"
voice = "none"

[[job]]
lesson = "ill-conditioned-bowl"
section = "squash"
parameters = { condition_number = 5 }

[[job]]
lesson = "ill-conditioned-bowl"
section = "squash"
format = "png"
theme = "light"
sweep = { condition_number = [2, 3] }
"""

_TYPO = """\
qualty = "draft"

[[job]]
lesson = "ill-conditioned-bowl"
parameters = { condition_number = 0.5 }

[[job]]
lesson = "momentum-escap"
"""

SWEEP = Chapter(
    "render --sweep",
    (
        Prose("""\
One clip for each value, with the value in its name; several sweeps make all combinations, the first
one changing slowest. Values are separated by commas; points, and texts with commas in them, by
semicolons (`--sweep "start=-9,2;-4,3"`). `1..5` are whole numbers, `0.1..0.5:0.1` has a step,
`0.001..1:x10` multiplies. `--sweep seed=1..5` changes what is random. Everything is checked before
anything is rendered."""),
        Example(
            "steepest render ill-conditioned-bowl --section squash --quality draft --voice none "
            "--sweep condition_number=1,100 --grid"
        ),
        Prose("""\
`--grid` adds one video of all clips side by side (with `--format png` one picture). All begin
together and begin each section together: a clip that is through with one holds its picture until
the others are, and then all clear their stage. With two sweeps the first one makes the rows and the
second the columns. What no clip ever shows, such as the band that is left for captions, is cut
away, so that the clips are as large as they can be. Several voices at once would be noise: a grid is
silent, unless `--hear condition_number=100` names the clip whose sound and captions it has."""),
        Example(
            "steepest render ill-conditioned-bowl --section squash --quality draft --voice none "
            "--sweep condition_number=0,5 --grid",
            code=2,
        ),
    ),
)

BATCH = Chapter(
    "batch",
    (
        Prose("""\
A list of jobs: each may have `lesson` (an id, or a Python file relative to the batch file), `scene`,
`parameters`, `sweep`, `section`, `format`, `quality`, `theme`, `voice`, `seed`, `transparent`,
`renderer`, `at` (of a still), `grid = true` (one more video, of the clips of its sweep) and `out`
(a folder within the one after `--out`); what stands above the jobs holds for all of them."""),
        Example("cat jobs.toml", files={"jobs.toml": _JOBS}),
        Example("steepest batch jobs.toml"),
        Prose("""\
`report.json` in the folder says what has become of each job, also while the batch runs: status,
seconds, frames, frames a second, whether it was up to date, files, error. A batch that was stopped,
even by a power cut, goes on when it is started again: what is up to date is not rendered, what
failed is tried again. One that fails does not stop the others, unless `--fail-fast` is given."""),
        Example("steepest batch jobs.toml"),
        Prose("The whole file is checked first, and every fault is told with its line."),
        Example("steepest batch wrong.toml", files={"wrong.toml": _TYPO}, code=2),
    ),
)
