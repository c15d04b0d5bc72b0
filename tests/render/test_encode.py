"""Encoded frames come back: as many, at the same rate, in the same colours."""

from __future__ import annotations

import hashlib
import resource
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from media import decoded, rgba
from render.encoding.encoder import Encoder
from render.encoding.opening import open_encoder
from render.encoding.png import write_png
from render.encoding.repeatable import repeatable
from render.encoding.settings import video_settings
from render.errors import SteepestError, UsageError
from render.store.files import atomic_path

WIDTH, HEIGHT = 160, 90
FORMATS = [
    ("mp4", False),
    ("webm", False),
    ("webm", True),
    ("mov", False),
    ("mov", True),
]


def canvas(value: int = 0, width: int = WIDTH, height: int = HEIGHT) -> NDArray[np.uint8]:
    frame = np.full((height, width, 4), value, dtype=np.uint8)
    frame[..., 3] = 255
    return frame


def encode(path: Path, frames: list[tuple[NDArray[np.uint8], int]], transparent: bool) -> None:
    height, width, _ = frames[0][0].shape
    with open_encoder(path, path.suffix[1:], width, height, 30, transparent) as encoder:
        for frame, repeat in frames:
            encoder.write(frame, repeat)


@pytest.mark.parametrize(("fmt", "transparent"), FORMATS)
def test_every_frame_arrives_in_its_place(tmp_path: Path, fmt: str, transparent: bool) -> None:
    path = tmp_path / f"count.{fmt}"
    levels, repeats = [20, 60, 100, 140, 180], [1, 7, 1, 40, 3]
    frame = canvas()
    with open_encoder(path, fmt, WIDTH, HEIGHT, 30, transparent) as encoder:
        for level, repeat in zip(levels, repeats, strict=True):
            frame[..., :3] = level  # the same array every time: it is read at once
            encoder.write(frame, repeat)
        encoder.write(canvas(255), repeat=0)
        assert encoder.frames == 52
    shown = decoded(path)
    means = np.array([rgba(each)[..., :3].mean() for each in shown])
    assert np.abs(means - np.repeat(levels, repeats)).max() < 2
    assert np.allclose([each.time for each in shown], np.arange(52) / 30, atol=0.0006)
    with av.open(str(path)) as container:
        assert container.streams.video[0].average_rate == 30
        assert abs(container.duration / av.time_base - 52 / 30) < 0.001


@pytest.mark.parametrize(("fmt", "transparent"), FORMATS)
def test_a_colour_patch_survives(tmp_path: Path, fmt: str, transparent: bool) -> None:
    random = np.random.default_rng(11)
    corners = np.array(np.meshgrid([0, 255], [0, 255], [0, 255])).reshape(3, -1).T
    colours = np.concatenate([corners, random.integers(0, 256, (24, 3))]).reshape(4, 8, 3)
    frame = canvas(0, 320, 180)
    frame[..., :3] = colours.repeat(45, axis=0).repeat(40, axis=1)
    path = tmp_path / f"patches.{fmt}"
    encode(path, [(frame, 3)], transparent)
    for shown in decoded(path):
        middles = rgba(shown)[22::45, 20::40]
        assert np.abs(middles[..., :3] - colours).max() <= 2
        assert (middles[..., 3] == 255).all()


@pytest.mark.parametrize("fmt", ["mp4", "webm", "mov"])
def test_the_file_says_bt709(tmp_path: Path, fmt: str) -> None:
    path = tmp_path / f"tags.{fmt}"
    encode(path, [(canvas(80), 2)], False)
    frame = decoded(path)[0]
    assert (frame.colorspace, frame.color_range) == (1, 1)
    if fmt != "webm":  # the decoder of VP9 does not pass on what WebM says of these
        assert (frame.color_primaries, frame.color_trc) == (1, 1)


@pytest.mark.parametrize("fmt", ["webm", "mov"])
def test_transparency_is_kept_with_straight_alpha(tmp_path: Path, fmt: str) -> None:
    frame = np.zeros((HEIGHT, WIDTH, 4), dtype=np.uint8)
    frame[20:60, 20:80] = (128, 64, 32, 128)
    frame[20:60, 100:140] = (255, 255, 255, 255)
    path = tmp_path / f"alpha.{fmt}"
    encode(path, [(frame, 2)], True)
    shown = decoded(path)[1]
    assert "yuva" in shown.format.name
    pixels = rgba(shown)
    assert np.abs(pixels[40, 50] - (255, 128, 64, 128)).max() <= 2
    assert np.abs(pixels[40, 120] - 255).max() <= 2
    assert pixels[5, 5, 3] == 0
    with av.open(str(path)) as container:
        if fmt == "webm":
            assert container.streams.video[0].metadata["alpha_mode"] == "1"
        else:
            assert container.streams.video[0].codec_context.codec_tag == "ap4h"


