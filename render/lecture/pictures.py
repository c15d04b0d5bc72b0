"""Pictures of finished videos, decoded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation

from render.errors import SteepestError
from render.picture import Pixels

_QUALITY = Interpolation.BICUBIC | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT


def pictures(path: Path, frames: Sequence[int]) -> Iterator[Pixels]:
    """Frames of a video of ours, by number, in ascending order.

    Raises
    ------
    SteepestError : the video has no such frame
    """
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        if stream.average_rate is None or stream.time_base is None:
            raise SteepestError(f"{path} is damaged (remove it, and it is made again)")
        frame_time = 1 / (stream.average_rate * stream.time_base)
        shown = -1
        for number in frames:
            container.seek(round(number * frame_time), stream=stream)
            for frame in container.decode(stream):
                shown = round((frame.pts or 0) / frame_time)
                if shown >= number:
                    yield _rgba(frame)
                    break
            if shown != number:
                raise SteepestError(f"{path} has no frame {number} (remove it: it is made again)")


def _rgba(frame: av.VideoFrame) -> Pixels:
    shown = frame.reformat(
        format="rgba",
        src_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.MPEG,
        dst_color_range=ColorRange.JPEG,
        interpolation=_QUALITY,
    )
    return np.asarray(shown.to_ndarray(), dtype=np.uint8)
