"""Manim's global settings for a while."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from manim import config
from manim.constants import RendererType


@contextmanager
def settings_of_manim(settings: Mapping[str, Any]) -> Iterator[None]:
    """Set some; all of them are put back afterwards, whatever has changed them meanwhile.

    Does what Manim's ``tempconfig`` does, but leaves the renderer be where it stays the same:
    setting it gives 150 classes new bases and makes Python forget what it knows of them, 8 ms each
    time, twice for every run of a scene and of its file. That was half of the time of a small one.
    """
    before = config.copy()
    given = dict(settings)
    renderer = RendererType(given.pop("renderer", config.renderer))
    config.update(given)
    if renderer is not config.renderer:
        config.renderer = renderer
    try:
        yield
    finally:
        if config.renderer is before.renderer:
            config._d.update(before._d)
        else:
            config.update(before)
