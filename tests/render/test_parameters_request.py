import dataclasses
from pathlib import Path

import pytest
import tiny

from render.errors import UsageError
from render.job import QUALITIES
from render.request.asked import Request
from render.request.options import DEFAULTS
from render.request.preflight import check_out, check_sections
from render.request.request import resolve
from render.store.lesson_files import section_names
from scenes.catalogue import LESSONS


@pytest.fixture(autouse=True)
def _small(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)


def ask(*lessons, **options):
    return resolve(Request(lessons, **({"voice": "none"} | options)))


def refused(*lessons, **options) -> str:
    with pytest.raises(UsageError) as caught:
        ask(*lessons, **options)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def toml(tmp_path, text) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    return path


def test_defaults():
    (job,) = ask("tiny").jobs
    assert job.quality is QUALITIES["720p30"]
    assert (job.theme, job.format, job.section, job.transparent) == ("dark", "mp4", None, False)
    assert DEFAULTS["voice"] == "joe"


def test_a_lesson_named_twice_is_rendered_once():
    assert [job.lesson for job in ask("tiny", "other", "tiny").jobs] == ["tiny", "other"]


def test_all_lessons():
    assert [job.lesson for job in ask(everything=True).jobs] == [*tiny.CLASSES, "other"]
    assert "not both" in refused("tiny", everything=True)


def test_no_lesson_and_unknown_ones():
    assert "which lesson? (there are: tiny," in refused()
    assert refused("tinny") == "no lesson 'tinny' (did you mean tiny?)"
    assert "no lesson 'qqq' (there are: tiny," in refused("qqq")


def test_a_setting_applies_to_the_lessons_that_have_it():
    resolved = ask("tiny", "other", settings=["tilt=0.5", "condition_number=5"])
    first, second = resolved.jobs
    assert first.changed == ("condition_number",)
    assert second.changed == ("condition_number", "tilt")
    assert resolved.notes == ("tilt applies to other only",)


def test_a_setting_that_no_lesson_has_is_refused():
    message = refused("tiny", "other", settings=["titl=0.5"])
    assert message == "no parameter 'titl' (did you mean tilt?) in these lessons"
    assert refused("tiny", settings=["tilt=1"]).endswith("in tiny")


def test_a_setting_must_suit_every_lesson_that_has_it():
    message = refused("tiny", "other", settings=["condition_number=500"])
    assert message.startswith("condition_number must be <= 100, got 500")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"quality": "1080p"}, "no quality '1080p' (did you mean 1080p60"),
        ({"theme": "drak"}, "no theme 'drak' (did you mean dark?)"),
        ({"format": "mp3"}, "no format 'mp3' (did you mean mp4?)"),
        ({"transparent": True}, "mp4 cannot be transparent (add --format webm or"),
        ({"voice": "jo"}, "no voice 'jo' (did you mean joe?)"),
        ({"voice": "gone/voice.onnx"}, "there is no voice file"),
        ({"params": Path("gone.toml")}, "cannot read gone.toml: no such file or directory ("),
        ({"params": Path()}, ". is a folder (name a .toml file with parameters in it)"),
    ],
)
def test_bad_options(options, message):
    assert refused("tiny", **options).startswith(message)


def test_a_voice_file_that_is_not_one(tmp_path):
    path = tmp_path / "voice.onnx"
    path.write_text("hello")
    message = refused("tiny", voice=str(path))
    assert "voice.onnx cannot be used" in message


def test_a_parameter_file(tmp_path):
    path = toml(
        tmp_path,
        'lesson = "tiny"\ntheme = "light"\nformat = "gif"\ntransparent = true\n'
        "condition_number = 5\nstart = [-4, 3]\n",
    )
    (job,) = ask(params=path).jobs
    assert (job.lesson, job.theme, job.format, job.transparent) == ("tiny", "light", "gif", True)
    assert job.parameters["start"] == [-4.0, 3.0]
    assert job.changed == ("condition_number", "start")


