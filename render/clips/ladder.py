"""How small a clip can be made, in steps from the best to the least that is still a clip.

Each rung is smaller than the one before it: first the encoder's quality goes down as far as the
picture bears it, then the size of the picture, then its rate.
"""

from __future__ import annotations

from dataclasses import dataclass

_ROUGHEST_RATE = 8
_NARROWEST = 64


@dataclass(frozen=True)
class Rung:
    """One way to encode a clip.

    Attributes
    ----------
    quality : what the encoder is told: crf (mp4, webm), quantiser (mov), colours (gif, png)
    scale : of width and height
    rate : frames a second at most; 0 for all that there are
    sound : kbit a second
    """

    quality: float
    scale: float = 1.0
    rate: int = 0
    sound: int = 160

    def size(self, width: int, height: int) -> tuple[int, int]:
        """Width and height in pixels, both even."""
        wide = max(round(width * self.scale / 2) * 2, min(width, _NARROWEST))
        return wide, max(round(wide * height / width / 2) * 2, 2)

    def frame_rate(self, given: int) -> int:
        """Frames a second."""
        return min(given, self.rate or given)


def _rungs(*steps: tuple[float, int, int, tuple[float, ...]]) -> tuple[Rung, ...]:
    return tuple(
        Rung(quality, scale, rate, sound)
        for scale, rate, sound, qualities in steps
        for quality in qualities
    )


LADDERS: dict[str, tuple[Rung, ...]] = {
    "mp4": _rungs(
        (1.0, 0, 160, (26.1, 27.5, 29, 30.5, 32, 33.5)),
        (1.0, 30, 96, (33.5, 35)),
        (0.75, 30, 96, (32, 33.5, 35, 36.5)),
        (0.5, 30, 64, (33, 35, 37)),
        (0.5, 15, 64, (35, 37)),
        (0.375, 15, 48, (35, 37, 39)),
        (0.25, _ROUGHEST_RATE, 32, (38, 42, 46, 51)),
    ),
    "webm": _rungs(
        (1.0, 0, 160, (24, 27, 30, 33, 36, 39, 42)),
        (1.0, 30, 96, (42, 45)),
        (0.75, 30, 96, (40, 44, 48)),
        (0.5, 30, 64, (42, 46, 50)),
        (0.5, 15, 48, (52,)),
        (0.375, 15, 32, (50, 54)),
        (0.25, _ROUGHEST_RATE, 24, (54, 58, 63)),
    ),
    "mov": _rungs(
        (1.0, 0, 160, (4, 6, 9, 13)),
        (1.0, 30, 160, (13, 18)),
        (0.75, 30, 160, (13, 18)),
        (0.5, 30, 160, (9, 13, 18, 24)),
        (0.5, 15, 160, (18, 24)),
        (0.25, 15, 160, (13, 18, 24)),
        (0.25, _ROUGHEST_RATE, 160, (24, 31)),
    ),
    # A GIF is as large as it has frames: on a section of curves, 30 frames a second take twice the
    # bytes of 15, while 128 colours in place of 256 save an eighth and cost thin lines their hue.
    "gif": _rungs(
        (1.0, 0, 0, (256,)),
        (1.0, 25, 0, (256,)),
        (1.0, 20, 0, (256,)),
        (1.0, 15, 0, (256,)),
        (1.0, 12, 0, (256,)),
        (1.0, 10, 0, (256,)),
        (0.75, 10, 0, (256,)),
        (0.65, 10, 0, (256,)),
        (0.55, 10, 0, (256,)),
        (0.5, 10, 0, (256, 128)),
        (0.5, _ROUGHEST_RATE, 0, (192, 128)),
        (0.4, _ROUGHEST_RATE, 0, (192, 128)),
        (0.33, _ROUGHEST_RATE, 0, (192, 128)),
        (0.25, _ROUGHEST_RATE, 0, (192, 128)),
        (0.2, 6, 0, (128, 64)),
        (0.15, 5, 0, (64,)),
        (0.1, 4, 0, (32,)),
    ),
    "png": _rungs(
        (1.0, 0, 0, (0, 256, 128, 64)),
        (0.75, 0, 0, (128, 64)),
        (0.5, 0, 0, (128, 64, 32)),
        (0.25, 0, 0, (64, 32)),
        (0.125, 0, 0, (32, 16)),
    ),
}
"""The rungs of each format, the best first; ``quality`` 0 of png means all colours."""


def ladder_for(
    fmt: str, width: int, height: int, frame_rate: int, *, sound: bool
) -> tuple[Rung, ...]:
    """The rungs of a format that differ for a clip of this size and rate, with or without sound."""
    found: dict[tuple[object, ...], Rung] = {}
    for rung in LADDERS[fmt]:
        picture = (rung.size(width, height), rung.frame_rate(frame_rate), rung.quality)
        found.setdefault((*picture, rung.sound if sound else 0), rung)
    return tuple(found.values())
