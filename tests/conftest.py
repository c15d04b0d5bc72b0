"""Keeps the tests away from the user's files, and the same on every machine."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from programs import browser, page  # noqa: F401  # fixtures for all tests

VARIABLES = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
"""They would lead from the empty home folder back to the user's."""

homes = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Give the whole run an empty home and one cache, which parallel processes share."""
    settings.register_profile("steepest", deadline=None, derandomize="CI" in os.environ)
    settings.load_profile("steepest")
    if hasattr(config, "workerinput"):
        return  # a parallel process has inherited the environment of the first
    home = Path(tempfile.mkdtemp(prefix="steepest-tests-"))
    config.stash[homes] = home
    for variable in VARIABLES:
        os.environ.pop(variable, None)
    os.environ["HOME"] = os.environ["USERPROFILE"] = str(home)
    os.environ["STEEPEST_CACHE_DIR"] = str(home / "cache")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove what the run left in its home."""
    if homes in config.stash:
        shutil.rmtree(config.stash[homes], ignore_errors=True)
