import json
import wave

import numpy as np
import pytest
import tiny

from render.script.reading import how_to_say
from scenes.voice.numerals import with_words


@pytest.fixture(autouse=True)
def _small(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)
    monkeypatch.chdir(tmp_path)


def run(*arguments, code=0, json=False):
    result = tiny.steepest_run(*arguments, *(["--json"] if json else []))
    assert result.exit_code == code, result.output
    return result.stdout if json else result


def record(path, seconds=0.6):
    time = np.arange(round(seconds * 48000)) / 48000
    sound = 0.4 * sum(np.sin(2 * np.pi * 150 * k * time + k * k) / k for k in range(1, 9))
    quiet = np.zeros(24000)
    samples = np.concatenate([quiet, sound, quiet])
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48000)
        file.writeframes((samples * 10000).astype("<i2").tobytes())


def refused(*arguments):
    from click.testing import CliRunner

    from render.cli import steepest
    from render.errors import UsageError

    with pytest.raises(UsageError) as caught:
        CliRunner().invoke(
            steepest, [str(a) for a in arguments], standalone_mode=False, catch_exceptions=False
        )
    return str(caught.value)


def test_the_page_numbers_the_lines_by_section():
    page = run("script", "tiny").stdout
    assert "# How small can a lesson be?" in page
    assert "## It appears" in page
    assert "`001.wav`" in page
    assert "> One circle." in page
    assert "25 = “twenty-five”" in page


def test_the_words_are_those_of_the_parameters():
    data = json.loads(run("script", "tiny", "--set", "condition_number=5", "--json").stdout)
    assert [line["text"] for line in data["lines"]] == ["One circle.", "Number 5."]
    assert data["lines"][1]["file"] == "002.wav"
    assert data["changed"] == {"condition_number": "5"}


def test_it_writes_a_page_and_a_record(tmp_path):
    shown = run("script", "tiny", "-o", "takes/").stdout.split()
    assert shown == ["takes/script.md", "takes/script.json"]
    assert run("script", "tiny", "-o", "elsewhere/lines.txt").exit_code == 0
    assert (tmp_path / "elsewhere" / "script.json").exists()


def test_missing_lines_are_said_before_anything_is_made(tmp_path):
    run("script", "tiny", "-o", "takes")
    record(tmp_path / "takes" / "1.wav")
    message = refused("render", "tiny", "--quality", "tiny", "--voice", "takes/")
    assert "no take of 1 line of the 2" in message
    assert "002  Number 25." in message
    assert not (tmp_path / "out").exists()
    text = run("script", "tiny", "--takes", "takes", code=1).stdout
    assert "missing" in text
    page = run("script", "tiny", "--takes", "takes", "--missing").stdout
    assert "Number 25." in page
    assert "One circle." not in page


def test_changed_lines_are_said(tmp_path):
    run("script", "tiny", "-o", "takes")
    for number in (1, 2):
        record(tmp_path / "takes" / f"{number}.wav", 0.5 + number / 10)
    changed = ("--set", "condition_number=5")
    message = refused("plan", "tiny", "--voice", "takes", *changed)
    assert '002  Number 5.  (was: "Number 25.")' in message
    assert "steepest script tiny --set condition_number=5 -o takes" in message
    assert "note: 2.wav says words" in run("script", "tiny", *changed, "-o", "takes").stdout
    assert "002  Number 5." in refused("plan", "tiny", "--voice", "takes", *changed)
    # What was recorded for the first words still says them.
    assert run("plan", "tiny", "--voice", "takes").exit_code == 0
    missing = json.loads(run("script", "tiny", *changed, "--takes", "takes", code=1, json=True))
    assert missing["lines"][1]["file"] == "002b.wav"
    assert "`002b.wav`" in (tmp_path / "takes" / "script.md").read_text()
    record(tmp_path / "takes" / "002b.wav", 0.9)
    assert run("plan", "tiny", "--voice", "takes", *changed).exit_code == 0
    assert run("plan", "tiny", "--voice", "takes").exit_code == 0


def test_a_lesson_is_rendered_with_the_takes(tmp_path):
    run("script", "tiny", "-o", "all/tiny")
    for number in (1, 2):
        record(tmp_path / "all" / "tiny" / f"{number}.wav")
    small = ("--quality", "tiny", "--voice", "all", "--json")
    data = json.loads(run("render", "tiny", *small).stdout)
    assert data[0]["status"] == "rendered"
    manifest = json.loads((tmp_path / "out" / "tiny.json").read_text())
    assert manifest["voice"]["name"] == "tiny"
    words = manifest["timeline"]["lines"][0]["words"]
    assert words[0]["start"] > manifest["timeline"]["lines"][0]["start"]
    assert json.loads(run("render", "tiny", *small).stdout)[0]["status"] == "kept"
    record(tmp_path / "all" / "tiny" / "2.wav", 0.8)
    tiny.forget()
    assert json.loads(run("render", "tiny", *small).stdout)[0]["status"] == "rendered"


