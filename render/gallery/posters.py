"""A still for renders that come without one: a frame of the finished file itself."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from render.errors import SteepestError
from render.gallery.entries import span
from render.gallery.records import Render

if TYPE_CHECKING:
    from av import VideoFrame, VideoStream
    from av.container import InputContainer


def poster_of(render: Render) -> bytes:
    """The frame that stands for a render, as PNG; see ``render.preview.still.poster_frame``.

    Raises
    ------
    SteepestError : its file cannot be decoded
    """
    from render.preview.still import poster_frame

    section = render.record["section"]
    first, _, _ = span(render.timeline, section)
    known = section in [each.name for each in render.timeline.sections]
    number = poster_frame(render.timeline, section if known else None)
    return _frame(render.path(render.main), number - first)


def _frames(container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
    """All frames; those of WebM by the decoder that knows about transparency."""
    if stream.codec_context.name != "vp9":
        yield from container.decode(stream)
        return
    import av

    decoder = av.CodecContext.create("libvpx-vp9", "r")
    for packet in container.demux(stream):
        yield from decoder.decode(packet)


def _frame(path: Path, number: int) -> bytes:
    """A frame by its number; the last one where a GIF holds fewer, because frames may stay."""
    import av
    from av.error import FFmpegError
    from PIL import Image

    try:
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            rate = stream.average_rate or 1
            moment = None
            for frame in islice(_frames(container, stream), number + 1):
                if moment is not None and frame.time is not None and frame.time > number / rate:
                    break
                moment = frame
            if moment is None:
                raise SteepestError(f"{path} has no pictures (render it again)")
            content = BytesIO()
            picture = Image.fromarray(moment.to_ndarray(format="rgba"))
            picture.save(content, "PNG", optimize=True)
    except FFmpegError as problem:
        raise SteepestError(f"{path} cannot be decoded: {problem} (render it again)") from None
    return content.getvalue()
