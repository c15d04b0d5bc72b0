"""Write requirements.lock: one exact version of everything that steepest and its tests install.

pip chooses the versions on the oldest supported Python, so that every newer one can use them.
The packages that only another Python or platform needs are found by following the dependencies
once for each of them; those lines carry a marker. Needs nothing but Python 3.11 and its pip.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pip._vendor.packaging.markers import default_environment
from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.specifiers import SpecifierSet
from pip._vendor.packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
EXTRAS = ("voice", "cluster", "slides", "dev")
PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS = {
    "linux": ("Linux", "posix", "x86_64", "manylinux_2_28_x86_64"),
    "darwin": ("Darwin", "posix", "arm64", "macosx_14_0_arm64"),
    "win32": ("Windows", "nt", "AMD64", "win_amd64"),
}
"""sys_platform: platform_system, os_name, platform_machine and the tag of the wheels."""

HEADER = """\
# Exact versions of everything that `make setup` installs, for Python 3.11 to 3.13.
# Made by `make lock` from the ranges in pyproject.toml; not meant to be edited by hand.
"""

Target = tuple[str, str]
"""Python version and sys_platform, such as ("3.13", "linux")."""

Packages = dict[str, dict[str, Any]]
"""Metadata of each chosen package as pip reports it, by normalised name."""


def main() -> None:
    """Choose the versions and write the file."""
    if sys.version_info[:2] != (3, 11):
        sys.exit("lock: run this with Python 3.11 (make lock LOCK_PYTHON=/path/to/python3.11)")
    wanted = [Requirement(line) for line in declared()]
    chosen = resolve(wanted)
    needed_on = {
        (python, platform): follow(wanted, chosen, (python, platform))
        for python in PYTHONS
        for platform in PLATFORMS
    }
    lines = []
    for name in sorted(chosen):
        targets = {target for target, names in needed_on.items() if name in names}
        if targets:
            metadata = chosen[name]
            lines.append(f"{metadata['name']}=={metadata['version']}{marker(name, targets)}\n")
    (ROOT / "requirements.lock").write_text(HEADER + "".join(lines), encoding="utf-8")


def declared() -> list[str]:
    """Return the requirements in pyproject.toml, with those of the extras that set-up installs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project["optional-dependencies"]
    return [*project["dependencies"], *(line for extra in EXTRAS for line in optional[extra])]


def resolve(wanted: list[Requirement]) -> Packages:
    """Return the newest versions that fit together and take every Python that we take."""
    # A package may ask for 3.11.5 when this is 3.11.7 and a distribution still has 3.11.2.
    limits: list[str] = []
    while True:
        found = report([*map(str, wanted), *limits])
        refused = [name for name, metadata in found.items() if not takes(metadata, PYTHONS[0])]
        if not refused:
            return found
        limits += [f"{name}<{found[name]['version']}" for name in refused]


def takes(metadata: dict[str, Any], python: str) -> bool:
    """Whether a package is for the first release of a Python version."""
    return SpecifierSet(metadata.get("requires_python", "")).contains(f"{python}.0")


def report(requirements: Iterable[str], *options: str) -> Packages:
    """Return what pip would install, without installing it."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed"]
    command += ["--quiet", "--quiet", "--disable-pip-version-check", "--report", "-", *options]
    done = subprocess.run([*command, *requirements], check=False, stdout=subprocess.PIPE)
    if done.returncode:
        sys.exit("lock: pip found no versions that fit together; the lines above say why")
    found = [item["metadata"] for item in json.loads(done.stdout)["install"]]
    return {canonicalize_name(metadata["name"]): metadata for metadata in found}


def follow(wanted: list[Requirement], chosen: Packages, target: Target) -> set[str]:
    """Return the names needed on ``target``; one not in ``chosen`` is chosen and added."""
    needed: set[str] = set()
    seen: set[tuple[str, str]] = set()
    waiting = [(requirement, "") for requirement in wanted]
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate(environment(target, extra)):
            continue
        name = canonicalize_name(requirement.name)
        if name not in chosen:
            chosen.update(choose(requirement, target))
        version = str(chosen[name]["version"])
        if not requirement.specifier.contains(version, prereleases=True):
            sys.exit(f"lock: {requirement} does not take the {version} chosen for another target")
        needed.add(name)
        for asked in {"", *requirement.extras}:
            if (name, asked) not in seen:
                seen.add((name, asked))
                lines = chosen[name].get("requires_dist", [])
                waiting += [(Requirement(line), asked) for line in lines]
    return needed


def choose(requirement: Requirement, target: Target) -> Packages:
    """Return the newest version of a package that ``target`` needs and this machine does not."""
    python, platform = target
    options = ["--no-deps", "--only-binary=:all:", "--target", "unused"]
    options += ["--python-version", python, "--platform", PLATFORMS[platform][3]]
    # pip holds the package against the Python that runs pip, so the check is made here instead.
    options.append("--ignore-requires-python")
    found = report([f"{requirement.name}{requirement.specifier}"], *options)
    for name, metadata in found.items():
        if not takes(metadata, python):
            sys.exit(f"lock: {name} {metadata['version']} is not for Python {python}")
    return found


def environment(target: Target, extra: str) -> dict[str, Any]:
    """Return the values of the markers on ``target``, when ``extra`` is asked of a package."""
    python, platform = target
    system, os_name, machine, _ = PLATFORMS[platform]
    return {
        **default_environment(),
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_version": f"{python}.0",
        "sys_platform": platform,
        "platform_system": system,
        "os_name": os_name,
        "platform_machine": machine,
        "extra": extra,
    }


def marker(name: str, targets: set[Target]) -> str:
    """Return the marker that is true on exactly these targets."""
    pythons = [python for python in PYTHONS if any(target[0] == python for target in targets)]
    platforms = [platform for platform in PLATFORMS if any(t[1] == platform for t in targets)]
    if len(targets) != len(pythons) * len(platforms):
        sys.exit(f"lock: {name} needs a marker that this script cannot write")
    clauses = []
    if pythons == list(PYTHONS[-len(pythons) :]):
        if len(pythons) < len(PYTHONS):
            clauses.append(f"python_version >= '{pythons[0]}'")
    else:
        clauses.append(any_of("python_version", pythons))
    if len(platforms) < len(PLATFORMS):
        clauses.append(any_of("sys_platform", platforms))
    return f" ; {' and '.join(clauses)}" if clauses else ""


def any_of(variable: str, values: list[str]) -> str:
    """Return a marker that is true where the variable has one of the values."""
    either = " or ".join(f"{variable} == '{value}'" for value in values)
    return f"({either})" if len(values) > 1 else either


if __name__ == "__main__":
    main()
