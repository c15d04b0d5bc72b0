import hashlib
import json
import os
import subprocess
import sys
import wave
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
from conftest import SETTINGS, Heard, small_model

import scenes.voice
from scenes.voice import Voice, VoiceError, load, piper_voice
from scenes.voice.model_voice import ModelVoice
from scenes.voice.piper_voice import open_model

SOURCES = Path(scenes.voice.__file__).parents[2]
LINE = "So it zig-zags, at a rate of 0.076. Why?"
SPEAK = f"""
import hashlib, json, sys
from scenes.voice import load
line = load("joe").speak({LINE!r})
words = [[word.text, word.start, word.end] for word in line.words]
print(json.dumps([hashlib.sha256(line.audio.read_bytes()).hexdigest(), line.duration, words]))
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.onnx"
    onnx.save(small_model(), str(path))
    path.with_name("small.onnx.json").write_text(json.dumps(SETTINGS))
    return path


def test_noise_depends_on_the_phonemes_alone(small: Path) -> None:
    first, second = open_model(small, "one"), open_model(small, "two")
    assert first is not second
    assert np.array_equal(first.sound(["a", "b"])[0], second.sound(["a", "b"])[0])
    assert not np.array_equal(first.sound(["a", "b"])[0], first.sound(["b", "a"])[0])


def test_draws_take_fresh_standard_normal_numbers(small: Path) -> None:
    phonemes = ["a", "b"] * 500
    numbers, lengths = open_model(small, "one").sound(phonemes)
    # Symbols: start, its padding, each phoneme and its padding, end.
    symbols = 2 * len(phonemes) + 3
    assert numbers.shape == (3 * symbols,)
    assert lengths == [6, *([6] * len(phonemes)), 3]
    assert len(np.unique(numbers)) > 0.99 * len(numbers)
    assert abs(numbers.mean()) < 0.05
    assert abs(numbers.std() - 1) < 0.05


def test_durations_that_are_not_those_of_the_sound_are_refused(small: Path) -> None:
    onnx.save(small_model(width=2.0), str(small))
    with pytest.raises(VoiceError, match="do not add up"):
        load(str(small)).speak("a")


def test_a_model_that_fails_gives_one_line(small: Path) -> None:
    settings = json.dumps({**SETTINGS, "num_speakers": 2})
    small.with_name("small.onnx.json").write_text(settings)
    with pytest.raises(VoiceError, match="it cannot speak") as caught:
        load(str(small)).speak("a")
    assert "\n" not in str(caught.value)


def test_phonemes_that_the_model_does_not_know_are_left_out(small: Path) -> None:
    said = open_model(small, "one").phonemes("a, b")
    assert {phoneme for sentence in said for phoneme in sentence} <= set("ab .")


def test_a_changed_model_is_opened_again(small: Path) -> None:
    voice = load(str(small))
    line = voice.speak("a")
    settings = {**SETTINGS, "audio": {"sample_rate": 8000}}
    small.with_name("small.onnx.json").write_text(json.dumps(settings))
    other = load(str(small))
    assert other.identity != voice.identity
    assert other.speak("a").duration == pytest.approx(2 * line.duration)


def test_every_process_says_the_same_at_once(
    joe: Voice, cache_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = {**os.environ, "PYTHONPATH": str(SOURCES)}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", SPEAK],
            stdout=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env={**environment, "PYTHONHASHSEED": seed},
        )
        for seed in ("1", "2")
    ]
    answers = [json.loads(process.communicate()[0]) for process in processes]
    monkeypatch.setenv("STEEPEST_CACHE_DIR", str(tmp_path / "another"))
    line = joe.speak(LINE)
    assert line.audio is not None
    checksum = hashlib.sha256(line.audio.read_bytes()).hexdigest()
    words = [[word.text, word.start, word.end] for word in line.words]
    assert answers == [[checksum, line.duration, words]] * 2
    files = [path for path in cache_dir.rglob("*") if path.is_file()]
    assert len(files) == 2


def test_threads_may_speak_at_once(
    joe: Voice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["It stops.", "It starts.", "It turns.", "It stops."]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(joe.speak, lines))
    monkeypatch.setenv("STEEPEST_CACHE_DIR", str(tmp_path / "another"))
    for line in together:
        again = joe.speak(line.text)
        assert line.audio is not None
        assert again.audio is not None
        assert again.words == line.words
        assert again.audio.read_bytes() == line.audio.read_bytes()


def test_a_sentence_sounds_the_same_in_every_line(hear: Callable[[str], Heard]) -> None:
    alone = hear("It stops.").samples
    after = hear("It starts. It stops.").samples
    assert np.array_equal(after[-len(alone) :], alone)


def test_a_spoken_line_is_taken_from_the_cache(joe: Voice, monkeypatch: pytest.MonkeyPatch) -> None:
    first = joe.speak("It stops.")

    def refuse(*_: object) -> None:
        raise AssertionError("the model is not needed")

    monkeypatch.setattr(piper_voice, "open_model", refuse)
    assert load("joe").speak("It stops.") == first


def test_a_damaged_sound_is_made_again(joe: Voice) -> None:
    line = joe.speak("It stops.")
    assert line.audio is not None
    whole = line.audio.read_bytes()
    for damaged in (b"", whole[:-2], whole[:999] + bytes([whole[999] ^ 8]) + whole[1000:]):
        line.audio.write_bytes(damaged)
        assert joe.speak("It stops.") == line
        assert line.audio.read_bytes() == whole


def test_the_file_is_what_it_says(joe: Voice) -> None:
    line = joe.speak(LINE)
    with wave.open(str(line.audio)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        assert line.duration == file.getnframes() / file.getframerate()


def test_nothing_is_clipped_and_ends_are_quiet(hear: Callable[[str], Heard]) -> None:
    heard = hear("So she should see the same sum.")
    assert 0.1 < np.abs(heard.samples).max() < 1
    assert np.abs(heard.samples[[0, 1, -2, -1]]).max() < 0.002


@pytest.mark.parametrize("text", ["-", "…"])
def test_a_line_without_words_is_a_short_silence(hear: Callable[[str], Heard], text: str) -> None:
    heard = hear(text)
    assert 0 < heard.line.duration < 0.5
    assert len(heard.line.words) == 1


def test_identity_changes_with_what_changes_the_sound(small: Path) -> None:
    voice = ModelVoice("small", small)
    assert voice.identity == replace(voice).identity
    for version in ("piper-tts", "onnxruntime", "numpy", "code", "settings", "model"):
        assert version in voice.identity