@pytest.mark.parametrize("fmt", ["webm", "mov"])
def test_edges_of_what_is_transparent_have_no_dark_fringe(tmp_path: Path, fmt: str) -> None:
    down, across = np.mgrid[0:HEIGHT, 0:WIDTH]
    inside = np.clip(30 - np.hypot(across - 80, down - 45), 0, 1)[..., None]
    frame = np.round(inside * (250, 220, 60, 255)).astype(np.uint8)
    path = tmp_path / f"disc.{fmt}"
    encode(path, [(frame, 3)], True)
    shown = rgba(decoded(path)[-1]) / 255
    over_white = shown[..., :3] * shown[..., 3:] + 1 - shown[..., 3:]
    wanted = frame[..., :3] / 255 + 1 - inside
    edge = (np.abs(np.hypot(across - 80, down - 45) - 29.5) < 1.5)[..., None]
    assert np.abs((over_white - wanted) * edge).sum() / edge.sum() / 3 < 2.5 / 255


@pytest.mark.parametrize(("fmt", "transparent"), FORMATS)
def test_the_same_frames_give_the_same_picture(tmp_path: Path, fmt: str, transparent: bool) -> None:
    random = np.random.default_rng(3)
    frames = [(canvas(), 1)]
    for index in range(12):
        frame = frames[-1][0].copy()
        frame[10:50, 5 + 8 * index : 40 + 8 * index, :3] = random.integers(0, 256, 3)
        frames.append((frame, 1 + index % 3))
    digests = set()
    path = tmp_path / f"again.{fmt}"
    for _ in range(10):
        encode(path, frames, transparent)
        digest = hashlib.sha256()
        for shown in decoded(path):
            digest.update(rgba(shown).tobytes())
        digests.add(digest.hexdigest())
    assert len(digests) == 1


@pytest.mark.parametrize(("fmt", "transparent"), FORMATS)
def test_frames_that_an_encoder_still_holds_are_not_painted_over(
    tmp_path: Path, fmt: str, transparent: bool
) -> None:
    path = tmp_path / f"moving.{fmt}"
    with open_encoder(path, fmt, WIDTH, HEIGHT, 30, transparent) as encoder:
        for index in range(30):
            frame = canvas(40)
            frame[30:50, 4 * index : 4 * index + 20, :3] = 220
            encoder.write(frame)
    for index, shown in enumerate(decoded(path)):
        row = rgba(shown)[40, :, 0]
        bright = np.flatnonzero(row > 130)
        assert abs(bright[0] - 4 * index) <= 1
        assert abs(bright[-1] - 4 * index - 19) <= 1


def test_x264_is_kept_from_instructions_that_do_not_repeat() -> None:
    options = {"crf": "22", "x264-params": "ref=2"}
    assert repeatable(options, {"X86_V3"}) == options
    for found in ({"X86_V3", "X86_V4"}, {"AVX512_SKX"}):
        assert repeatable(options, found) == {"crf": "22", "x264-params": "ref=2:asm=avx2"}
    assert repeatable({"profile": "4444"}, {"X86_V4"}) == {"profile": "4444"}


def test_the_threads_do_not_depend_on_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    before = [video_settings(fmt, 1280, 720, False) for fmt in ("mp4", "webm", "mov")]
    monkeypatch.setattr("os.cpu_count", lambda: 64)
    assert [video_settings(fmt, 1280, 720, False) for fmt in ("mp4", "webm", "mov")] == before
    assert [settings.threads for settings in before] == [1, 2, 2]
    assert video_settings("mp4", 3840, 2160, False).threads == 1


def test_480p_is_854_pixels_wide(tmp_path: Path) -> None:
    path = tmp_path / "draft.mp4"
    encode(path, [(canvas(90, 854, 480), 2)], False)
    pixels = rgba(decoded(path)[0])
    assert pixels.shape == (480, 854, 4)
    assert np.abs(pixels[..., :3] - 90).max() <= 2


