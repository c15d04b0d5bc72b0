"""Which codec each format uses and how it is set.

Chosen by measurement against what stock Manim 0.22 does: ``medium``, crf 23; VP9 ``good``, crf 23.
``python -m benchmarks.encoder_settings`` makes the table for H.264 at 1080p60: 4 s of each scene,
CPU for encoding alone (conversion to YUV and held frames left out), PSNR of decoded RGB against
the drawn frames, size as a share of stock's.

==========  =================  ================  =====
scene       CPU, ms, a frame   PSNR, dB          size
            stock  ours        stock  ours
==========  =================  ================  =====
contours     61.1  15.2        34.85  35.17      1.15
path         18.7   6.6        41.44  42.22      0.69
texts        27.6   9.3        42.27  42.72      1.23
formulas     22.1   7.4        48.08  47.69      1.02
lesson       17.9   6.8        41.99  46.55      0.76
surface-32   42.3  12.3        34.17  34.59      1.21
==========  =================  ================  =====

The other formats, 4 s at 720p30:

================================================  ==========  ========  ======
settings                                          CPU, frame  PSNR, dB  kB
================================================  ==========  ========  ======
VP9 good, cpu-used 1, crf 23                         98   ms     37.40     141
VP9 good, cpu-used 5, crf 24                         57   ms     37.26     173
VP9 as below                                          6   ms     37.31     176
ProRes 4444, quantiser searched                      86   ms     67.99  67,894
ProRes 4444 as below                                 15   ms     55.93  42,258
================================================  ==========  ========  ======

ProRes picks its quantiser slice by slice unless told which one, which takes most of its time;
lessons need no such care.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from render.errors import UsageError

_X264 = (
    # Three B-pictures between any two others, whatever comes: looking ahead to choose them costs
    # 3 to 9 ms a frame (b-adapt, mbtree), and without B-pictures files are 15 to 50 % larger.
    "bframes=3:b-adapt=0:scenecut=0",
    # What a held picture needs: the picture before it is the last that others are predicted from,
    # and nothing depends on distances in time.
    "b-pyramid=0:weightb=0",
    # Thin lines: small partitions make files 10 to 15 % smaller (contours), trellis 6 to 10 %. They
    # fly far: a wide search finds them again and makes up for one picture to look in, not two, and
    # for no small partitions in B-pictures, which together take 7 to 9 % of the time.
    "me=umh:merange=8:ref=1:subme=2:trellis=1:partitions=p8x8,i8x8,i4x4",
    # Which frames get how much, so that every kind of scene as a whole (docs/performance.md) comes
    # out at stock's PSNR or above, though its first seconds may not:
    # stock looks 40 frames ahead for that. What stands is drawn by the key picture and the few
    # that follow, so they are made well, and B-pictures, which nobody sees twice, less so. Thin
    # coloured lines need chroma.
    "aq-strength=0.6:qcomp=0.75:ipratio=1.8:pbratio=1.7:chroma-qp-offset=-5",
    # A few lone coefficients are the edge of a line: to drop them saves 1 % and costs 0.2 dB.
    "no-dct-decimate=1",
)

LAMBDA = 118
"""FFmpeg's units for one step of a quantiser."""

SOFTWARE = "libx264"
"""The encoder of H.264 that is there on every machine, and whose frames do not depend on it."""

HARDWARE: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "h264_nvenc": (
        "yuv420p",
        {"preset": "p5", "tune": "hq", "rc": "vbr", "cq": "21", "b": "0", "spatial-aq": "1"},
    ),
    "h264_qsv": ("nv12", {"preset": "medium", "global_quality": "21"}),
    "h264_amf": (
        "yuv420p",
        {"quality": "balanced", "rc": "cqp", "qp_i": "20", "qp_p": "21", "qp_b": "23"},
    ),
    "h264_videotoolbox": ("yuv420p", {"flags": "+qscale", "global_quality": str(65 * LAMBDA)}),
}
"""Encoders of H.264 in graphics hardware, best first: what each is fed, and constant quality.

Their quality and size have not been measured: no machine at hand has one.
"""


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
    fmt: str, width: int, height: int, transparent: bool, codec: str = SOFTWARE
) -> VideoSettings:
    """The settings for one format and picture size.

    Parameters
    ----------
    codec : for MP4, the encoder of H.264

    Raises
    ------
    UsageError : the format cannot have this size
    """
    threads = 4 if width * height > 1920 * 1088 else 2
    if fmt == "mp4" and codec != SOFTWARE:
        settings = hardware_settings(codec)
    else:
        settings = _settings(fmt, transparent, threads)
    if settings.even and (width % 2 or height % 2):
        raise UsageError(
            f"{fmt} needs an even width and height, got {width}x{height} "
            f"(try {width + width % 2}x{height + height % 2})"
        )
    return settings


def hardware_settings(codec: str) -> VideoSettings:
    """The settings of one of the ``HARDWARE`` encoders."""
    pixel_format, options = HARDWARE[codec]
    return VideoSettings(codec, pixel_format, False, 1, True, options)


def _settings(fmt: str, transparent: bool, threads: int) -> VideoSettings:
    if fmt == "mp4":
        return VideoSettings(
            codec="libx264",
            pixel_format="yuv420p",
            alpha=False,
            threads=1,
            even=True,
            options={"preset": "superfast", "crf": "26.1", "x264-params": ":".join(_X264)},
        )
    if fmt == "webm":
        return VideoSettings(
            codec="libvpx-vp9",
            pixel_format="yuva420p" if transparent else "yuv420p",
            alpha=transparent,
            threads=threads,
            even=True,
            options={
                "deadline": "realtime",
                "cpu-used": "6",
                "crf": "24",
                "b": "0",
                "row-mt": "1",
                "auto-alt-ref": "0",  # hidden frames cannot be paired with those of alpha
            },
        )
    return VideoSettings(
        codec="prores_ks",
        pixel_format="yuva444p10le" if transparent else "yuv444p10le",
        alpha=transparent,
        threads=threads,
        even=False,
        options={
            "profile": "4444",
            "vendor": "apl0",
            "alpha_bits": "16",
            "flags": "+qscale",
            "global_quality": str(4 * LAMBDA),
        },
    )
