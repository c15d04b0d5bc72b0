"""The renderer that a directed scene plays on: it counts every frame and draws the wanted ones.

It uses Manim's own seams (an injected renderer, camera and file writer) and changes nothing in
Manim. Time is a whole number of frames, so that it cannot drift.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from manim import Camera, Mobject, Scene
from manim.renderer.cairo_renderer import CairoRenderer
from manim.utils.exceptions import EndSceneEarlyException
from manim.utils.iterables import list_update

from render.drawing.families import Families
from render.drawing.painter import Painter
from render.drawing.unchanged import Unchanged
from render.picture import Box, Pixels
from render.staging.camera_moves import only_the_camera_moves
from render.staging.frames import FrameSink, Handover
from render.staging.held import drawn_over_the_rest
from render.staging.layout import changing, text_boxes
from render.staging.play_names import play_name
from render.staging.quick_animations import leaves_of, quickened
from render.staging.quick_beginnings import quick_beginnings
from render.staging.recorder import Recorder
from render.timeline import Play, TextBox

_SLACK = 0.02
"""Share of a frame by which a duration may exceed whole frames without costing one more.

Durations are sums of floats; and a lesson asks for a hundredth of a frame more than it needs,
because plain Manim rounds still waits down.
"""
_LAYOUT_INTERVAL = 0.5
"""Seconds between two looks at the texts inside a long play."""


def frames_of(seconds: float, frame_rate: int) -> int:
    """Whole frames that a duration takes, rounded up, at least one."""
    return max(1, math.ceil(seconds * frame_rate - _SLACK))


class Stage(CairoRenderer):
    """Plays one scene for one sink, drawn by one painter."""

    def __init__(
        self, sink: FrameSink, painter: Painter, frame_rate: int, camera_class: type[Camera]
    ) -> None:
        super().__init__(camera_class=camera_class)
        self.sink = sink
        self.painter = painter
        self.frame_rate = frame_rate
        self.frames = 0
        self.plays: list[Play] = []
        self.boxes: list[TextBox] = []
        self.handover = Handover(sink)
        self._families = Families()
        self._last_texts: list[tuple[Any, ...]] = []
        self._layout_interval = max(1, round(_LAYOUT_INTERVAL * frame_rate))
        self._play_start = 0
        self._changing: frozenset[int] | None = None
        self._has_static = False
        self._static_ids: frozenset[int] = frozenset()
        self._static_roots: dict[int, Mobject] = {}  # held, so that no other takes their id
        self._only_camera = False
        self._unchanged: Unchanged | None = None

    def init_scene(self, scene: Scene, session_spec: Any, file_writer_settings: Any) -> None:
        """Give the scene a file writer that only records."""

        def begin(name: str, left_out: bool) -> None:
            # Manim looks at the section only when the next play begins, and so drops a sound
            # that is added right after a section which is left out.
            self.skip_animations = left_out
            self.sink.begin_section(name, self.frames)

        self.file_writer: Recorder = Recorder(file_writer_settings, lambda: self.frames, begin)

    # ------------------------------------------------------------------ Manim calls these

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Run one call of ``play`` or ``wait``, frame by frame."""
        if self.sink.end is not None and self.frames >= self.sink.end:
            raise EndSceneEarlyException
        self.skip_animations = False
        self.update_skipping_status()
        scene.compile_animation_data(*args, **kwargs)
        self.file_writer.add_partial_movie_file(None)
        self.animations_hashes.append(None)
        with quick_beginnings(leaves_of(scene)):
            scene.begin_animations()
        if not self.num_plays:
            # Manim's plain camera goes on with the view of the first frame that it draws, and a
            # worker that draws later ones only must see the same.
            self.camera.get_cairo_context(self.camera.pixel_array)
        assert scene.animations is not None
        name = play_name(scene.animations)
        self._play_start = self.frames
        still = scene.is_current_animation_frozen_frame()
        if still:
            self._hold(scene, scene.duration)
        else:
            self._prepare_static_image(scene)
            self._changing = None
            with quickened(scene):
                scene.play_internal()
        self.num_plays += 1
        self._end_play(scene, name, still)

    def render(
        self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None
    ) -> None:
        """Count one frame, all of whose updaters have run; draw it if it is wanted."""
        if self.skip_animations:
            return
        if self.sink.wants(self.frames):
            touched = self._draw_moving(scene)
            self.handover.give(self.frames, self.painter.pixels, 1, touched)
        if self._reads_layout_at(self.frames - self._play_start):
            if self._changing is None:
                self._changing = changing(scene.animations or ())
            self._read_layout(scene, self.frames, self._changing, always=False)
        self._advance(1)

    def scene_finished(self, scene: Scene) -> None:
        """A scene that plays nothing is one frame long."""
        if not self.num_plays:
            self._hold(scene, 1 / self.frame_rate)
            self._end_play(scene, "Still", still=True)
        self.handover.flush()

    # ------------------------------------------------------------------ drawing

    def _draw_everything(self, scene: Scene) -> Box:
        return self.painter.draw_all(self.camera, _roots(scene))

    def _picture(self, scene: Scene) -> Pixels:
        """The scene as it stands, to keep."""
        self.handover.spoil()
        self._draw_everything(scene)
        return self.painter.pixels.copy()

    def _hold(self, scene: Scene, seconds: float) -> None:
        """Show the scene as it stands for whole frames, rounded up; it is drawn once."""
        if self.skip_animations:
            return
        count = frames_of(seconds, self.frame_rate)
        if self._wants_any(count):
            touched = self._draw_held(scene)
            self.handover.give(self.frames, self.painter.pixels, count, touched)
        self._advance(count)

    def _draw_held(self, scene: Scene) -> Box:
        over_the_rest = drawn_over_the_rest(scene, self.camera)
        if over_the_rest is None:
            return self._draw_everything(scene)
        self.painter.draw_resting(self.camera, scene.static_mobjects)
        return self.painter.draw_moving(self.camera, over_the_rest)

    def _prepare_static_image(self, scene: Scene) -> None:
        """Draw what will not move in this play, if any of its frames will be drawn at all."""
        self._has_static, self._static_ids, self._unchanged = False, frozenset(), None
        count = frames_of(scene.duration, self.frame_rate)
        # Without moving mobjects, an updater of the scene itself may still add some.
        if self.skip_animations or not scene.moving_mobjects or not self._wants_any(count):
            return
        self.painter.draw_resting(self.camera, scene.static_mobjects)
        self._has_static = True
        self._only_camera = only_the_camera_moves(scene)
        self._static_ids = frozenset(map(id, scene.static_mobjects))
        self._static_roots = {id(root): root for root in _roots(scene) if self._is_static(root)}

    def _is_static(self, root: Mobject) -> bool:
        parts = root.family_members_with_points()
        return bool(parts) and all(id(part) in self._static_ids for part in parts)

    def _draw_moving(self, scene: Scene) -> Box:
        """Draw one frame of a play on top of what does not move.

        What moves is looked up on every frame. Manim does so once, when the play begins, and then
        goes on drawing parts that an updater has replaced.
        """
        if not self._has_static:
            return self._draw_everything(scene)
        if self._unchanged is not None:
            return self.painter.draw_moving(self.camera, self._unchanged)
        members = self._families.members(
            [root for root in _roots(scene) if id(root) not in self._static_roots],
            use_z_index=self.camera.use_z_index,
        )
        moving = [member for member in members if id(member) not in self._static_ids]
        if self._only_camera:
            self._unchanged = moving = Unchanged(moving)
        return self.painter.draw_moving(self.camera, moving)

    def _wants_any(self, count: int) -> bool:
        return any(self.sink.wants(frame) for frame in range(self.frames, self.frames + count))

    # ------------------------------------------------------------------ bookkeeping

    def looks_at(self, offset: int) -> bool:
        """Whether anybody wants to see this frame of the play that is running."""
        return self.sink.wants(self._play_start + offset) or self._reads_layout_at(offset)

    def reach(self, offset: int) -> None:
        """All frames of the play before this one are over, whether they were run or not."""
        self._advance(self._play_start + offset - self.frames)

    def _reads_layout_at(self, offset: int) -> bool:
        return self.sink.reads_layout and offset > 0 and offset % self._layout_interval == 0

    def _advance(self, count: int) -> None:
        if not count:
            return
        self.frames += count
        self.time = self.frames / self.frame_rate
        self.sink.passed(self.frames)

    def _end_play(self, scene: Scene, name: str, still: bool) -> None:
        count = self.frames - self._play_start
        if count == 0:  # a skipped section
            return
        play = Play(len(self.plays), name, self._play_start, count, still)
        self.plays.append(play)
        if self.sink.reads_layout:
            self._read_layout(scene, play.end_frame - 1, frozenset(), always=True)
        self.handover.after_play(play, lambda: self._picture(scene))

    def _read_layout(
        self, scene: Scene, frame: int, still_changing: frozenset[int], *, always: bool
    ) -> None:
        self.sink.examine(scene, self.painter, frame, still_changing)
        boxes = text_boxes(scene, frame, still_changing=still_changing)
        texts = [(box.text, box.x_min, box.x_max, box.y_min, box.y_max) for box in boxes]
        if always or texts != self._last_texts:
            while self.boxes and self.boxes[-1].frame == frame:  # the end of a play counts more
                self.boxes.pop()
            self.boxes.extend(boxes)
            self._last_texts = texts
        if always:
            self.sink.texts(frame, len(boxes))


def _roots(scene: Scene) -> list[Mobject]:
    return list_update(scene.mobjects, scene.foreground_mobjects)
