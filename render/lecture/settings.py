"""What all parts of a lecture have in common: size, look, voice, what draws and encodes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from render.errors import UsageError
from render.job import QUALITIES, Quality, RenderJob
from render.lecture.manifest import Manifest
from render.request.machine import SOFTWARE_CODEC, remembered_h264
from render.request.options import DEFAULTS, THEMES
from render.request.preflight import VOICES, check_voice
from render.request.renderer import resolve_renderer
from render.request.settings import Settled
from render.request.suggest import unknown

_Answer = TypeVar("_Answer")


@dataclass(frozen=True)
class Settings:
    """Checked options.

    Attributes
    ----------
    folder : of the finished parts. Those of another quality or voice, whose files have the same
        names, lie in another one
    """

    quality: Quality
    theme: str
    voice: str
    renderer: str
    codec: str
    folder: Path

    def job(
        self, lesson: str, settled: Settled, file: Path | None = None, section: str | None = None
    ) -> RenderJob:
        """A video with these options."""
        return RenderJob(
            lesson=lesson,
            parameters=settled.values,
            changed=settled.changed,
            quality=self.quality,
            theme=self.theme,
            voice=self.voice,
            format="mp4",
            transparent=False,
            section=section,
            out=self.folder,
            renderer=self.renderer,
            file=file,
            codec=self.codec,
        )


def settle(
    manifest: Manifest, out: Path, typed: Mapping[str, str | None], *, portable: bool
) -> Settings:
    """Check the options of a manifest; what is wrong with them is added to its faults.

    Parameters
    ----------
    typed : options of the command line, which overrule those of the file
    portable : whether machines draw whose graphics hardware may be another

    Raises
    ------
    UsageError : for what is wrong on the command line
    """
    given = {name: value for name, value in typed.items() if value is not None}
    for name, choices in (("quality", tuple(QUALITIES)), ("theme", THEMES)):
        if given.get(name, choices[0]) not in choices:
            raise UsageError(unknown(name, given[name], choices))
    options = {name: str(value) for name, value in DEFAULTS.items()}
    options |= {**manifest.options, **given}

    def checked(key: str, check: Callable[[], _Answer]) -> _Answer | None:
        try:
            return check()
        except UsageError as problem:
            if key in given:
                raise
            manifest.faults.add((key,), str(problem))
            return None

    base = Path() if "voice" in given else manifest.path.parent
    voice = _voice(options["voice"], base)
    checked("voice", lambda: check_voice(voice))
    wanted = options["renderer"]
    wanted = "raster" if portable and wanted == "auto" else wanted
    quality = QUALITIES[options["quality"]]
    return Settings(
        quality=quality,
        theme=options["theme"],
        voice=voice,
        renderer=checked("renderer", lambda: resolve_renderer(wanted)) or "raster",
        codec=SOFTWARE_CODEC if portable else remembered_h264(),
        folder=out / f"{manifest.name}.parts" / f"{quality.name}-{Path(voice).stem}",
    )


def _voice(name: str, base: Path) -> str:
    """The name of a voice, or the whole path of one that lies where it was said to."""
    path = (base / Path(name).expanduser()).absolute()
    return name if name in VOICES or not path.exists() else str(path)
