"""Which codec each format uses and how it is set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from render.errors import UsageError


@dataclass(frozen=True)
class VideoSettings:
    """A codec and all that decides its output.

    Attributes
    ----------
    codec : name of the FFmpeg encoder
    pixel_format : what it is fed
    alpha : whether ``pixel_format`` has an alpha plane
    threads : fixed, for the number of threads changes the frames
    even : whether width and height must be even
    options : options of the encoder
    """

    codec: str
    pixel_format: str
    alpha: bool
    threads: int
    even: bool
    options: Mapping[str, str] = field(default_factory=dict)


def video_settings(
    fmt: str, width: int, height: int, frame_rate: int, transparent: bool
) -> VideoSettings:
    """The settings for one format and picture size.

    Raises
    ------
    UsageError : the format cannot have this size
    """
    large = width * height > 1920 * 1088
    settings = {
        "mp4": VideoSettings(
            codec="libx264",
            pixel_format="yuv420p",
            alpha=False,
            threads=4 if large else 2,
            even=True,
            options={
                "preset": "veryfast",
                "tune": "animation",
                "crf": "20",
                "g": str(4 * frame_rate),
            },
        ),
        "webm": VideoSettings(
            codec="libvpx-vp9",
            pixel_format="yuva420p" if transparent else "yuv420p",
            alpha=transparent,
            threads=4 if large else 2,
            even=True,
            options={
                "deadline": "good",
                "cpu-used": "5",
                "crf": "24",
                "b": "0",
                "row-mt": "1",
                "g": str(4 * frame_rate),
                "auto-alt-ref": "0" if transparent else "1",
            },
        ),
        "mov": VideoSettings(
            codec="prores_ks",
            pixel_format="yuva444p10le" if transparent else "yuv444p10le",
            alpha=transparent,
            threads=4 if large else 2,
            even=False,
            options={"profile": "4444", "vendor": "apl0"},
        ),
    }[fmt]
    if settings.even and (width % 2 or height % 2):
        raise UsageError(
            f"{fmt} needs an even width and height, got {width}x{height} "
            f"(try {width + width % 2}x{height + height % 2})"
        )
    return settings
