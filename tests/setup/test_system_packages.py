import pytest
from fake_machine import CI, Machine

SCRIPT = CI / "install-system-packages"
APT = "apt-get install -y --no-install-recommends"


def test_nothing_is_done_where_nothing_is_missing(tmp_path):
    machine = Machine(tmp_path, managers=("apt-get",))
    for arguments in ((), ("--print",)):
        done = machine.run(SCRIPT, *arguments)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert machine.log() == []


@pytest.mark.parametrize(
    ("manager", "line"),
    [
        ("apt-get", f"{APT} libcairo2-dev libpango1.0-dev python3.12-venv python3.12-dev libegl1"),
        ("dnf", "dnf install -y cairo-devel pango-devel python3.12-devel mesa-libEGL"),
        ("pacman", "pacman -S --needed --noconfirm cairo pango libglvnd mesa"),
    ],
)
def test_every_manager_has_its_names(tmp_path, manager, line):
    machine = Machine(tmp_path, modules=(), lacks="venv headers egl", managers=(manager,))
    done = machine.run(SCRIPT, "--print")
    assert (done.returncode, done.stdout, done.stderr) == (0, line + "\n", "")
    assert machine.log() == []


@pytest.mark.parametrize(
    ("command", "packages"),
    [
        ("cc", "gcc libc6-dev"),
        ("pkg-config", "pkg-config libcairo2-dev libpango1.0-dev"),
        ("python3", "python3 python3-dev python3-venv libegl1 libgl1 libgl1-mesa-dri"),
    ],
)
def test_a_missing_command(tmp_path, command, packages):
    machine = Machine(tmp_path, managers=("apt-get",))
    machine.remove(command)
    assert machine.run(SCRIPT, "--print").stdout == f"{APT} {packages}\n"


def test_a_compiler_without_the_c_library_is_none(tmp_path):
    machine = Machine(tmp_path, managers=("dnf",))
    machine.command("cc", "exit 1")
    assert machine.run(SCRIPT, "--print").stdout == "dnf install -y gcc\n"


def test_root_installs_and_says_what(tmp_path):
    machine = Machine(tmp_path, modules=(), managers=("apt-get",))
    done = machine.run(SCRIPT)
    assert done.returncode == 0
    assert done.stdout == "installing system packages: libcairo2-dev libpango1.0-dev\n"
    assert machine.log() == [
        "apt-get --simulate install libcairo2-dev libpango1.0-dev",
        "apt-get -q -o DPkg::Lock::Timeout=120 install -y --no-install-recommends"
        " libcairo2-dev libpango1.0-dev",
    ]
    assert machine.run(SCRIPT).stdout == ""


def test_apt_reads_its_archive_only_when_it_must(tmp_path):
    machine = Machine(tmp_path, modules=(), managers=("apt-get",))
    (machine.state / "simulate").write_text("100")
    assert machine.run(SCRIPT).returncode == 0
    verbs = [line.split()[4 if "-q" in line else 1] for line in machine.log()]
    assert verbs == ["--simulate", "update", "install"]


@pytest.mark.parametrize("manager", ["apt-get", "dnf", "pacman"])
def test_a_failed_installation_ends_with_the_line_to_run(tmp_path, manager):
    machine = Machine(tmp_path, modules=("cairo",), managers=(manager,))
    (machine.state / "refuses").touch()
    done = machine.run(SCRIPT)
    assert done.returncode == 1
    assert "missing: the headers of pango (that command failed)\nrun: " in done.stderr


def test_sudo_is_used_only_by_others_than_root(tmp_path):
    machine = Machine(tmp_path, user=1000, modules=(), managers=("dnf",))
    machine.command("sudo", 'echo sudo "$@" >>"{state}/log"\n[ "$1" = -n ] || exec "$@"')
    assert machine.run(SCRIPT, "--print").stdout == "sudo dnf install -y cairo-devel pango-devel\n"
    assert machine.run(SCRIPT).returncode == 0
    assert machine.log() == [
        "sudo -n true",
        "sudo dnf install -y cairo-devel pango-devel",
        "dnf install -y cairo-devel pango-devel",
    ]


