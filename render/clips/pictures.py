"""The drawn frames of a section, read back from a folder of PNG files."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image

from render.clips.shots import Shot
from render.picture import Pixels

_KEPT = 8


class Pictures:
    """Frames by their numbers; those that are alike have the same number.

    Parameters
    ----------
    folder : of the PNG files, or a single one

    Attributes
    ----------
    numbers : of each frame the first frame that looks the same
    """

    def __init__(self, folder: Path) -> None:
        self._paths = sorted(folder.iterdir()) if folder.is_dir() else [folder]
        known: dict[tuple[int, int], int] = {}
        self.numbers: list[int] = []
        for index, path in enumerate(self._paths):
            found = path.stat()
            # Frames that are alike are one file with many names.
            self.numbers.append(known.setdefault((found.st_dev, found.st_ino), index))
        self._read = lru_cache(_KEPT)(self._decode)

    def shot(self, shot: Shot, width: int, height: int) -> Pixels:
        """The picture of a shot at a size, uint8 (height, width, 4), premultiplied alpha."""
        pixels = self._read(shot.first)
        if shot.share:
            other = self._read(shot.second)
            mixed = pixels * np.float32(1 - shot.share) + other * np.float32(shot.share)
            pixels = np.rint(mixed).astype(np.uint8)
        return resized(pixels, width, height)

    def _decode(self, number: int) -> Pixels:
        with Image.open(self._paths[number]) as image:
            straight = np.asarray(image.convert("RGBA"))
        alpha = straight[..., 3:]
        if (alpha == 255).all():
            return straight
        pixels = straight.copy()
        colours = straight[..., :3].astype(np.uint16) * alpha
        pixels[..., :3] = (colours + 127) // 255
        return pixels


def resized(pixels: Pixels, width: int, height: int) -> Pixels:
    """A picture at another size; every channel by itself, as premultiplied colours have to be."""
    if pixels.shape[:2] == (height, width):
        return pixels
    image = Image.fromarray(pixels, "CMYK")  # four channels that mean nothing to Pillow
    # Lanczos rings around thin lines, which makes a GIF of them half as large again.
    return np.array(image.resize((width, height), Image.Resampling.HAMMING))