def test_the_command_line_goes_before_the_file(tmp_path):
    path = toml(tmp_path, 'lesson = ["tiny", "other"]\ntheme = "light"\ncondition_number = -5\n')
    (job,) = ask("tiny", params=path, theme="dark", settings=["condition_number=7"]).jobs
    assert job.theme == "dark"
    assert job.parameters["condition_number"] == 7


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("beta = 2", "{path}:1: beta must be < 1, got 2 (try 0.9, the default)"),
        ("steps = 2\nbeta = nan", "{path}:2: beta must be a finite number, got nan"),
        (
            "steps = 2\nbta = 1\nqualty = 'draft'\nzzz = 1",
            "{path}:2: unknown keys bta (did you mean beta?), qualty (did you mean quality?), zzz",
        ),
        ("theme = 5", "{path}:1: theme must be a text, got 5"),
        ("theme = 'blue'", "no theme 'blue'"),
        ("lesson = 5", "{path}: lesson must be a name or a list of names"),
        ("[tiny]\nbeta = 0.5", "{path}: [tiny] is a table; write parameters as name = value"),
        ("\nbeta = ?", "{path}:2: not TOML: Invalid value"),
        ("beta 5", "{path}:1: not TOML: "),
    ],
)
def test_faults_in_a_file_are_found_by_line(tmp_path, text, message):
    path = toml(tmp_path, text)
    options = {} if text.startswith("lesson") else {"lessons": ("tiny",)}
    with pytest.raises(UsageError) as caught:
        resolve(Request(params=path, voice="none", **options))
    assert str(caught.value).startswith(message.format(path=path))


def test_a_file_that_is_not_text(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert "is not a text file in UTF-8" in refused("tiny", params=path)


def test_the_voice_of_a_file_lies_beside_it(tmp_path):
    path = toml(tmp_path, 'voice = "gone.onnx"\n')
    with pytest.raises(UsageError, match=str(tmp_path / "gone.onnx")):
        resolve(Request(("tiny",), params=path))


def test_the_output_folder_must_be_writable(tmp_path, monkeypatch):
    check_out(tmp_path / "to" / "be" / "made")
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="is not a folder"):
        check_out(tmp_path / "file" / "below")

    def refuse(dir):  # noqa: A002
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    with pytest.raises(UsageError, match=r"permission denied \(choose another folder with --out"):
        check_out(tmp_path)
    assert not (tmp_path / "to").exists()


def test_sections_are_known_without_running_the_lesson(monkeypatch):
    monkeypatch.setattr("render.preview.outline.outline", None)
    (job,) = ask("tiny", section="move").jobs
    check_sections([job])
    with pytest.raises(UsageError, match=r"no section 'moves' \(did you mean move\?\) in tiny"):
        check_sections([dataclasses.replace(job, section="moves")])


def test_computed_sections_are_found_by_running_it(monkeypatch):
    monkeypatch.setattr("render.request.preflight.section_names", lambda lesson: None)
    (job,) = ask("tiny", section="move").jobs
    check_sections([job])
    with pytest.raises(UsageError, match="no section 'zzz'"):
        check_sections([dataclasses.replace(job, section="zzz")])


def test_every_lesson_names_its_sections_in_its_source(monkeypatch):
    monkeypatch.undo()
    for lesson in LESSONS:
        assert len(section_names(lesson)) >= 3


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"at": 1.0}, "--at is for stills (add --format png)"),
        ({"at": -1.0, "format": "png"}, "--at must be a number of seconds from the start, got -1"),
        ({"at": float("inf"), "format": "png"}, "--at must be a number of seconds"),
        ({"at": 1.0, "format": "png", "section": "move"}, "--at counts from the start of the"),
        ({"renderer": "skia"}, "no renderer 'skia' (there are: auto, raster, opengl, cairo)"),
    ],
)
def test_moments_and_renderers(options, message):
    assert refused("tiny", **options).startswith(message)
