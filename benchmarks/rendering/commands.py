"""The two commands that are compared, and where they leave their video."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rendering.cases import Case
from benchmarks.rendering.processes import Usage, WrongError, run
from render.job import QUALITIES, Quality

_OURSELVES = {
    "PYTHONPATH": str(Path(__file__).parents[2]),
    "PYTHONDONTWRITEBYTECODE": "",  # what is installed is compiled once, not on every run
}
"""The packages that lie beside this one are measured, whichever are installed."""

_STOCK_FLAGS = {"draft": "-ql", "720p30": "-qm", "1080p60": "-qh", "4k60": "-qk"}


@dataclass(frozen=True)
class Settings:
    """What holds for all cases of a run.

    Attributes
    ----------
    quality : a key of ``render.job.QUALITIES``
    renderer : what draws ours
    """

    quality: str = "1080p60"
    renderer: str = "raster"

    @property
    def size(self) -> Quality:
        """Pixels and frames a second."""
        return QUALITIES[self.quality]


@dataclass(frozen=True)
class Render:
    """One video and what it took."""

    usage: Usage
    video: Path


def stock(case: Case, settings: Settings, folder: Path) -> Render:
    """``manim render`` with its default settings, nothing cached from before."""
    words = ["render", _STOCK_FLAGS[settings.quality], "--disable_caching"]
    words += ["--media_dir", str(folder / "media"), str(case.file), case.scene]
    usage = run([sys.executable, "-m", "manim", *words], folder, _OURSELVES)
    found = (folder / "media").glob(f"videos/*/*/{case.scene}.mp4")
    return Render(usage, _only(list(found), folder))


def ours(case: Case, settings: Settings, folder: Path) -> Render:
    """``steepest render``, nothing cached from before."""
    usage = steepest(
        [*case.our_words, *picture_words(settings), "--force", "--out", str(folder / "out")], folder
    )
    return Render(usage, _only(list((folder / "out").glob("*.mp4")), folder))


def picture_words(settings: Settings) -> list[str]:
    """The options for size and drawing."""
    return ["--quality", settings.quality, "--renderer", settings.renderer]


def steepest(words: list[str], folder: Path) -> Usage:
    """Run ``steepest render`` with a cache folder inside ``folder``."""
    command = Path(sys.executable).with_name("steepest")
    environment = {**_OURSELVES, "STEEPEST_CACHE_DIR": str(folder / "cache")}
    return run([str(command), "render", *words], folder, environment)


def _only(found: list[Path], folder: Path) -> Path:
    if len(found) != 1:
        raise WrongError(f"expected one video below {folder}, got {len(found)}")
    return found[0]
