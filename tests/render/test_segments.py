"""Segments: their bounds, who draws them, and how they are kept until the video is finished."""

import os
import time

import av
import pytest
import tiny

from render.request.asked import Request
from render.request.request import resolve_one
from render.store import segment_folder
from render.store.segment_folder import SEGMENTS, SegmentFolder, sweep_segments
from render.timeline import Play
from render.work import pipeline
from render.work.lesson import LessonRun
from render.work.segments import Claims, bounds, course, segment_length, shares


@pytest.fixture(autouse=True)
def _small(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)


def long_job(out, **options):
    return resolve_one(Request(("long",), quality="tiny", voice="none", out=out, **options))


def test_segments_do_not_depend_on_the_length_of_the_scene():
    length = segment_length("mp4", 30)
    assert length == 120
    assert [(b.index, b.start, b.stop) for b in bounds(0, 250, length)] == [
        (0, 0, 120),
        (1, 120, 240),
        (2, 240, 250),
    ]
    assert list(bounds(0, 900, length))[:2] == list(bounds(0, 240, length))
    assert [(b.index, b.start, b.frames) for b in bounds(130, 270, length)] == [
        (1, 130, 110),
        (2, 240, 30),
    ]
    assert list(bounds(7, 7, length)) == []
    assert len(list(bounds(0, 10**6, segment_length("gif", 50)))) == 1


@pytest.mark.parametrize("finished", [(), (0, 1, 2), (1, 4, 6)])
def test_every_segment_that_is_not_finished_has_one_owner(finished):
    parts = shares(3, finished)
    for segment in range(30):
        owners = [share.index for share in parts if share.owns(segment)]
        assert len(owners) == (segment not in finished)
    counts = [sum(share.owns(segment) for segment in range(30)) for share in parts]
    assert max(counts) - min(counts) <= 1


def test_workers_that_see_each_other_take_what_is_left(tmp_path):
    one, two = Claims(tmp_path, frozenset({1})), Claims(tmp_path, frozenset({1}))
    assert [one.owns(0), two.owns(0), two.owns(1), two.owns(2), one.owns(2), one.owns(3)] == [
        True,
        False,
        False,
        True,
        False,
        True,
    ]
    assert one.count() == 3


def test_the_course_of_a_scene_is_what_is_over():
    plays = [Play(i, f"play {i}", 10 * i, 10, False) for i in range(4)]
    assert course(plays, 20) == course(plays[:2], 20) == course(plays, 29)
    assert course(plays, 30) != course(plays, 20)
    longer = [*plays[:1], Play(1, "play 1", 10, 11, False)]
    assert course(longer, 21) != course(plays, 21)


@pytest.fixture
def folder():
    return SegmentFolder("key")


def keep(folder, name, content=b"pictures", first=0):
    path = folder.temporary(".mp4")
    path.write_bytes(content)
    return folder.keep(path, name, first, 5, "course")


def truncate(path):
    path.write_bytes(path.read_bytes()[:-3])


def empty(path):
    path.write_bytes(b"")


def flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)


def remove(path):
    path.unlink()


@pytest.mark.parametrize("damage", [truncate, empty, flip, remove])
@pytest.mark.parametrize("suffix", ["mp4", "json"])
def test_a_damaged_segment_counts_for_nothing(folder, damage, suffix):
    entries = {number: keep(folder, str(number), first=5 * number) for number in range(3)}
    assert folder.finished() == entries
    damage(folder.path / f"1.{suffix}")
    assert folder.find("1") is None
    assert sorted(folder.finished()) == [0, 2]
    keep(folder, "1", first=5)
    assert folder.finished() == entries


@pytest.mark.parametrize("place", range(0, 200, 17))
def test_no_flipped_bit_of_a_record_goes_unnoticed(folder, place):
    entry = keep(folder, "0")
    path = folder.path / "0.json"
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    assert folder.find("0") in {None, entry}
    assert folder.find("0") is None or content.decode().lower() == path.read_text().lower()


