"""The file writer that writes no file: it notes sounds, sections and subcaptions of a scene.

Manim's manager and renderer talk to a file writer; this one has the same interface.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from manim import config
from manim.scene.section import Section as ManimSection
from manim.utils.sounds import get_full_sound_file_path

from render.timeline import Section, Sound, Subcaption


class Recorder:
    """Takes the place of Manim's ``SceneFileWriter``.

    Parameters
    ----------
    settings : Manim's settings of the writer; only the folder of sound files is used
    frames_so_far : how many frames the scene has shown up to now
    begin : told the name of each section that begins, and whether it is left out
    """

    def __init__(
        self, settings: Any, frames_so_far: Callable[[], int], begin: Callable[[str, bool], None]
    ) -> None:
        self.settings = settings
        self.output_plan = settings.plan
        self.output_spec = settings.plan.output
        self.video_encoder = None
        self.frame_count = 0
        self.includes_sound = False
        self.partial_movie_files: list[str | None] = []
        self.sections: list[ManimSection] = []
        self.subcaptions: list[Any] = []  # Manim's manager appends srt.Subtitle
        self.sounds: list[Sound] = []
        self._section_starts: list[int] = []
        self._frames_so_far = frames_so_far
        self._begin = begin
        self.next_section("autocreated", "default.normal", False)

    def next_section(self, name: str, type_: str, skip_animations: bool) -> None:
        """Begin a section; the one before it ends here."""
        self.sections.append(ManimSection(type_, None, name, skip_animations))
        self._section_starts.append(self._frames_so_far())
        self._begin(name, skip_animations)

    def finish_last_section(self) -> None:
        """Nothing to do: sections without frames are left out when they are read."""

    def add_sound(
        self,
        sound_file: str,
        time: float | None = None,
        gain: float | None = None,
        gain_to_background: float | None = None,
    ) -> None:
        """Note a sound. Raises OSError where the file cannot be found."""
        start = 0.0 if time is None else float(time)
        if start < 0:
            raise ValueError(f"the sound {sound_file} would start {-start:.2f} s before the scene")
        path = _sound_file(sound_file, self.settings.assets_dir)
        self.includes_sound = True
        self.sounds.append(
            Sound(str(path.absolute()), start, float(gain or 0.0), float(gain_to_background or 0.0))
        )

    def add_partial_movie_file(self, hash_animation: str | None) -> None:
        """Note that one more play belongs to the current section."""
        self.partial_movie_files.append(hash_animation)
        self.sections[-1].partial_movie_files.append(hash_animation)

    def is_already_cached(self, hash_invocation: str) -> bool:
        """Nothing is: every play is directed anew."""
        return False

    def begin_animation(self, allow_write: bool = False, **kwargs: Any) -> None:
        """Nothing to open."""

    def end_animation(self, allow_write: bool = False) -> None:
        """Nothing to close."""

    def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
        """Frames go to the sink, not here."""

    def save_image(self, pixels: Any) -> None:
        """No image is saved."""

    def finish(self) -> None:
        """Nothing to assemble."""

    def abort_encode_jobs(self, *, reraise_encoder_failures: bool = False) -> None:
        """Nothing runs in the background."""

    def recorded_sections(self) -> tuple[Section, ...]:
        """The sections that have frames; the last one lasts up to now."""
        ends = [*self._section_starts[1:], self._frames_so_far()]
        return tuple(
            Section(section.name, section.name, start, end - start)
            for section, start, end in zip(self.sections, self._section_starts, ends, strict=True)
            if end > start
        )

    def recorded_subcaptions(self) -> tuple[Subcaption, ...]:
        """All subcaptions in the order of their start."""
        found = [
            Subcaption(entry.content, entry.start.total_seconds(), entry.end.total_seconds())
            for entry in self.subcaptions
        ]
        return tuple(sorted(found, key=lambda subcaption: subcaption.start))


def _sound_file(name: str, assets: Path) -> Path:
    """Where Manim looks, and then beside the file of the scene."""
    try:
        return get_full_sound_file_path(name, assets)
    except OSError:
        if not config.input_file:
            raise
        with suppress(OSError):
            return get_full_sound_file_path(name, Path(config.input_file).parent)
        raise
