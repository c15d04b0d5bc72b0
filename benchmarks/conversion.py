"""What it costs to turn drawn pictures into what encoders take, all of it and a part.

    python -m benchmarks.conversion

CPU milliseconds of one 1080p picture, the best of several, and by how much chroma is off (of 255).
"""

from __future__ import annotations

import time
from collections.abc import Callable

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

from render.encoding.parts import Memory
from render.encoding.pixels import Converter, Frame, planes
from render.picture import Box

WIDTH, HEIGHT = 1920, 1080
REPEATS = 15
WAYS = {
    "swscale's default (bicubic)": Interpolation.BICUBIC,
    "2 x 2 averages, accurate": Interpolation.AREA
    | Interpolation.ACCURATE_RND
    | Interpolation.FULL_CHR_H_INP,
    "2 x 2 averages, full chroma input": Interpolation.AREA | Interpolation.FULL_CHR_H_INP,
    "2 x 2 averages": Interpolation.AREA,
    "one pixel of four": Interpolation.POINT,
}


def best(work: Callable[[], object]) -> float:
    """Milliseconds of CPU."""
    times = []
    for _ in range(REPEATS):
        begun = time.process_time()
        work()
        times.append(1e3 * (time.process_time() - begun))
    return min(times)


def picture() -> np.ndarray:
    """Noise: chroma that could not be harder."""
    pixels = np.random.default_rng(0).integers(0, 256, (HEIGHT, WIDTH, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    return pixels


def convert(pixels: np.ndarray, way: Interpolation, reformatter: VideoReformatter) -> av.VideoFrame:
    source = av.VideoFrame.from_numpy_buffer(pixels, "rgba")
    source.color_range = ColorRange.JPEG
    return reformatter.reformat(
        source,
        format="yuv420p",
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=ColorRange.MPEG,
        interpolation=way,
        threads=1,
    )


def chroma_error(pixels: np.ndarray, frame: av.VideoFrame) -> float:
    """The largest difference from the mean of 2 x 2 pixels by the formula of BT.709."""
    colours = pixels[..., :3].astype(float)
    luma = colours @ [0.2126, 0.7152, 0.0722]
    errors = []
    for channel, scale, plane in ((2, 1.8556, 1), (0, 1.5748, 2)):
        chroma = (colours[..., channel] - luma) / scale * 224 / 255 + 128
        mean = chroma.reshape(HEIGHT // 2, 2, WIDTH // 2, 2).mean(axis=(1, 3))
        errors.append(np.abs(planes(frame)[plane] - mean).max())
    return float(max(errors))


def main() -> None:
    pixels = picture()
    for name, way in WAYS.items():
        reformatter = VideoReformatter()
        frame = convert(pixels, way, reformatter)
        milliseconds = best(lambda w=way, r=reformatter: convert(pixels, w, r))
        print(f"{name:36} {milliseconds:6.2f} ms   {chroma_error(pixels, frame):6.2f}")
    converter = Converter("yuv420p", WIDTH, HEIGHT, alpha=False)
    frame, memory = Frame("yuv420p", WIDTH, HEIGHT), Memory(pixels)
    for size in (16, 64, 256, 540, 1080):
        box = Box(0, size, 100, 100 + size)

        def update(box: Box = box) -> None:
            memory.clear()
            frame.paste(converter(pixels, (box,), memory))

        milliseconds = best(update)
        print(f"a box of {size:4} x {size:4} {milliseconds:21.2f} ms")
    target = np.empty_like(pixels)
    print(f"copying all of it {best(lambda: np.copyto(target, pixels)):24.2f} ms")


if __name__ == "__main__":
    main()
