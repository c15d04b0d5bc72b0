"""Looking at a scene while it runs: at the end of every play, and every half second inside one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from manim import BackgroundRectangle, Mobject, Scene, ThreeDCamera
from manim.utils.iterables import list_update

from render.drawing.families import Families
from render.drawing.painter import Painter
from render.inspection.contrast import contrast_of, too_faint
from render.inspection.finding import Finding
from render.inspection.sight import Sight, View, look_of, sight_of
from render.inspection.sizes import Ruler, too_small
from render.picture import Box, Comparer, Pixels, around, whole
from render.staging.layout import texts_of
from render.staging.plan import PlanSink
from scenes.frame import FRAME


@dataclass(frozen=True)
class Look:
    """What was seen at a frame: ``picture`` is a number, the same as before if nothing changed."""

    frame: int
    picture: int


class Looks(PlanSink):
    """Measures all texts of a scene on the pictures that it draws of the rest.

    Attributes
    ----------
    looks : when it has looked, and whether the picture was another one
    findings : what it found
    """

    def __init__(self, frame_rate: int) -> None:
        self.looks: list[Look] = []
        self.findings: list[Finding] = []
        self._frame_rate = frame_rate
        self._ruler = Ruler()
        self._families = Families()
        self._comparer = Comparer()
        self._background: Pixels | None = None
        self._ground: Any = None
        self._texts: list[bytes] = []
        self._known: dict[int, tuple[bytes, Sight, list[Finding]]] = {}
        self._passing: dict[int, list[Finding]] = {}

    def examine(
        self, scene: Scene, painter: Painter, frame: int, still_changing: frozenset[int]
    ) -> None:
        """Draw the scene without its texts, and measure these."""
        camera: Any = scene.renderer.camera
        texts = list(texts_of(scene.mobjects, frozenset()))
        changed = self._draw_others(scene, camera, painter, texts)
        if isinstance(camera, ThreeDCamera):
            camera.reset_rotation_matrix()
        view = View(camera)
        self._ruler.note(scene.animations or (), view)
        sights = [sight for text in texts if (sight := sight_of(text, view)) is not None]
        looks = [look_of(sight) for sight in sights]
        same = changed.empty and looks == self._texts and bool(self.looks)
        self._texts = looks
        number = self.looks[-1].picture + (not same) if self.looks else 0
        self.looks.append(Look(frame, number))
        steady = [
            (sight, look)
            for sight, look in zip(sights, looks, strict=True)
            if id(sight.mobject) not in still_changing
        ]
        found = self._measure(steady, view, changed, frame / self._frame_rate)
        self._note(found, passing=bool(still_changing))

    def _note(self, found: dict[int, list[Finding]], *, passing: bool) -> None:
        """What is seen once inside of a play, and not again half a second later, is no fault.

        Something may pass behind a text.
        """
        before, self._passing = self._passing, {}
        for key, findings in found.items():
            if passing and key not in before:
                self._passing[key] = findings
                continue
            self.findings += [*before.get(key, ()), *findings]
            if passing:
                self._passing[key] = []

    def _draw_others(
        self, scene: Scene, camera: Any, painter: Painter, texts: list[Mobject]
    ) -> Box:
        """Draw what is no text; where the picture differs from the last one."""
        hidden = {
            id(part)
            for text in texts
            for part in text.get_family()
            if not isinstance(part, BackgroundRectangle)
        }
        roots = list_update(scene.mobjects, scene.foreground_mobjects)
        members = self._families.members(roots, use_z_index=camera.use_z_index)
        if self._ground is not camera.background:
            self._ground = camera.background
            painter.draw_resting(camera, [])
        touched = painter.draw_moving(camera, [m for m in members if id(m) not in hidden])
        pixels = painter.pixels
        if self._background is None:
            self._background = pixels.copy()
            return whole(pixels)
        changed = around(self._comparer.differences(self._background, pixels, touched))
        self._background[changed.slices] = pixels[changed.slices]
        return changed

    def _measure(
        self, steady: list[tuple[Sight, bytes]], view: View, changed: Box, seconds: float
    ) -> dict[int, list[Finding]]:
        """What is wrong with each text, by the id of the text; nothing of those without fault."""
        assert self._background is not None
        known, self._known = self._known, {}
        for sight, look in steady:
            key = id(sight.mobject)
            before = known.get(key)
            if before and before[0] == look and not self._meets(changed, sight):
                found = [_at(finding, seconds) for finding in before[2]]
            else:
                size = self._ruler.size(sight, view)
                contrast = contrast_of(sight, view, size, self._background)
                found = [
                    *too_small(sight, size, seconds),
                    *too_faint(sight, contrast, seconds),
                ]
            self._known[key] = look, sight, found
        return {key: found for key, (_, _, found) in self._known.items() if found}

    def _meets(self, changed: Box, sight: Sight) -> bool:
        """Whether the picture has changed near a text."""
        if changed.empty:
            return False
        assert self._background is not None
        height, width, _ = self._background.shape
        scale = height / FRAME.height
        x_min, x_max, y_min, y_max = sight.outline
        border = (y_max - y_min) / 2
        return bool(
            changed.left < width / 2 + scale * (x_max + border)
            and changed.right > width / 2 + scale * (x_min - border)
            and changed.top < height / 2 - scale * (y_min - border)
            and changed.bottom > height / 2 - scale * (y_max + border)
        )


def _at(finding: Finding, seconds: float) -> Finding:
    return replace(finding, time=seconds, end=seconds)