@pytest.mark.parametrize(
    ("sudo", "why"),
    [(None, "only an administrator can install it"), ("exit 1", "sudo asks for a password")],
)
def test_without_the_right_to_install_the_line_is_printed(tmp_path, sudo, why):
    machine = Machine(tmp_path, user=1000, modules=(), managers=("apt-get",))
    if sudo:
        machine.command("sudo", sudo)
    done = machine.run(SCRIPT)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"install-system-packages: missing: the headers of cairo, the headers of pango ({why})",
        f"run: sudo {APT} libcairo2-dev libpango1.0-dev",
        "docs/install.md has the other ways, one of them without an administrator",
    ]
    assert machine.log() == []


@pytest.mark.parametrize("arguments", [(), ("--print",)])
def test_an_unknown_system(tmp_path, arguments):
    machine = Machine(tmp_path, modules=())
    done = machine.run(SCRIPT, *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert "no package manager that this script knows has it" in done.stderr
    assert "docs/install.md" in done.stderr


def test_graphics_libraries_alone_stop_nobody(tmp_path):
    machine = Machine(tmp_path, user=1000, lacks="egl gl mesa", managers=("apt-get",))
    done = machine.run(SCRIPT)
    line = f"sudo {APT} libegl1 libgl1 libgl1-mesa-dri"
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"to draw with OpenGL later, run: {line}\n"
    assert machine.run(SCRIPT, "--print").stdout == line + "\n"
    assert machine.log() == []


def test_graphics_libraries_are_installed_where_nobody_is_asked(tmp_path):
    machine = Machine(tmp_path, lacks="egl gl mesa", managers=("apt-get",))
    assert machine.run(SCRIPT).returncode == 0
    assert machine.log()[-1].endswith("libegl1 libgl1 libgl1-mesa-dri")


def test_macos_needs_cairo_but_not_pango(tmp_path):
    machine = Machine(tmp_path, "Darwin", user=501, modules=(), managers=("brew",))
    machine.command("xcode-select", "exit 0")
    assert machine.run(SCRIPT, "--print").stdout == "brew install cairo\n"
    assert machine.run(SCRIPT).returncode == 0
    assert machine.log() == ["brew install cairo"]


def test_macos_without_its_command_line_tools(tmp_path):
    machine = Machine(tmp_path, "Darwin", user=501, managers=("brew",))
    machine.command("xcode-select", "exit 2")
    done = machine.run(SCRIPT)
    assert done.returncode == 1
    assert "missing: a C compiler" in done.stderr
    assert "run: xcode-select --install" in done.stderr


def test_a_python_that_was_asked_for_is_not_replaced(tmp_path):
    machine = Machine(tmp_path, managers=("apt-get",), environment={"PYTHON": "python3.9"})
    done = machine.run(SCRIPT)
    assert done.returncode == 1
    assert done.stderr == "find-python: python3.9 is not a Python 3.11, 3.12 or 3.13\n"
    assert machine.log() == []


def test_names_that_fail_when_called_are_passed_over(tmp_path):
    machine = Machine(tmp_path)
    (machine.bin / "python3").rename(machine.bin / "python3.11")
    for name in ("python3", "python3.13", "python3.12"):
        machine.command(name, "echo 'not this version' >&2; exit 127")
    done = machine.run(CI / "find-python")
    assert (done.returncode, done.stdout) == (0, f"{machine.bin}/python3.11\n")
    machine.remove("python3.11")
    done = machine.run(CI / "find-python")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("find-python: no Python 3.11, 3.12 or 3.13 found")


@pytest.mark.parametrize("arguments", [("--help",), ("--print", "x")])
def test_wrong_usage(tmp_path, arguments):
    assert Machine(tmp_path).run(SCRIPT, *arguments).returncode == 2
