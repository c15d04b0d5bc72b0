"""What is rendered by both, and how well ours should do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

PLAIN = Path(__file__).parent / "plain"
FLAT, SURFACES = PLAIN / "flat.py", PLAIN / "surfaces.py"


@dataclass(frozen=True)
class Targets:
    """What a kind of scene should reach; None where nothing is asked.

    Attributes
    ----------
    speed : wall time of stock over ours, at least
    floor : wall time of ours over encoding alone, at most
    memory : peak memory of ours over stock's, at most
    size : size of our file over stock's, at most

    PSNR is to be at least stock's in every kind.
    """

    speed: float
    floor: float | None = None
    memory: float = 0.6
    size: float = 1.3


FLAT_TARGETS = Targets(speed=4, floor=1.5)
HOLD_TARGETS = Targets(speed=8)
SURFACE_TARGETS = Targets(speed=40)
MESH_TARGETS = Targets(speed=100)


@dataclass(frozen=True)
class Case:
    """One scene.

    Attributes
    ----------
    name : for the table and for ``--only``
    about : what is to be seen, in a few words
    file, scene : what stock renders
    targets : what ours should reach
    ours : the words after ``steepest render``; empty for the same file and scene
    our_file, our_scene : where ours draws the pictures from, if elsewhere
    repeats : how often each is rendered, unless ``--repeat`` says it
    alike : whether both shall look the same
    stride : every how many-th frame is looked at for the PSNR (drawing some of them takes long)
    """

    name: str
    about: str
    file: Path
    scene: str
    targets: Targets
    ours: tuple[str, ...] = ()
    our_file: Path | None = None
    our_scene: str = ""
    alike: bool = True
    repeats: int = 2
    stride: int = 1

    @property
    def our_words(self) -> tuple[str, ...]:
        """What follows ``steepest render``."""
        return self.ours or (str(self.our_source[0]), self.our_source[1])

    @property
    def our_source(self) -> tuple[Path, str]:
        """File and scene class that ours draws."""
        return self.our_file or self.file, self.our_scene or self.scene


CASES = (
    Case("contours", "moving contours and arrows, 6 s", FLAT, "Contours", FLAT_TARGETS),
    Case("path", "a long path, MoveAlongPath, 8 s", FLAT, "LongPath", FLAT_TARGETS),
    Case("formulas", "many formulas, 8 s", FLAT, "Formulas", FLAT_TARGETS),
    Case("texts", "text-heavy transforms, 8 s", FLAT, "Texts", FLAT_TARGETS),
    Case(
        "lesson",
        "a part of one of our lessons",
        PLAIN / "lesson.py",
        "LessonPart",
        FLAT_TARGETS,
        ours=("gradient-contours", "--section", "slopes", "--voice", "none"),
    ),
    Case("updaters", "44 updaters of Manim's own, 2 s", FLAT, "Updaters", FLAT_TARGETS),
    Case("hold", "2 s of action, 20 s of hold", FLAT, "Hold", HOLD_TARGETS, stride=5),
    Case(
        "surface-32",
        "32 x 32 Surface, moving camera, 4 s",
        SURFACES,
        "Surface32",
        SURFACE_TARGETS,
        repeats=1,
        stride=7,
    ),
    Case(
        "surface-64",
        "64 x 64 Surface, moving camera, 2 s",
        SURFACES,
        "Surface64",
        SURFACE_TARGETS,
        repeats=1,
        stride=7,
    ),
    Case(
        "mesh-32",
        "our mesh, 32 x 32, against that Surface",
        SURFACES,
        "Surface32",
        MESH_TARGETS,
        our_file=PLAIN / "meshes.py",
        our_scene="Mesh32",
        alike=False,
        repeats=1,
        stride=7,
    ),
    Case(
        "mesh-64",
        "our mesh, 64 x 64, against that Surface",
        SURFACES,
        "Surface64",
        MESH_TARGETS,
        our_file=PLAIN / "meshes.py",
        our_scene="Mesh64",
        alike=False,
        repeats=1,
        stride=7,
    ),
)

START = Case("start", "one frame: to start and to end", FLAT, "Start", Targets(speed=1))
"""What both take before and after the frames; not one of the figures."""


def chosen(names: Collection[str]) -> tuple[Case, ...]:
    """The cases among these names."""
    return tuple(case for case in CASES if case.name in names)