def test_bad_takes_are_told(tmp_path):
    run("script", "tiny", "-o", "takes")
    record(tmp_path / "takes" / "1.wav", 4.0)
    (tmp_path / "takes" / "2.wav").write_bytes(b"nothing")
    text = run("script", "tiny", "--takes", "takes", code=1).stdout
    assert "TOO LONG FOR THESE WORDS" in text
    assert "CANNOT BE READ" in text
    message = refused("plan", "tiny", "--voice", "takes")
    assert "2.wav cannot be read as a recording" in message
    assert "1.wav" not in message


def test_the_page_of_what_is_missing(tmp_path):
    run("script", "tiny", "-o", "takes")
    record(tmp_path / "takes" / "1.wav")
    arguments = ("script", "tiny", "--takes", "takes", "--missing")
    assert run(*arguments, "-o", "left.md").stdout == "left.md\n"
    assert "One circle." not in (tmp_path / "left.md").read_text()
    record(tmp_path / "takes" / "2.wav")
    assert run(*arguments).stdout == "nothing is missing\n"


def test_a_folder_beside_a_parameter_file(tmp_path):
    (tmp_path / "talk").mkdir()
    run("script", "tiny", "-o", "talk/takes")
    for number in (1, 2):
        record(tmp_path / "talk" / "takes" / f"{number}.wav")
    (tmp_path / "talk" / "a.toml").write_text('lesson = "tiny"\nvoice = "takes"\n')
    assert "tiny" in run("plan", "tiny", "--params", "talk/a.toml").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("script", "tiny", "--missing"), "--missing needs the folder"),
        (("script", "tiny", "--takes", "gone"), "no script.json"),
        (("script", "tiny", "--takes", ".", "-o", "x"), "leave -o out"),
        (("script", "tiny", "-o", "script.json"), "name the page script.md"),
        (("script", "long"), "says nothing"),
        (("plan", "tiny", "--voice", "takes/"), "there is no folder of takes takes/"),
        (("plan", "tiny", "--voice", "."), "steepest script tiny -o"),
    ],
)
def test_what_cannot_be(arguments, message):
    assert message in refused(*arguments)


def test_the_takes_of_another_lesson(tmp_path):
    run("script", "tiny", "-o", "takes")
    record(tmp_path / "takes" / "1.wav")
    assert "holds takes of tiny" in refused("script", "other", "-o", "takes")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It goes down.", []),
        ("The eigenvalues of RMSProp don't matter.", []),
        ("With κ = 25, it stops.", [("κ = 25", "kappa equals twenty-five")]),
        ("At −0.049 it stops.", [("−0.049", "minus zero point zero four nine")]),
        ("The 3rd of 1,024.", [("3rd", "third"), ("1,024", "one thousand twenty-four")]),
    ],
)
def test_how_formulas_are_said(text, said):
    assert how_to_say(text) == said


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("0", "zero"),
        ("13", "thirteen"),
        ("20", "twenty"),
        ("342", "three hundred forty-two"),
        ("1000007", "one million seven"),
        ("3.10", "three point one zero"),
        ("1st", "first"),
        ("22nd", "twenty-second"),
        ("30th", "thirtieth"),
        ("10 to the minus 3", "ten to the minus three"),
    ],
)
def test_numbers_in_words(number, words):
    assert with_words(number) == words


def test_a_lecture_says_which_takes_are_missing(tmp_path):
    (tmp_path / "talk").mkdir()
    run("script", "tiny", "-o", "talk/takes/tiny")
    record(tmp_path / "talk" / "takes" / "tiny" / "1.wav")
    lecture = 'title = "A"\nquality = "tiny"\nvoice = "takes"\n[[lesson]]\nlesson = "tiny"\n'
    (tmp_path / "talk" / "a.toml").write_text(lecture)
    message = refused("lecture", "talk/a.toml", "--check")
    assert "a.toml:5: talk/takes/tiny has no take of 1 line" in message
    assert "002  Number 25." in message
    record(tmp_path / "talk" / "takes" / "tiny" / "2.wav")
    assert run("lecture", "talk/a.toml", "--check").exit_code == 0
