import shutil
from pathlib import Path

import pytest
from fake_machine import CI, PYTHON, Machine

# Makes a .venv whose python is a copy of itself, and notes what pip is asked to install.
MAKES_VENVS = """\
case "$*" in
    '-m venv .venv') echo venv >>"{state}/log"; mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
    '-m pip --version') [ ! -e "{state}/interrupted" ] ;;
    '-m pip install '*) echo "pip ${*##* }" >>"{state}/log"; [ ! -e "{state}/refuses" ] ;;
    -V) echo 'Python 3.12.9' ;;
    *) {answers} ;;
esac
"""

FRESH = ["venv", "pip requirements.lock", "pip ."]
AGAIN = ["pip requirements.lock", "pip ."]


@pytest.fixture
def machine(tmp_path):
    """A complete machine with a copy of this project's set-up in its folder 'project'."""
    machine = Machine(tmp_path)
    for tool in ("cksum", "cp", "mkdir", "rm"):
        (machine.bin / tool).symlink_to(shutil.which(tool))
    machine.command("python3", MAKES_VENVS.replace("{answers}", PYTHON))
    project = tmp_path / "project"
    shutil.copytree(CI, project / ".ci")
    (project / "pyproject.toml").write_text("[project]\n")
    (project / "requirements.lock").write_text("numpy==2.4.6\n")
    return machine


def set_up(machine: Machine, project: str = "project"):
    """Run the set-up; return it and what it did."""
    log = machine.state / "log"
    log.unlink(missing_ok=True)
    done = machine.run(machine.folder / project / ".ci" / "setup")
    return done, machine.log()


def test_a_fresh_clone_and_a_second_run(machine):
    done, log = set_up(machine)
    assert (done.returncode, done.stderr, log) == (0, "", FRESH)
    assert "Python 3.12.9" in done.stdout
    done, log = set_up(machine)
    assert (done.returncode, done.stdout, done.stderr, log) == (0, "", "", [])


def test_only_what_the_files_say_counts(machine):
    set_up(machine)
    lock = machine.folder / "project" / "requirements.lock"
    lock.touch()
    assert set_up(machine)[1] == []
    lock.write_text("numpy==2.5.0\n")
    assert set_up(machine)[1] == AGAIN
    assert set_up(machine)[1] == []


def test_a_moved_clone_is_set_up_anew(machine):
    set_up(machine)
    (machine.folder / "project").rename(machine.folder / "elsewhere")
    assert set_up(machine, "elsewhere")[1] == FRESH


def test_an_environment_whose_python_is_gone_is_made_anew(machine):
    set_up(machine)
    python = machine.folder / "project" / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/no/such/python")
    assert set_up(machine)[1] == FRESH


def test_an_environment_without_pip_is_made_anew(machine):
    set_up(machine)
    (machine.folder / "project" / ".venv" / "installed-from").unlink()
    assert set_up(machine)[1] == AGAIN
    (machine.folder / "project" / ".venv" / "installed-from").unlink()
    (machine.state / "interrupted").touch()
    assert set_up(machine)[1] == FRESH


def test_a_failed_installation_is_tried_again(machine):
    (machine.state / "refuses").touch()
    done, log = set_up(machine)
    assert (done.returncode, log) == (1, ["venv", "pip requirements.lock"])
    assert "could not be installed" in done.stderr
    (machine.state / "refuses").unlink()
    done, log = set_up(machine)
    assert (done.returncode, log) == (0, AGAIN)


def test_another_python_on_request(machine):
    set_up(machine)
    machine.environment["PYTHON"] = "python3"
    assert set_up(machine)[1] == []
    other = Path(machine.bin / "python3").read_text().replace("echo python3.12", "echo python3.13")
    machine.command("another", other)
    machine.environment["PYTHON"] = "another"
    assert set_up(machine)[1] == FRESH
    machine.environment["PYTHON"] = "python2"
    done, log = set_up(machine)
    assert (done.returncode, log) == (1, [])
    assert done.stderr == "find-python: python2 is not a Python 3.11, 3.12 or 3.13\n"
