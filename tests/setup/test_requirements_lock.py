import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LINES = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
LOCKED = {
    canonicalize_name(requirement.name): requirement
    for requirement in (Requirement(line) for line in LINES if not line.startswith("#"))
}
DECLARED = [
    *PROJECT["dependencies"],
    *(line for extra in PROJECT["optional-dependencies"].values() for line in extra),
]


@pytest.mark.parametrize("line", DECLARED)
def test_every_dependency_is_locked_within_its_range(line):
    declared = Requirement(line)
    locked = LOCKED[canonicalize_name(declared.name)]
    (exact,) = locked.specifier
    assert exact.operator == "=="
    assert declared.specifier.contains(exact.version)
    assert locked.marker is None


def test_the_lock_names_versions_only():
    exact = re.compile(r"[\w.-]+==[\w.]+( ; (python_version|sys_platform) (==|>=) '[\w.]+')?")
    assert [line for line in LINES if not line.startswith("#") and not exact.fullmatch(line)] == []
