"""What encoder settings cost and what they give, on pictures as our scenes have them.

    python -m benchmarks.encoder_settings [--only lesson] [--quality 720p30] [--try NAME=OPTIONS]

Draws the first seconds of several scenes once (raw, kept in --frames: 1 to 2 GB), encodes them with
stock Manim's settings, with ours and with those of --try, and prints for each: CPU and wall time a
frame, PSNR of the RGB and SSIM of the brightness that is decoded against what was drawn, and size.
Conversion to YUV is left out (benchmarks/conversion.py measures it), held frames are left out.

OPTIONS are those of FFmpeg's libx264, such as preset=superfast,crf=23,x264-params=bframes=3:ref=1.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace

from benchmarks.drawn_frames import Drawn, drawn
from render.encoding.parts import Memory
from render.encoding.pixels import Converter, Frame
from render.encoding.repeatable import repeatable
from render.encoding.settings import video_settings
from render.job import QUALITIES, Quality

CASES = {
    # name: renderer and seconds
    "contours": ("raster", 4),
    "path": ("raster", 4),
    "texts": ("raster", 4),
    "formulas": ("raster", 4),
    "lesson": ("raster", 4),
    "surface-32": ("raster", 2),
}


@dataclass(frozen=True)
class Candidate:
    """Settings to try; ``stock`` converts as Manim does."""

    name: str
    options: Mapping[str, str]
    threads: int
    stock: bool = False


@dataclass(frozen=True)
class Result:
    cpu: float
    wall: float
    psnr: float
    ssim: float
    size: int


def candidates(quality: Quality, tries: list[str]) -> Iterator[Candidate]:
    """Stock, ours, and what was asked for."""
    yield Candidate("stock", {"crf": "23"}, 0, stock=True)
    ours = video_settings("mp4", quality.width, quality.height, False)
    yield Candidate("ours", repeatable(ours.options), ours.threads)
    for each in tries:
        name, _, words = each.partition("=")
        options = dict(word.split("=", 1) for word in words.split(","))
        threads = int(options.pop("threads", str(ours.threads)))
        yield Candidate(name, repeatable(options), threads)


def converted(pictures: Drawn, stock: bool) -> Iterator[tuple[av.VideoFrame, float]]:
    """The frames that the encoder is given, and the CPU time that they took to make."""
    quality = pictures.quality
    convert = Converter("yuv420p", quality.width, quality.height, alpha=False)
    ours = Frame("yuv420p", quality.width, quality.height)
    begun = time.thread_time()
    for index, picture in enumerate(pictures):
        if stock:
            frame = av.VideoFrame.from_ndarray(picture.pixels, "rgba").reformat(format="yuv420p")
        else:
            frame = ours.paste(convert(picture.pixels, picture.changed, Memory(picture.pixels)))
        frame.pts = index
        frame.time_base = Fraction(1, quality.frame_rate)
        yield frame, time.thread_time() - begun
        begun = time.thread_time()


def encode(pictures: Drawn, candidate: Candidate, folder: Path) -> tuple[float, float]:
    """CPU and wall seconds of encoding alone; stock begins a file for every play."""
    began, elsewhere, wall = time.process_time(), 0.0, 0.0
    starts = pictures.plays if candidate.stock else frozenset()
    container: av.container.OutputContainer | None = None
    for number, (frame, seconds) in enumerate(converted(pictures, candidate.stock)):
        elsewhere += seconds
        begun = time.perf_counter()
        if container is None or number in starts:
            if container is not None:
                finish(container)
            container = opened(pictures.quality, candidate, folder / f"{number:05}.mp4")
        container.mux(container.streams.video[0].encode(frame))
        wall += time.perf_counter() - begun
    begun = time.perf_counter()
    if container is not None:
        finish(container)
    wall += time.perf_counter() - begun
    return time.process_time() - began - elsewhere, wall


def opened(quality: Quality, candidate: Candidate, path: Path) -> av.container.OutputContainer:
    container = av.open(str(path), "w", format="mp4")
    stream = container.add_stream(
        "libx264", rate=quality.frame_rate, options=dict(candidate.options)
    )
    stream.width, stream.height = quality.width, quality.height
    stream.pix_fmt = "yuv420p"
    stream.codec_context.thread_count = candidate.threads
    if not candidate.stock:
        stream.codec_context.colorspace = Colorspace.ITU709
        stream.codec_context.color_range = ColorRange.MPEG
    return container


def finish(container: av.container.OutputContainer) -> None:
    container.mux(container.streams.video[0].encode(None))
    container.close()


def shown(folder: Path) -> Iterator[av.VideoFrame]:
    for path in sorted(folder.iterdir()):
        with av.open(str(path)) as container:
            yield from container.decode(video=0)


def compare(pictures: Drawn, folder: Path, stride: int) -> tuple[float, float]:
    """PSNR over the RGB of every ``stride``-th picture, dB, and mean SSIM of its brightness."""
    squares, likeness = [], []
    for index, (frame, picture) in enumerate(zip(shown(folder), pictures, strict=True)):
        if index % stride:
            continue
        pixels = frame.to_ndarray(format="rgba")  # by its tags; stock's has none and is BT.601
        error = pixels[..., :3].astype(np.float32) - picture.pixels[..., :3]
        squares.append(float((error**2).mean()))
        likeness.append(ssim(pixels, picture.pixels))
    return 10 * np.log10(255**2 / np.mean(squares)), float(np.mean(likeness))


def ssim(one: np.ndarray, other: np.ndarray) -> float:
    """Structural similarity of two RGBA pictures' brightness, by FFmpeg's filter."""
    height, width, _ = one.shape
    graph = av.filter.Graph()
    size = f"video_size={width}x{height}:pix_fmt=gray:time_base=1/25:pixel_aspect=1/1"
    sources = [graph.add("buffer", size) for _ in range(2)]
    judge, sink = graph.add("ssim"), graph.add("buffersink")
    for index, source in enumerate(sources):
        source.link_to(judge, 0, index)
    judge.link_to(sink)
    graph.configure()
    for source, pixels in zip(sources, (one, other), strict=True):
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), "rgba")
        frame = frame.reformat(format="gray", dst_color_range=ColorRange.MPEG)
        frame.pts = 0
        source.push(frame)
        source.push(None)
    return float(sink.pull().metadata["lavfi.ssim.Y"])


def measure(pictures: Drawn, candidate: Candidate, repeats: int, stride: int) -> Result:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        times = [encode(pictures, candidate, folder) for _ in range(repeats)]
        psnr, similarity = compare(pictures, folder, stride)
        count = pictures.pictures
        return Result(
            1e3 * min(cpu for cpu, _ in times) / count,
            1e3 * min(wall for _, wall in times) / count,
            psnr,
            similarity,
            sum(path.stat().st_size for path in folder.iterdir()),
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", action="append", choices=list(CASES))
    parser.add_argument("--quality", default="1080p60", choices=["720p30", "1080p60"])
    parser.add_argument("--try", action="append", default=[], dest="tries")
    parser.add_argument("--frames", type=Path, default=Path(tempfile.gettempdir(), "drawn-frames"))
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--stride", type=int, default=7)
    given = parser.parse_args()
    quality = QUALITIES[given.quality]
    print(
        "scene       settings            CPU, ms  wall, ms  PSNR, dB     SSIM       kB   of stock"
    )
    for name, (renderer, seconds) in CASES.items():
        if given.only and name not in given.only:
            continue
        pictures = drawn(name, quality, seconds * quality.frame_rate, given.frames, renderer)
        stock = 0
        for candidate in candidates(quality, given.tries):
            got = measure(pictures, candidate, given.repeats, given.stride)
            stock = stock or got.size
            print(
                f"{name:11} {candidate.name:18} {got.cpu:8.1f} {got.wall:9.1f} {got.psnr:9.2f} "
                f"{got.ssim:8.5f} {got.size / 1000:8.0f} {got.size / stock:10.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
