"""A machine made of small scripts, on which the set-up scripts can be run without harm."""

import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

CI = Path(__file__).resolve().parents[2] / ".ci"

PYTHON = """\
case "$2" in
    *ensurepip*) cat "{state}/python-lacks" ;;
    *base_executable*) echo "$0" ;;
    *) echo python3.12 ;;
esac
"""
PKG_CONFIG = """\
[ "$1" = --exists ] || exit 0
shift
for module in "$@"; do
    [ -e "{state}/$module" ] || exit 1
done
"""
INSTALLER = """\
echo "{name} $*" >>"{state}/log"
case "$*" in
    *--simulate*) exit "$(cat "{state}/simulate")" ;;
    *install* | *-S\\ *) ;;
    *) exit 0 ;;
esac
[ -e "{state}/refuses" ] && exit 1
touch "{state}/cairo" "{state}/pangocairo" "{state}/pangofc"
: >"{state}/python-lacks"
"""


@dataclass
class Machine:
    """Has a compiler, pkg-config and Python; cairo, pango and the managers are for tests to add."""

    folder: Path
    system: str = "Linux"
    user: int = 0
    lacks: str = ""
    modules: tuple[str, ...] = ("cairo", "pangocairo", "pangofc")
    managers: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for folder in (self.bin, self.state):
            folder.mkdir()
        for tool in ("sh", "cat", "dirname", "env", "tail", "touch", "tr"):
            found = shutil.which(tool)
            assert found, tool
            (self.bin / tool).symlink_to(found)
        (self.state / "python-lacks").write_text(self.lacks.replace(" ", "\n"))
        (self.state / "simulate").write_text("0")
        for module in self.modules:
            (self.state / module).touch()
        self.command("uname", f"echo {self.system}")
        self.command("id", f"echo {self.user}")
        self.command("cc", "cat >/dev/null")
        self.command("pkg-config", PKG_CONFIG)
        self.command("python3", PYTHON)
        for name in self.managers:
            self.command(name, INSTALLER.replace("{name}", name))

    @property
    def bin(self) -> Path:
        """The one folder on PATH."""
        return self.folder / "bin"

    @property
    def state(self) -> Path:
        """What is installed, and the log of what the package managers were asked."""
        return self.folder / "state"

    def command(self, name: str, script: str) -> None:
        """Put a command on PATH."""
        path = self.bin / name
        path.write_text("#!/bin/sh\n" + script.replace("{state}", str(self.state)))
        path.chmod(0o755)

    def remove(self, name: str) -> None:
        """Take a command off PATH."""
        (self.bin / name).unlink()

    def run(self, script: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a script with nothing of this machine but sh and a few tools; no terminal."""
        return subprocess.run(
            [script, *arguments],
            env={"PATH": str(self.bin), **self.environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def log(self) -> list[str]:
        """What the package managers were asked, one line a call."""
        path = self.state / "log"
        return path.read_text().splitlines() if path.exists() else []
