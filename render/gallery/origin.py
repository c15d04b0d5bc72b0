"""The ``steepest`` command that makes a render again, exactly as it is."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from render.gallery.parameters import parameters_of
from render.gallery.records import Render
from render.job import QUALITIES
from render.request.options import DEFAULTS
from render.request.values import as_text


def command_of(render: Render) -> str:
    """The command, quoted for a POSIX shell; a parameter at its default is left out.

    The renderer is always named, because another one may draw other pixels. A voice or a scene
    that is a file is named without its folder, which the record does not tell.
    """
    if render.is_lecture:
        return shlex.join(["steepest", "lecture", f"{render.stem}.toml"])
    return shlex.join(["steepest", "render", *_target(render), *_options(render)])


def _target(render: Render) -> list[str]:
    file, lesson = render.record["file"], render.record["lesson"]
    return [lesson] if file is None else [f"./{file}", lesson]


def _options(render: Render) -> list[str]:
    record = render.record
    words: list[str] = []
    by_default = {each.name for each in parameters_of(render) if each.value == each.default}
    for name in record["changed"]:
        # What was swept stands in the file name even at its default.
        option = "--sweep" if name in by_default else "--set"
        words += [option, f"{name}={as_text(record['parameters'][name])}"]
    words += _sweep(render)
    if _quality_was_typed(record):
        words += ["--quality", record["quality"]["name"]]
    if record["theme"] != DEFAULTS["theme"]:
        words += ["--theme", record["theme"]]
    if record["voice"]["name"] != DEFAULTS["voice"]:
        words += ["--voice", record["voice"]["name"]]
    if record["format"] != DEFAULTS["format"]:
        words += ["--format", record["format"]]
    if record["transparent"]:
        words.append("--transparent")
    if record["section"] is not None:
        words += ["--section", record["section"]]
    if render.moment is not None:
        words += ["--at", as_text(render.moment)]
    if record["seed"]:
        words += ["--seed", str(record["seed"])]
    if record["renderer"] is not None:
        words += ["--renderer", record["renderer"]]
    return words


def _sweep(render: Render) -> list[str]:
    """What puts the clips of a sweep side by side."""
    if not render.swept:
        return []
    words = []
    for name, values in render.swept.items():
        texts = [as_text(value) for value in values]
        words += ["--sweep", f"{name}={(';' if ',' in ''.join(texts) else ',').join(texts)}"]
    words.append("--grid")
    heard = render.record["grid"].get("heard")
    if heard is not None:
        clip = render.record["grid"]["swept"][heard]
        for name, value in clip.items():
            words += ["--hear", f"{name}={as_text(value)}"]
    return words


def _quality_was_typed(record: Mapping[str, Any]) -> bool:
    """Whether it must be typed; for a file that sets its own size, ``--quality`` overrules it."""
    quality = record["quality"]
    if quality["name"] != DEFAULTS["quality"] or record["file"] is None:
        return bool(quality["name"] != DEFAULTS["quality"])
    default = QUALITIES[DEFAULTS["quality"]]
    side = min(quality["width"], quality["height"])
    rate = quality["frame_rate"]
    return bool((side, rate) == (min(default.width, default.height), default.frame_rate))
