"""The options of a command: quality, theme, voice, format and the like, each checked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from render.errors import UsageError
from render.job import FORMATS, Quality
from render.request.asked import Request
from render.request.machine import SOFTWARE_CODEC, remembered_h264
from render.request.parameter_file import ParameterFile
from render.request.preflight import VOICES, check_voice
from render.request.renderer import resolve_renderer
from render.request.suggest import unknown

THEMES = ("dark", "light")
WITH_ALPHA = ("webm", "mov", "gif", "png", "png-sequence")

DEFAULTS: Mapping[str, Any] = {
    "quality": "720p30",
    "theme": "dark",
    "voice": "joe",
    "format": "mp4",
    "transparent": False,
    "section": None,
    "renderer": "auto",
    "seed": 0,
}
"""What holds where neither the command line nor a parameter file says otherwise."""

LARGEST_SEED = 2**32
"""A seed is smaller; numpy takes no other."""

UNDRAWN = "cairo"
"""A renderer for commands that draw nothing: no GPU is looked for."""


def checked_options(
    request: Request, file: ParameterFile | None, qualities: Mapping[str, Quality]
) -> tuple[dict[str, Any], frozenset[str]]:
    """The options, each checked, and the names of those that were given."""
    options = dict(DEFAULTS)
    if file is not None:
        options.update(file.options)
        if "voice" in file.options and file.options["voice"] not in VOICES:
            options["voice"] = str(file.path.parent / Path(file.options["voice"]).expanduser())
    typed = {name: getattr(request, name) for name in DEFAULTS}
    typed = {name: value for name, value in typed.items() if value is not None}
    options.update(typed)
    for name, choices in (("quality", qualities), ("theme", THEMES), ("format", FORMATS)):
        if options[name] not in choices:
            raise UsageError(unknown(name, options[name], choices))
    if not 0 <= options["seed"] < LARGEST_SEED:
        raise UsageError(f"seed must be from 0 to {LARGEST_SEED - 1}, got {options['seed']}")
    if options["transparent"] and options["format"] not in WITH_ALPHA:
        raise UsageError(
            f"{options['format']} cannot be transparent (add --format {' or '.join(WITH_ALPHA)})"
        )
    return options, frozenset([*typed, *(file.options if file else ())])


def drawn_and_encoded(request: Request, options: Mapping[str, Any]) -> tuple[str, str]:
    """What draws, and what encodes H.264."""
    renderer = options["renderer"]
    if request.portable and renderer == "auto":
        renderer = "raster"
    needs_codec = options["format"] == "mp4" and not request.portable
    return resolve_renderer(renderer), remembered_h264() if needs_codec else SOFTWARE_CODEC


def check_moment(seconds: float | None, options: Mapping[str, Any]) -> None:
    """Raise a ``UsageError`` if there can be no still of this moment."""
    if seconds is None:
        return
    if not (math.isfinite(seconds) and seconds >= 0):
        raise UsageError(f"--at must be a number of seconds from the start, got {seconds:g}")
    if options["format"] != "png":
        raise UsageError("--at is for stills (add --format png)")
    if options["section"] is not None:
        raise UsageError("--at counts from the start of the whole lesson (leave --section out)")


def checked_voice(name: str) -> str:
    """A voice that can speak here; a path counts from the current folder."""
    check_voice(name)
    return name if name in VOICES else str(Path(name).expanduser().absolute())
