"""Small real uses of what rendering needs. Each returns what it found, or raises."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from render.errors import SteepestError
from render.job import Quality
from render.store.versions import installed
from scenes.cache_folder import VARIABLE

_SIZE = Quality("probe", 128, 72, 10)
_FRAMES = 5


def speak_probe(name: str) -> str:
    """Really speak a word, not from the cache."""
    from scenes.voice import load

    with _empty_cache():
        line = load(name).speak("Gradient.")
    return f"said a word in {line.duration:.2f} s" if line.audio else "silence, timed by the words"


def formula_probe() -> str:
    """Set a formula with Typst."""
    import typst

    picture = typst.compile(b"$ nabla f $", format="svg")
    if not isinstance(picture, bytes) or b"<path" not in picture:
        raise SteepestError("Typst set an empty page")
    return f"Typst {installed('typst')} set one"


def draw_probe(renderer: str) -> str:
    """Draw a frame of a scene: ``raster``, ``opengl``, or ``cairo``, Manim's own camera."""
    from manim import Circle, Scene

    from render.picture import Boxes, Pixels
    from render.staging.director import direct
    from render.staging.frames import FrameSink

    seen: list[bool] = []

    class Sink(FrameSink):
        def wants(self, frame: int) -> bool:
            return True

        def frame(self, first: int, pixels: Pixels, repeat: int, changed: Boxes) -> None:
            seen.append(bool(pixels[..., :3].any()))

    class Probe(Scene):
        def construct(self) -> None:
            self.add(Circle(fill_opacity=1))
            self.wait(0.1)

    direct(Probe, _SIZE, Sink(), renderer=renderer)
    if not any(seen):
        raise SteepestError("a circle was drawn and cannot be seen")
    if renderer == "cairo":
        import cairo

        return f"cairo {cairo.cairo_version_string()} drew a frame"
    return f"skia {installed('skia-python')} drew a frame"


def encode_probe(fmt: str) -> str:
    """Encode a few frames and read them back."""
    import av
    import numpy as np

    from render.encoding.opening import open_encoder

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"probe.{fmt}")
        picture = np.zeros((_SIZE.height, _SIZE.width, 4), dtype=np.uint8)
        picture[..., 3] = 255
        with open_encoder(path, fmt, _SIZE.width, _SIZE.height, _SIZE.frame_rate, False) as encoder:
            for shade in range(_FRAMES):
                picture[..., 0] = 50 * shade
                encoder.write(picture)
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            count = sum(1 for _ in container.decode(stream))
            codec = stream.codec_context.name
    if count != _FRAMES:
        raise SteepestError(f"{codec} gave back {count} of {_FRAMES} frames")
    return f"{codec} encoded and decoded {count} frames"


@contextmanager
def _empty_cache() -> Iterator[None]:
    """For a moment, another cache folder: what is in the usual one proves nothing."""
    before = os.environ.get(VARIABLE)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[VARIABLE] = folder
        try:
            yield
        finally:
            if before is None:
                del os.environ[VARIABLE]
            else:
                os.environ[VARIABLE] = before
