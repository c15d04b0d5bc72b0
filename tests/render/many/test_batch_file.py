import pytest
import tiny

from render.errors import UsageError
from render.many.batch_file import read
from render.request.names import stem


@pytest.fixture(autouse=True)
def _small(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)


@pytest.fixture
def batch(tmp_path):
    """Read a batch file with this text."""

    def read_text(text):
        path = tmp_path / "jobs.toml"
        path.write_text(text)
        return read(path, tmp_path / "out")

    return read_text


@pytest.fixture
def faults(batch, tmp_path):
    """What is wrong with a text, each fault without the name of its file."""

    def find(text):
        with pytest.raises(UsageError) as caught:
            batch(text)
        return [
            line.removeprefix(f"{tmp_path / 'jobs.toml'}:")
            for line in str(caught.value).split("\nerror: ")
        ]

    return find


def test_defaults_and_jobs(batch, tmp_path):
    found = batch(
        'voice = "none"\nquality = "tiny"\nparameters = { steps = 7, tilt = 0.5 }\n'
        '[[job]]\nlesson = "tiny"\n'
        '[[job]]\nlesson = "other"\nformat = "png"\nat = 1\ntheme = "light"\nout = "stills"\n'
        '[[job]]\nlesson = "tiny"\nsection = "move"\nseed = 3\n'
        "parameters = { steps = 9, start = [1, 2] }\n"
        '[job.sweep]\nbeta = [0.1, 0.2]\nmethod = "plain,momentum"\n'
    )
    assert [stem(job) for job in found.jobs] == [
        "tiny--steps=7",
        "other--tilt=0.5--theme=light--at=1",
        *(
            f"tiny--beta={beta}--steps=9--start=1,2--method={method}--section=move--seed=3"
            for beta in (0.1, 0.2)
            for method in ("plain", "momentum")
        ),
    ]
    assert [place.rpartition(":")[2] for place in found.places] == [
        "4",
        "6",
        "12",
        "12",
        "12",
        "12",
    ]
    assert {job.quality.name for job in found.jobs} == {"tiny"}
    assert found.jobs[1].out == tmp_path / "out" / "stills"


def test_a_job_overrules_the_defaults_of_its_own_parameters(batch):
    found = batch(
        'voice = "none"\nlesson = "tiny"\nparameters = { steps = 7 }\n'
        "sweep = { beta = [0.1, 0.2] }\n"
        "[[job]]\nparameters = { beta = 0.5 }\n[[job]]\nsweep = { steps = [1, 2] }\n"
    )
    assert [stem(job) for job in found.jobs] == [
        "tiny--beta=0.5--steps=7",
        *(f"tiny--beta={beta}--steps={steps}" for beta in (0.1, 0.2) for steps in (1, 2)),
    ]


def test_lessons_in_files_lie_beside_the_batch_file(batch, tmp_path):
    (tmp_path / "own.py").write_text(
        "from manim import Scene\nclass One(Scene): pass\nclass Two(Scene): pass\n"
    )
    found = batch('[[job]]\nlesson = "own.py"\nscene = "Two"\nvoice = "joe"\n')
    assert [stem(job) for job in found.jobs] == ["Two"]
    assert found.jobs[0].file == tmp_path / "own.py"


