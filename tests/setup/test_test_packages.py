import shutil

import programs
import pytest
from fake_machine import CI, Machine

SCRIPT = CI / "install-test-packages"
COMMANDS = ("chromium", "soffice", "pdftoppm")
NAMES = {
    "apt-get": "chromium libreoffice-impress poppler-utils",
    "dnf": "chromium libreoffice-impress poppler-utils",
    "pacman": "chromium libreoffice-still poppler",
    "brew": "google-chrome libreoffice poppler",
}
LINES = {
    "apt-get": "apt-get install -y --no-install-recommends ",
    "dnf": "dnf install -y ",
    "pacman": "pacman -S --needed --noconfirm ",
    "brew": "brew install ",
}
# Puts the three programs on PATH, unless it refuses.
INSTALLER = """\
echo "{name} $*" >>"{state}/log"
case "$*" in *--simulate*) exit 0 ;; esac
[ -e "{state}/refuses" ] && exit 1
for command in chromium soffice pdftoppm; do ln -sf sh "{bin}/$command"; done
"""


def machine_with(tmp_path, manager=None, **options):
    machine = Machine(tmp_path, **options)
    (machine.bin / "ln").symlink_to(shutil.which("ln"))
    if manager:
        script = INSTALLER.replace("{name}", manager).replace("{bin}", str(machine.bin))
        machine.command(manager, script)
    return machine


def test_nothing_is_done_where_all_is_there(tmp_path):
    machine = machine_with(tmp_path, "apt-get", environment={"STEEPEST_CI": "1"})
    for name in COMMANDS:
        machine.command(name, "exit 1")
    for arguments in ((), ("--print",)):
        done = machine.run(SCRIPT, *arguments)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert machine.log() == []


@pytest.mark.parametrize("manager", LINES)
def test_every_manager_has_its_names(tmp_path, manager):
    machine = machine_with(tmp_path, manager)
    done = machine.run(SCRIPT, "--print")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == LINES[manager] + NAMES[manager] + "\n"
    assert machine.log() == []


@pytest.mark.parametrize(
    "present", [(), *([name] for name in (*programs.CHROMIUM, *programs.LIBREOFFICE))]
)
def test_any_name_that_the_tests_look_for_will_do(tmp_path, present):
    machine = machine_with(tmp_path, "dnf")
    for name in present:
        machine.command(name, "")
    printed = machine.run(SCRIPT, "--print").stdout
    assert ("chromium" in printed) == (not {*present} & {*programs.CHROMIUM})
    assert ("libreoffice" in printed) == (not {*present} & {*programs.LIBREOFFICE})


def test_the_applications_of_macos_count():
    script = SCRIPT.read_text()
    for path in programs.APPLICATIONS.values():
        assert path in script


@pytest.mark.parametrize("manager", ["apt-get", "dnf", "pacman"])
def test_root_installs_and_says_what(tmp_path, manager):
    machine = machine_with(tmp_path, manager)
    done = machine.run(SCRIPT)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"installing programs for the tests: {NAMES[manager]}\n"
    assert machine.run(SCRIPT).stdout == ""


@pytest.mark.parametrize(("environment", "code"), [({}, 0), ({"STEEPEST_CI": "1"}, 1)])
def test_who_cannot_install_goes_on_except_in_continuous_integration(tmp_path, environment, code):
    machine = machine_with(tmp_path, "apt-get", user=1000, environment=environment)
    machine.command("sudo", "exit 1")
    done = machine.run(SCRIPT)
    assert done.returncode == code
    said = done.stdout + done.stderr
    assert "chromium, libreoffice, pdftoppm" in said
    assert "sudo asks for a password" in said
    assert f"run: sudo {LINES['apt-get']}{NAMES['apt-get']}\n" in said
    assert machine.log() == []


@pytest.mark.parametrize(("environment", "code"), [({}, 0), ({"STEEPEST_CI": "1"}, 1)])
def test_a_failed_installation(tmp_path, environment, code):
    machine = machine_with(tmp_path, "dnf", environment=environment)
    (machine.state / "refuses").touch()
    done = machine.run(SCRIPT)
    assert done.returncode == code
    assert "that command failed" in done.stdout + done.stderr


@pytest.mark.parametrize("arguments", [(), ("--print",)])
@pytest.mark.parametrize(("environment", "code"), [({}, 0), ({"STEEPEST_CI": "1"}, 1)])
def test_an_unknown_system(tmp_path, arguments, environment, code):
    machine = machine_with(tmp_path, environment=environment)
    done = machine.run(SCRIPT, *arguments)
    assert done.returncode == code
    assert "no package manager that this script knows has it" in done.stdout + done.stderr


def test_wrong_usage(tmp_path):
    assert machine_with(tmp_path).run(SCRIPT, "--help").returncode == 2
