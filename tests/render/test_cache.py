import ast
import dataclasses
import shutil
import sys

import pytest
import tiny

from render.job import Quality
from render.request.names import manifest_name
from render.store import cache, source
from render.store.lesson_files import lesson_files
from render.work import pipeline, share
from scenes.catalogue import LESSONS, Entry


@pytest.fixture(autouse=True)
def _small(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """The files of the small lesson, rendered once."""
    folder = tmp_path_factory.mktemp("rendered")
    with pytest.MonkeyPatch.context() as patch:
        tiny.install(patch, folder)
        pipeline.render(tiny.tiny_job(folder / "out"))
    return folder / "out"


@pytest.fixture
def job(tmp_path, rendered):
    """The job of files that are up to date, in a folder of their own."""
    shutil.copytree(rendered, tmp_path / "out")
    return tiny.tiny_job(tmp_path / "out")


def test_what_was_rendered_is_up_to_date(job):
    outcome = cache.find(job)
    assert outcome.status == "kept"
    assert [path.name for path in outcome.files] == [
        "tiny.mp4",
        "tiny.vtt",
        "tiny.srt",
        "tiny.png",
        "tiny.json",
    ]
    assert outcome.length == outcome.frames / 10
    assert outcome.size == outcome.files[0].stat().st_size


def test_nothing_is_up_to_date_in_an_empty_folder(tmp_path):
    assert cache.find(tiny.tiny_job(tmp_path / "nowhere")) is None


def damage_truncate(path):
    path.write_bytes(path.read_bytes()[:-7])


def damage_empty(path):
    path.write_bytes(b"")


def damage_flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def damage_remove(path):
    path.unlink()


@pytest.mark.parametrize("damage", [damage_truncate, damage_empty, damage_flip, damage_remove])
@pytest.mark.parametrize("name", ["tiny.mp4", "tiny.srt", "tiny.png"])
def test_damage_is_noticed(job, damage, name):
    damage(job.out / name)
    assert cache.find(job) is None


@pytest.mark.parametrize("damage", [damage_truncate, damage_empty, damage_remove])
def test_a_damaged_record_is_none(job, damage):
    damage(job.out / "tiny.json")
    assert cache.find(job) is None


@pytest.mark.parametrize("text", ["[]", '{"version": 1}', '{"version": 0, "key": ""}', "\xff"])
def test_a_strange_record_is_none(job, text):
    (job.out / "tiny.json").write_text(text, encoding="latin-1")
    assert cache.find(job) is None


def test_a_damaged_video_is_made_again(job):
    before = (job.out / "tiny.mp4").read_bytes()
    damage_flip(job.out / "tiny.mp4")
    assert pipeline.render(job).status == "rendered"
    assert (job.out / "tiny.mp4").read_bytes() == before


def test_a_lost_caption_file_does_not_cost_the_video(job, monkeypatch):
    before = (job.out / "tiny.vtt").read_bytes()
    damage_remove(job.out / "tiny.vtt")
    monkeypatch.setattr(share, "direct", None)
    assert pipeline.render(job).status == "rendered"
    assert (job.out / "tiny.vtt").read_bytes() == before
    assert cache.find(job) is not None


def test_an_unchanged_lesson_is_not_run(job, monkeypatch):
    monkeypatch.setattr(share, "direct", None)
    assert pipeline.render(job).status == "kept"


def test_force_renders_all_of_it(job, monkeypatch):
    steps = []
    outcome = pipeline.render_anew(job, steps.append)
    assert outcome.status == "rendered"
    assert max(step.done for step in steps) == outcome.frames


def test_the_key_covers_what_decides_the_bytes(tmp_path):
    job = tiny.tiny_job(tmp_path)
    others = [
        tiny.tiny_job(tmp_path, "beta=0.5"),
        tiny.tiny_job(tmp_path, theme="light"),
        tiny.tiny_job(tmp_path, quality="draft"),
        tiny.tiny_job(tmp_path, section="move"),
        tiny.tiny_job(tmp_path, format="gif"),
        tiny.tiny_job(tmp_path, format="gif", transparent=True),
        dataclasses.replace(job, seed=1),
        dataclasses.replace(job, lesson="slow"),
        dataclasses.replace(job, quality=Quality("tiny", 160, 90, 12)),
    ]
    keys = [cache.key(one) for one in [job, *others]]
    assert len(set(keys)) == len(keys)


def test_the_key_does_not_depend_on_the_folder(tmp_path):
    assert cache.key(tiny.tiny_job(tmp_path)) == cache.key(tiny.tiny_job(tmp_path / "b"))


def test_the_key_covers_voice_and_tools(tmp_path, monkeypatch):
    job = tiny.tiny_job(tmp_path)
    key = cache.key(job)
    monkeypatch.setattr(cache, "voice_identity", lambda name: "another")
    assert cache.key(job) != key
    monkeypatch.undo()
    tiny.install(monkeypatch, tmp_path)
    monkeypatch.setattr(cache, "versions", lambda: {"manim": "0.23"})
    assert cache.key(job) != key


def test_the_key_covers_the_lesson_and_the_packages(tmp_path, monkeypatch):
    job = tiny.tiny_job(tmp_path)
    key = cache.key(job)
    extra = tmp_path / "sources" / "tiny_story.py"
    extra.parent.mkdir()
    extra.write_text("changed = True")
    monkeypatch.syspath_prepend(str(extra.parent))
    monkeypatch.delitem(sys.modules, "tiny_story")
    tiny.forget()
    assert cache.key(job) != key
    monkeypatch.undo()
    tiny.install(monkeypatch, tmp_path)
    assert cache.key(job) == key
    monkeypatch.setattr(source, "_folders", lambda package: [extra.parent])
    tiny.forget()
    assert cache.key(job) != key


def test_formats_live_side_by_side(job):
    still = tiny.tiny_job(job.out, format="png")
    moving = tiny.tiny_job(job.out, format="gif")
    pipeline.render(still)
    pipeline.render(moving)
    assert manifest_name(still) != manifest_name(moving)
    for one in (job, still, moving):
        assert cache.find(one) is not None


def test_a_lesson_may_have_several_files(tmp_path, monkeypatch):
    for name in ("adam_tale/__init__", "adam_tale/story", "adam_tale/words", "adam_tale_2", "lone"):
        path = tmp_path / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"# {name}")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(LESSONS, "adam", Entry("adam", "", 1, "adam_tale.story", "lone", "Adam"))
    assert [path.stem for path in lesson_files("adam")] == ["__init__", "story", "words", "lone"]


@pytest.mark.parametrize("folder", ["stories", "lessons"])
def test_no_lesson_uses_the_files_of_another(monkeypatch, folder):
    """Or else a change in one of them would not be noticed in the other."""
    monkeypatch.undo()
    owners = {path: lesson for lesson in LESSONS for path in lesson_files(lesson)}
    places = {".".join(("scenes", *path.parts[-3:-1], path.stem)): path for path in owners}
    for path, lesson in owners.items():
        if path.parent.parent.name != folder:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.ImportFrom) and node.module is not None:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            for name in names:
                assert owners[places[name]] == lesson if name in places else True, (path, name)
