import numpy as np
import pytest

from render.clips.fit import fitted
from render.clips.ladder import LADDERS, Rung
from render.clips.programs import PROGRAMS, format_for
from render.clips.shots import Shot, at_rate, looped, plain, runs
from render.clips.sizes import parse_size
from render.errors import SteepestError, UsageError


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("10MB", 10_000_000),
        ("800 kB", 800_000),
        ("2.5 MiB", 2_621_440),
        ("1,5mb", 1_500_000),
        ("123 B", 123),
        ("1g", 10**9),
    ],
)
def test_sizes(text, count):
    assert parse_size(text) == count


@pytest.mark.parametrize(
    "text", ["", "MB", "ten MB", "-1MB", "0", "0B", "5", "10 MBit", "1e3", "nan"]
)
def test_what_is_no_size(text):
    with pytest.raises(UsageError, match="size"):
        parse_size(text)


def test_a_loop_ends_where_it_begins():
    shots = looped(range(20), 4)
    assert len(shots) == 16
    assert shots[:12] == plain(range(4, 16))
    assert [(shot.first, shot.second) for shot in shots[12:]] == [
        (16, 0),
        (17, 1),
        (18, 2),
        (19, 3),
    ]
    shares = [shot.share for shot in shots[12:]]
    assert shares == sorted(shares)
    # A ramp that stands for a motion: no step is larger than within the cross-fade.
    seen = [(1 - shot.share) * shot.first + shot.share * shot.second for shot in shots]
    steps = np.abs(np.diff([*seen, seen[0]]))
    assert steps[-1] <= steps[:-1].max()


def test_a_still_part_is_not_mixed():
    shots = looped([0] * 5 + [5] + [0] * 5, 3)
    assert set(shots) == {Shot(0), Shot(5)}


@pytest.mark.parametrize("fade", [0, 6, 100])
def test_a_cross_fade_that_does_not_fit(fade):
    with pytest.raises(UsageError, match="--fade"):
        looped(range(10), fade)


@pytest.mark.parametrize(("before", "after"), [(30, 15), (30, 12), (15, 15), (60, 8)])
def test_another_rate_keeps_the_length(before, after):
    shots = at_rate(plain(range(90)), before, after)
    assert len(shots) / after == pytest.approx(90 / before, abs=0.5 / after)
    assert shots[0] == Shot(0)
    assert [shot.first for shot in shots] == sorted({shot.first for shot in shots})


def test_shots_that_stay_are_one():
    assert runs(plain([0, 0, 0, 3, 3, 0])) == [(Shot(0), 3), (Shot(3), 2), (Shot(0), 1)]


@pytest.mark.parametrize("limit", [1000, 999, 640, 500, 130, 64])
def test_the_best_that_fits_is_found(tmp_path, limit):
    sizes = [round(1000 * 0.85**step) for step in range(18)]
    ladder = [Rung(float(size)) for size in sizes]
    tried = []

    def encode(rung, path):
        tried.append(rung)
        path.write_bytes(b"x" * round(rung.quality))

    target = tmp_path / "clip.bin"
    rung = fitted(ladder, limit, encode, target)
    assert target.stat().st_size == rung.quality == max(size for size in sizes if size <= limit)
    assert len(tried) <= 7
    assert list(tmp_path.iterdir()) == [target]


def test_what_cannot_be_small_enough(tmp_path):
    ladder = [Rung(100.0), Rung(50.0)]
    with pytest.raises(SteepestError, match=r"50 B \(50 bytes\)"):
        fitted(
            ladder, 49, lambda r, path: path.write_bytes(b"x" * round(r.quality)), tmp_path / "c"
        )
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("fmt", LADDERS)
def test_a_ladder_goes_down(fmt):
    ladder = LADDERS[fmt]
    scales = [rung.scale for rung in ladder]
    assert scales == sorted(scales, reverse=True)
    assert ladder[0].scale == 1
    assert ladder[0].rate == 0
    for rung in ladder:
        width, height = rung.size(854, 480)
        assert width % 2 == height % 2 == 0
        assert width / height == pytest.approx(854 / 480, rel=0.03)


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_has_a_format(name):
    program = PROGRAMS[name]
    assert format_for(program, None, transparent=False) in program.formats
    assert set(program.transparent) <= set(program.formats)
    with pytest.raises(UsageError, match="it takes"):
        format_for(program, "png-sequence", transparent=False)