def test_every_fault_is_told_with_its_line(faults):
    assert faults(
        'voice = "none"\ntheem = "dark"\nparameters = { stp = 3 }\n'
        '[[job]]\nleson = "tiny"\n'
        '[[job]]\nlesson = "tinny"\n'
        '[[job]]\nlesson = "tiny"\nformat = "mp5"\nseed = "x"\n'
        '[[job]]\nlesson = "tiny"\nsection = "mov"\n'
        '[[job]]\nlesson = "tiny"\nparameters = { steps = 0, beta = 2 }\n'
        '[[job]]\nlesson = "tiny"\ncondition_number = 4\n'
        '[[job]]\nlesson = "tiny"\n[job.sweep]\nbeta = [0.5, 1]\n'
        '[[job]]\nlesson = "tiny"\nout = "../elsewhere"\n'
        '[[job]]\nlesson = "tiny"\nparameters = { betta = 1 }\n'
        '[[job]]\nlesson = "tiny"\nat = 3\n'
        '[[job]]\nformat = "mp4"\n'
    ) == [
        "2: unknown key theem (did you mean theme?)",
        "3: no parameter 'stp' (did you mean steps?) in any job",
        "5: unknown key leson (did you mean lesson?)",
        "7: no lesson 'tinny' (did you mean tiny?)",
        "10: no format 'mp5' (did you mean mp4?)",
        "11: seed must be a whole number, got 'x'",
        "14: no section 'mov' (did you mean move?) in tiny",
        "17: beta must be < 1, got 2 (try 0.9, the default)",
        "17: steps must be >= 1, got 0 (try 3, the default)",
        "20: unknown key condition_number (a parameter: parameters = { condition_number = ... }; "
        "there are: lesson, scene, parameters, sweep, quality, theme, voice, format, transparent, "
        "section, seed, renderer, at, out, grid)",
        "24: beta must be < 1, got 1 (try 0.9, the default)",
        "27: out must be a folder within the one after --out, got '../elsewhere'",
        "30: no parameter 'betta' (did you mean beta?) in tiny",
        "33: --at is for stills (add --format png)",
        '34: which lesson? (lesson = "...", an id or a Python file)',
    ]


def test_a_table_of_jobs_with_its_name_misspelled(faults):
    empty, misspelled = faults('[[jbo]]\nlesson = "tiny"\n')
    assert misspelled == "1: unknown key jbo (did you mean job?)"
    assert "there is no job in it" in empty


def test_grids_of_sweeps(batch, faults):
    text = (
        'voice = "none"\nlesson = "tiny"\ngrid = true\n[[job]]\n'
        "[[job]]\nsweep = { steps = [1, 2] }\n"
        "[[job]]\nsweep = { beta = [0.1, 0.2] }\ngrid = false\n"
    )
    found = batch(text)
    assert [stem(grid.job) for grid in found.grids] == ["tiny--grid--steps=1,2"]
    assert found.grid_places[0].endswith(":5")
    (fault,) = faults('voice = "none"\n[[job]]\nlesson = "tiny"\ngrid = true\n')
    assert fault == "4: --grid shows the clips of a sweep (add --sweep NAME=VALUE,VALUE)"


def test_two_jobs_that_write_one_file(faults, tmp_path):
    (first, second) = faults(
        'voice = "none"\nlesson = "tiny"\n[[job]]\n[[job]]\nquality = "draft"\n'
        '[[job]]\nformat = "png"\n[[job]]\nformat = "png"\nout = "stills"\n'
    )
    hint = '(give one of them another folder: out = "...")'
    where = f"the job at {tmp_path / 'jobs.toml'}:3"
    out = tmp_path / "out"
    assert first == f"4: this job writes {out / 'tiny.mp4'}, as does {where} {hint}"
    assert second == f"6: this job writes {out / 'tiny.png'}, as does {where} {hint}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", 'there is no job in it (add [[job]] and below it lesson = "...")'),
        ("[job]\nlesson = 'tiny'\n", "1: write each job as a table of its own: [[job]]"),
        ('[[job]]\nlesson = "tiny\n', "2: not TOML: Illegal character '\\n'"),
        ("[[job]]\nlesson = 3\n", "2: lesson must be a name or a list of names, got 3"),
        ("[[job]]\nlesson = 'tiny'\nsweep = 3\n", "3: sweep must be a table: { name = value }"),
        (
            "[[job]]\nlesson = 'tiny'\nsweep = { steps = 3 }\n",
            "3: sweep.steps must be a list of values, such as [1, 2, 3], got 3",
        ),
    ],
)
def test_files_that_are_none(faults, text, message):
    (fault,) = faults(text)
    assert message in fault


def test_no_file(tmp_path):
    with pytest.raises(UsageError, match="cannot read"):
        read(tmp_path / "none.toml", tmp_path)
    with pytest.raises(UsageError, match="is a folder"):
        read(tmp_path, tmp_path)
