import ast
import json
import pickle
import wave
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from recorded import RATE, say, silence, write

import scenes
from scenes.voice import VoiceError, load
from scenes.voice.loudness import integrated
from scenes.voice.recordings import read
from scenes.voice.takes_folder import SCRIPT, Script, checksum_of, read_takes

LINES = ("It goes down.", "It comes back, and stops.")


@pytest.fixture
def takes(tmp_path: Path) -> Path:
    folder = tmp_path / "takes"
    folder.mkdir()
    (folder / SCRIPT).write_text(Script("tiny", {}, LINES).to_json())
    return folder


def problem(act: Callable[[], object]) -> str:
    with pytest.raises(VoiceError) as caught:
        act()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def heard(path: Path | None) -> NDArray[np.float64]:
    assert path is not None
    return read(path)


def test_a_take_is_cut_to_its_words_and_levelled(takes: Path) -> None:
    write(takes / "001.wav", np.concatenate([silence(1.0), 0.01 * say(0.3, 0.2, 0.3), silence(2)]))
    line = load(str(takes)).speak(LINES[0])
    assert [word.text for word in line.words] == ["It", "goes", "down."]
    assert line.duration == pytest.approx(0.8 + 0.06 + 0.12, abs=0.04)
    assert line.words[0].start == pytest.approx(0.06, abs=0.02)
    assert line.words[-1].end == pytest.approx(0.86, abs=0.03)
    samples = heard(line.audio)
    assert len(samples) == round(line.duration * RATE)
    assert integrated(samples) == pytest.approx(-23, abs=1.5)
    assert np.abs(samples).max() < 0.9


def test_words_follow_the_pauses(takes: Path) -> None:
    sound = np.concatenate([silence(0.5), say(0.9), silence(0.6), say(0.6), silence(0.5)])
    write(takes / "2.wav", sound)
    words = load(str(takes)).speak(LINES[1]).words
    assert words[2].text == "back,"
    assert words[2].end == pytest.approx(0.96, abs=0.04)
    assert words[3].start == pytest.approx(1.56, abs=0.04)
    assert all(a.end <= b.start for a, b in pairwise(words))


def test_loud_and_soft_takes_become_alike(takes: Path) -> None:
    for number, level in ((1, 0.9), (2, 0.02)):
        noise = np.random.default_rng(number).normal(0, level / 300, RATE * 3)
        noise[RATE : RATE + RATE * 3 // 4] += level * say(0.75)
        write(takes / f"{number}.wav", noise)
    voice = load(str(takes))
    loudness = [integrated(heard(voice.speak(text).audio)) for text in LINES]
    assert loudness[0] == pytest.approx(loudness[1], abs=0.5)


def test_a_line_keeps_its_take_from_the_cache(takes: Path) -> None:
    write(takes / "1.wav", say(0.8))
    voice = load(str(takes))
    first = voice.speak(LINES[0])
    before = (first.audio, first.words, voice.identity)
    assert pickle.loads(pickle.dumps(voice)).speak(LINES[0]) == first
    write(takes / "1.wav", say(0.4, 0.3, 0.5))
    again = voice.speak(LINES[0])
    assert (again.audio, again.words) != before[:2]
    assert voice.identity != before[2]


@pytest.mark.parametrize("name", ["1.wav", "0001.wav", "001 second try.wav", "Line 1, take 7.wav"])
def test_the_first_number_counts(takes: Path, name: str) -> None:
    write(takes / name, say(0.5))
    assert read_takes(takes).said[LINES[0]].path.name == name


def test_what_is_no_take(takes: Path) -> None:
    for name in ("_001 first try.wav", "room.wav", "003.wav", ".001.wav"):
        write(takes / name, say(0.5))
    (takes / "001.txt").write_text("notes")
    found = read_takes(takes)
    assert not found.said
    assert found.others == ("003.wav", "room.wav")


def test_two_takes_of_one_line(takes: Path) -> None:
    write(takes / "1.wav", say(0.5))
    write(takes / "001 better.wav", say(0.6))
    text = problem(lambda: load(str(takes)))
    assert "001 better.wav and 1.wav" in text
    assert "It goes down." in text


def test_a_copy_of_a_take_is_no_second_one(takes: Path) -> None:
    write(takes / "1.wav", say(0.5))
    (takes / "001 copy.wav").write_bytes((takes / "1.wav").read_bytes())
    assert read_takes(takes).said[LINES[0]].number == 1


def test_takes_of_earlier_words_keep_them(takes: Path) -> None:
    write(takes / "1.wav", say(0.5))
    checksum = checksum_of(takes / "1.wav")
    now = Script("tiny", {}, ("It goes up.", LINES[0]), {checksum: LINES[0]})
    (takes / SCRIPT).write_text(now.to_json())
    assert set(read_takes(takes).said) == {LINES[0]}
    write(takes / "001 new.wav", say(0.6))
    found = read_takes(takes).said
    assert {text: take.path.name for text, take in found.items()} == {
        "It goes up.": "001 new.wav",
        LINES[0]: "1.wav",
    }


def test_a_new_take_goes_before_an_earlier_one(takes: Path) -> None:
    write(takes / "1.wav", say(0.5))
    write(takes / "2.wav", say(0.6))
    earlier = {checksum_of(takes / "1.wav"): LINES[1]}
    (takes / SCRIPT).write_text(Script("tiny", {}, LINES, earlier).to_json())
    assert read_takes(takes).said[LINES[1]].path.name == "2.wav"


def test_a_line_without_a_take(takes: Path) -> None:
    assert "no take of 'It goes down.'" in problem(lambda: load(str(takes)).speak(LINES[0]))


def test_a_folder_without_a_script(tmp_path: Path) -> None:
    assert "steepest script LESSON -o" in problem(lambda: load(str(tmp_path)))


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"version": 1, "lesson": 3}'])
def test_a_damaged_script(takes: Path, content: str) -> None:
    (takes / SCRIPT).write_text(content)
    assert "is damaged" in problem(lambda: load(str(takes)))


def test_a_take_in_which_nobody_speaks(takes: Path) -> None:
    write(takes / "1.wav", silence(1.0))
    assert "nobody speaks" in problem(lambda: load(str(takes)).speak(LINES[0]))


@pytest.mark.parametrize("content", [b"", b"not a sound", b"RIFF\x04\0\0\0WAVE"])
def test_a_take_that_is_no_recording(takes: Path, content: bytes) -> None:
    (takes / "1.wav").write_bytes(content)
    text = problem(lambda: load(str(takes)).speak(LINES[0]))
    assert "1.wav" in text


def test_one_silent_channel_does_not_matter(tmp_path: Path) -> None:
    sound = (32767 * 0.5 * say(0.3)).astype("<i2")
    with wave.open(str(tmp_path / "a.wav"), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.stack([sound, 0 * sound], axis=1).tobytes())
    assert read(tmp_path / "a.wav") == pytest.approx(sound / 32768, abs=1e-4)


def test_the_record_is_what_it_says(takes: Path) -> None:
    content = json.loads((takes / SCRIPT).read_text())
    assert content["lines"] == list(LINES)


def test_one_module_of_the_scenes_decodes_sound() -> None:
    sources = Path(scenes.__file__).parent.rglob("*.py")
    importers = [
        path.name
        for path in sources
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if "av" in [alias.name.partition(".")[0] for alias in getattr(node, "names", ())]
        or (getattr(node, "module", "") or "").partition(".")[0] == "av"
    ]
    assert importers == ["recordings.py"]