def test_a_folder_in_use_stays(folder):
    with folder.used():
        keep(folder, "0")
        folder.remove()
        assert folder.find("0") is not None
        sweep_segments(age=-1)
        assert folder.find("0") is not None
    folder.remove()
    assert not folder.path.exists()


def test_a_folder_that_a_killed_run_used_does_not(folder):
    keep(folder, "0")
    mark = segment_folder.temporary_beside(folder.path / "x", ".in-use")
    mark.with_name(mark.name.replace(f"-{os.getpid()}-", "-999999999-")).touch()
    folder.remove()
    assert not folder.path.exists()


def test_old_folders_are_swept(folder):
    keep(folder, "0")
    sweep_segments()
    assert folder.find("0") is not None
    week = time.time() - 8 * 86400
    os.utime(folder.path, (week, week))
    sweep_segments()
    assert not folder.path.exists()


def test_the_video_is_the_same_whoever_draws_it(tmp_path):
    (files, others) = (tmp_path / "one", tmp_path / "three")
    pipeline.render(long_job(files))
    with LessonRun(long_job(others), place=tmp_path) as lesson:
        tasks = [*lesson.begin(), *lesson.help(), *lesson.help()]
        claims = tasks[0].owner
        for segment in range(0, 8, 3):
            assert claims.owns(segment)  # somebody else's, for now
        assert tasks[0].run(print_nothing).frames == 301 - 3 * 40
        for segment in range(0, 8, 3):
            (claims.folder / str(segment)).unlink()
        followers = [after for task in tasks for after in lesson.drawn(task.run(print_nothing))]
        assert lesson.help() == []
        lesson.finished(followers[0].run(print_nothing))
    assert sorted(p.name for p in files.iterdir()) == sorted(p.name for p in others.iterdir())
    for path in files.iterdir():
        assert path.read_bytes() == (others / path.name).read_bytes(), path.name
    assert list((tmp_path / "cache" / SEGMENTS).iterdir()) == []


def print_nothing(step):
    pass


def test_a_later_run_goes_on_from_finished_segments(tmp_path):
    job = long_job(tmp_path / "out")
    with LessonRun(job) as lesson:
        (task,) = lesson.begin()
        task.run(print_nothing)  # and then nothing more happens
    count = len(lesson.folder.finished())
    assert count == 8
    flip(lesson.folder.path / "2.mp4")
    truncate(lesson.folder.path / "5.mp4")
    steps = []
    outcome = pipeline.render(job, steps.append)
    assert outcome.status == "rendered"
    assert max(step.done for step in steps) == 2 * 40
    pipeline.render(long_job(tmp_path / "other"))
    for path in outcome.files:
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()


def test_segments_of_a_run_that_went_another_way_are_not_used(tmp_path):
    job = long_job(tmp_path / "out")
    with LessonRun(job) as lesson:
        (task,) = lesson.begin()
        task.run(print_nothing)
        for number in (3, 4):
            entry = lesson.folder.find(str(number))
            lesson.folder.discard(str(number))
            path = lesson.folder.temporary(".mp4")
            path.write_bytes(b"of another run")
            lesson.folder.keep(path, str(number), entry.first, entry.frames, "another")
    steps = []
    outcome = pipeline.render(job, steps.append)
    with av.open(str(outcome.files[0])) as container:
        assert sum(1 for _ in container.decode(video=0)) == outcome.frames


def test_a_section_begins_in_the_middle_of_a_segment(tmp_path):
    job = tiny.tiny_job(tmp_path / "out", section="move")
    with LessonRun(job) as lesson:
        (task,) = lesson.begin()
        section = task.run(print_nothing).timeline.sections[1]
        assert section.start_frame % 20
        assert lesson.folder.finished()[section.start_frame // 20].first == section.start_frame
    assert pipeline.render(job).frames == section.frames
