"""The small lessons in the place of the real ones, for one test."""

from pathlib import Path

from click.testing import CliRunner

from render.cli import steepest
from render.job import QUALITIES, Quality
from render.request.asked import Request
from render.request.request import resolve_one
from render.store import cache
from render.store.source import lesson_source, shared_source
from scenes.catalogue import LESSONS, Entry

TINY = Quality("tiny", 160, 90, 10)
CLASSES = {
    "tiny": "TinyLesson",
    "failing": "FailingLesson",
    "dying": "DyingLesson",
    "slow": "SlowLesson",
    "stuck": "StuckLesson",
    "long": "LongLesson",
    "fragile": "FragileLesson",
}


def install(monkeypatch, tmp_path: Path) -> None:
    """Only the small lessons, a small quality and an empty cache folder."""
    for name in list(LESSONS):
        monkeypatch.delitem(LESSONS, name)
    for name, scene_class in CLASSES.items():
        entry = Entry(name, f"What is {name}?", 1, "tiny_story", "tiny_lesson", scene_class)
        monkeypatch.setitem(LESSONS, name, entry)
    entry = Entry("other", "What else?", 2, "other_story", "tiny_lesson", "OtherLesson")
    monkeypatch.setitem(LESSONS, "other", entry)
    monkeypatch.setitem(QUALITIES, "tiny", TINY)
    monkeypatch.setenv("STEEPEST_CACHE_DIR", str(tmp_path / "cache"))
    forget()


def forget() -> None:
    """As if the process were new: hash all sources again."""
    for function in (shared_source, lesson_source, cache.voice_identity):
        function.cache_clear()


def tiny_job(out: Path, *settings: str, **options):
    """The job of ``steepest render tiny --voice none --quality tiny``."""
    options = {"quality": "tiny", "voice": "none"} | options
    return resolve_one(Request(("tiny",), settings=settings, out=out, **options))


def steepest_run(*arguments):
    """Run the command in this process."""
    return CliRunner().invoke(steepest, [str(argument) for argument in arguments])