@pytest.mark.parametrize("fmt", ["mp4", "webm"])
def test_an_odd_size_is_refused_with_one_that_works(tmp_path: Path, fmt: str) -> None:
    path = tmp_path / f"odd.{fmt}"
    with pytest.raises(UsageError, match=r"got 853x479 \(try 854x480\)"):
        open_encoder(path, fmt, 853, 479, 30, False)
    assert not path.exists()


def test_prores_takes_an_odd_size(tmp_path: Path) -> None:
    path = tmp_path / "odd.mov"
    encode(path, [(canvas(90, 161, 91), 2)], True)
    assert rgba(decoded(path)[0]).shape == (91, 161, 4)


def test_unknown_formats_and_alpha_without_room_for_it_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no video format 'avi'"):
        open_encoder(tmp_path / "a.avi", "avi", WIDTH, HEIGHT, 30, False)
    with pytest.raises(UsageError, match="mp4 cannot be transparent"):
        open_encoder(tmp_path / "a.mp4", "mp4", WIDTH, HEIGHT, 30, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("fmt", ["mp4", "webm", "mov", "gif"])
def test_a_failure_in_the_block_removes_the_file(tmp_path: Path, fmt: str) -> None:
    def fail() -> None:
        with open_encoder(tmp_path / f"a.{fmt}", fmt, WIDTH, HEIGHT, 30, False) as encoder:
            encoder.write(canvas(), 3)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("fmt", ["mp4", "gif"])
def test_a_video_needs_a_frame(tmp_path: Path, fmt: str) -> None:
    encoder = open_encoder(tmp_path / f"a.{fmt}", fmt, WIDTH, HEIGHT, 30, False)
    with pytest.raises(ValueError, match="no frame was written"):
        encoder.close()
    assert list(tmp_path.iterdir()) == []


def test_frames_of_the_wrong_kind_are_refused(tmp_path: Path) -> None:
    with open_encoder(tmp_path / "a.mp4", "mp4", WIDTH, HEIGHT, 30, False) as encoder:
        with pytest.raises(ValueError, match=r"expected uint8 \(90, 160, 4\), got uint8 \(90, 1"):
            encoder.write(canvas()[..., :3])
        with pytest.raises(ValueError, match="got float64"):
            encoder.write(canvas().astype(float))
        with pytest.raises(ValueError, match="repeat must be >= 0"):
            encoder.write(canvas(), -1)
        encoder.write(canvas()[:, ::-1])
    assert len(decoded(tmp_path / "a.mp4")) == 1


def write_noise(encoder: Encoder) -> None:
    random = np.random.default_rng(0)
    for _ in range(20):
        encoder.write(random.integers(0, 256, (HEIGHT, WIDTH, 4), dtype=np.uint8))


@pytest.mark.parametrize("fmt", ["mp4", "webm", "mov", "gif"])
def test_no_room_is_one_line_and_leaves_the_old_file(tmp_path: Path, fmt: str) -> None:
    target = tmp_path / f"a.{fmt}"
    target.write_bytes(b"old")

    def work() -> None:
        with (
            atomic_path(target) as temporary,
            open_encoder(temporary, fmt, WIDTH, HEIGHT, 30, False) as encoder,
        ):
            write_noise(encoder)

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(SteepestError, match="it grew larger than files may be there"):
            work()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    assert target.read_bytes() == b"old"


def test_a_picture_is_written_opaque_or_with_straight_alpha(tmp_path: Path) -> None:
    frame = np.zeros((4, 6, 4), dtype=np.uint8)
    frame[:2] = (128, 64, 32, 128)
    write_png(tmp_path / "opaque.png", frame)
    write_png(tmp_path / "alpha.png", frame, transparent=True)
    with Image.open(tmp_path / "opaque.png") as opaque, Image.open(tmp_path / "alpha.png") as alpha:
        assert opaque.mode == "RGB"
        assert opaque.getpixel((0, 0)) == (128, 64, 32)
        assert alpha.getpixel((0, 0)) == (255, 128, 64, 128)
        assert alpha.getpixel((0, 3)) == (0, 0, 0, 0)


def test_a_long_hold_is_small(tmp_path: Path) -> None:
    path = tmp_path / "hold.mp4"
    frame = canvas(30)
    frame[20:70, 30:90, :3] = np.random.default_rng(0).integers(0, 256, (50, 60, 3))
    encode(path, [(frame, 1)], False)
    short = path.stat().st_size
    encode(path, [(frame, 240)], False)
    assert path.stat().st_size < 3 * short
