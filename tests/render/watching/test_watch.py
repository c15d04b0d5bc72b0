"""A real preview: a file is saved, and what is served changes."""

import io
import socket

import av
import pytest
from watched import HELPER, LESSON, Watching, color, save, write_lesson


@pytest.fixture
def start(tmp_path):
    write_lesson(tmp_path)
    running = []

    def begin(*options):
        running.append(Watching(tmp_path, *options))
        return running[-1]

    yield begin
    for each in running:
        each.end()


def drawn(state):
    return [part["name"] for part in state["draft"]["parts"] if part["changed"]]


def next_draft(watching, number):
    return watching.state(lambda state: state["draft"] and state["draft"]["number"] > number)


def frames_of(watching, number):
    content = watching.get(f"draft-{number}.mp4")[2]
    with av.open(io.BytesIO(content)) as video:
        assert video.streams.audio
        return [frame.to_ndarray(format="rgb24") for frame in video.decode(video=0)]


def test_what_is_saved_is_what_is_served(start, tmp_path):
    watching = start("--params", "mine.toml")
    first = next_draft(watching, 0)
    assert first["title"] == "Which shape is it?"
    assert drawn(first) == ["round", "square"]
    number = first["draft"]["number"]
    before = frames_of(watching, number)
    assert first["draft"]["duration"] == pytest.approx(len(before) / 15)
    assert b"A circle." in watching.get(f"draft-{number}.vtt")[2]

    # A module beside the lesson: the colour of the circle.
    save(tmp_path / "helper.py", HELPER.replace("FF0000", "00FF00"))
    second = next_draft(watching, number)
    assert drawn(second) == ["round"]
    after = frames_of(watching, second["draft"]["number"])
    assert len(after) == len(before)
    shown = len(after) // 4
    assert (color(before[shown]), color(after[shown])) == ("red", "green")
    assert (before[-1] == after[-1]).all()

    # The parameter file; then the lesson, wrong and right again.
    save(tmp_path / "mine.toml", "size = 2.0\n")
    third = next_draft(watching, second["draft"]["number"])
    assert drawn(third) == ["square"]
    save(tmp_path / "mine.toml", "sise = 2.0\n")
    fault = watching.state(lambda state: state["fault"])
    assert "mine.toml:1: unknown key sise (did you mean size?)" in fault["fault"]["message"]
    assert fault["draft"] == third["draft"]
    save(tmp_path / "mine.toml", "size = 2.0\n")
    watching.state(lambda state: not state["fault"] and not state["stage"])

    save(tmp_path / "mine.py", LESSON.replace("A square.", "Four corners."))
    last = next_draft(watching, third["draft"]["number"] + 2)
    assert drawn(last) == ["square"]
    assert b"Four corners." in watching.get(f"draft-{last['draft']['number']}.vtt")[2]
    assert watching.interrupt() == 0
    assert watching.process.stderr.read() == ""


def test_errors_of_the_lesson_are_shown_and_forgotten(start, tmp_path):
    watching = start()
    first = next_draft(watching, 0)
    save(tmp_path / "mine.py", LESSON.replace("run_time=0.4)", "run_time=0.4", 1))
    fault = watching.state(lambda state: state["fault"])["fault"]
    line = 1 + LESSON[: LESSON.index("run_time=0.4)")].count("\n")
    assert fault["message"].startswith(f"mine.py:{line}: ")
    assert any("self.play(FadeIn(circle)" in each for each in fault["trace"])
    assert fault["message"] in watching.line("error: ")

    save(tmp_path / "mine.py", LESSON.replace("Square(self", "1 / 0 + Square(self"))
    fault = watching.state(lambda state: state["fault"] and "Zero" in state["fault"]["message"])
    assert any("1 / 0 + Square(self" in each for each in fault["fault"]["trace"])
    assert not any("/render/" in each for each in fault["fault"]["trace"])

    # A module that is not there yet: writing it is enough.
    save(tmp_path / "mine.py", "from words import SAID\n" + LESSON.replace('"A circle."', "SAID"))
    watching.state(lambda state: state["fault"] and "words" in state["fault"]["message"])
    save(tmp_path / "words.py", 'SAID = "A ring."\n')
    last = watching.state(lambda state: not state["fault"] and not state["stage"])
    assert last["draft"]["number"] > first["draft"]["number"]
    assert drawn(last) == ["round"]
    save(tmp_path / "words.py", 'SAID = "A red ring."\n')
    watching.state(lambda state: state["draft"]["number"] > last["draft"]["number"])


def test_the_last_save_counts(start, tmp_path):
    watching = start()
    number = next_draft(watching, 0)["draft"]["number"]
    for digit in range(9):
        save(tmp_path / "helper.py", HELPER.replace("FF0000", f"00{digit}{digit}FF"))
    save(tmp_path / "helper.py", HELPER.replace("FF0000", "00FF00"))
    watching.line("drew round")
    save(tmp_path / "helper.py", HELPER)  # as it was at first: nothing has to be drawn
    save(tmp_path / "helper.py", HELPER + "# nothing that can be seen\n")
    watching.line("nothing has changed")
    state = watching.state(lambda state: not state["stage"])
    assert drawn(state) == []
    number = state["draft"]["number"]
    assert color(frames_of(watching, number)[15]) == "red"


def test_one_section_and_a_port_that_is_taken(start):
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        watching = start("--section", "square", "--port", str(taken))
        port = int(watching.address.split(":")[2].strip("/"))
        assert taken < port < taken + 50
        state = next_draft(watching, 0)
        assert [part["name"] for part in state["draft"]["parts"]] == ["square"]
        assert state["draft"]["parts"][0]["start"] == 0
        for path in ("draft-99.mp4", "mine.py", "../mine.py", "page.html"):
            assert watching.get(path)[0] == 404
        assert watching.get("", Host=f"elsewhere.example:{port}")[0] == 403
        number = state["draft"]["number"]
        whole = watching.get(f"draft-{number}.mp4")[2]
        status, headers, part = watching.get(f"draft-{number}.mp4", Range="bytes=10-29")
        assert (status, part) == (206, whole[10:30])
        assert headers["Content-Range"] == f"bytes 10-29/{len(whole)}"
        assert watching.get(f"draft-{number}.mp4", Range="bytes=-5")[2] == whole[-5:]
        assert watching.get(f"draft-{number}.mp4", Range="bytes=5-")[2] == whole[5:]
        assert watching.interrupt() == 0
        socket.create_server(("127.0.0.1", port)).close()  # it is free again


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("mine.py", "--set", "size=0"), "error: size must be > 0, got 0"),
        (("mine.py", "--section", "sqare"), "error: no section 'sqare' (did you mean square?)"),
        (("miner.py",), "error: there is no file miner.py (did you mean mine.py?)"),
    ],
)
def test_what_cannot_be_watched(tmp_path, options, message):
    from commands import Commands

    write_lesson(tmp_path)
    commands = Commands(tmp_path)
    process = commands("watch", *options, "--voice", "none", "--no-browser")
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, output) == (2, "")
    assert errors.startswith(message), errors
    assert errors.count("\n") == 1
