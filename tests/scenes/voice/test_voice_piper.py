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
from conftest import ALPHABET, SETTINGS, Heard, small_model
from onnx import TensorProto, helper

import scenes.voice
from scenes.voice import Voice, VoiceError, cache, load, piper_voice
from scenes.voice.model_voice import ModelVoice
from scenes.voice.piper_network import Network
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


def refuse(*_: object) -> None:
    raise AssertionError("the model is not needed")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.onnx"
    onnx.save(small_model(), str(path))
    path.with_name("small.onnx.json").write_text(json.dumps(SETTINGS))
    return path


def test_noise_depends_on_the_phonemes_alone(small: Path) -> None:
    first, second = open_model(small, "one"), open_model(small, "two")
    assert first is not second
    second.sound(["b", "a"])
    assert np.array_equal(first.sound(["a", "b"]), second.sound(["a", "b"]))
    assert not np.array_equal(first.sound(["a", "b"]), first.sound(["b", "a"]))


def test_draws_take_fresh_standard_normal_numbers(small: Path) -> None:
    phonemes = ["a", "b"] * 500
    model = open_model(small, "one")
    numbers, lengths = model.sound(phonemes), model.lengths(phonemes)
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


@pytest.mark.parametrize("sound", [True, False])
def test_a_model_that_fails_gives_one_line(small: Path, sound: bool) -> None:
    settings = json.dumps({**SETTINGS, "phoneme_id_map": {**ALPHABET, "a": [1 << 40]}})
    small.with_name("small.onnx.json").write_text(settings)
    model = small_model()
    table = helper.make_tensor("table", TensorProto.FLOAT, [20], [1.0] * 20)
    model.graph.initializer.append(table)
    model.graph.node[0].CopyFrom(helper.make_node("Gather", ["table", "input"], ["symbols"]))
    onnx.save(model, str(small))
    voice = load(str(small), sound=sound)
    assert voice.speak("b").duration > 0
    with pytest.raises(VoiceError, match="it cannot speak") as caught:
        voice.speak("a")
    assert "\n" not in str(caught.value)


def test_a_model_of_one_voice_that_asks_for_a_speaker_is_refused(small: Path) -> None:
    model = small_model()
    model.graph.input.append(helper.make_tensor_value_info("sid", TensorProto.FLOAT, [1]))
    model.graph.node[3].input[0] = "sid"
    onnx.save(model, str(small))
    with pytest.raises(VoiceError, match="it asks for sid"):
        load(str(small)).speak("a")


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
    assert sorted(path.suffixes for path in files) == [[".json"], [".times", ".json"], [".wav"]]


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
    monkeypatch.setattr(piper_voice, "open_model", refuse)
    assert load("joe").speak("It stops.") == first


def test_times_are_those_of_the_sound_and_cost_none(
    joe: Voice, cache_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    timing = load("joe", sound=False)
    with monkeypatch.context() as context:
        context.setattr(Network, "second", refuse)
        timed = timing.speak(LINE)
    assert timed.audio is None
    assert not [*cache_dir.rglob("*.wav")]
    spoken = joe.speak(LINE)
    assert replace(spoken, audio=None) == timed == timing.speak(LINE)
    assert timing.identity == joe.identity


def test_sound_does_not_depend_on_what_was_timed_before(joe: Voice) -> None:
    assert isinstance(joe, ModelVoice)
    one, two = open_model(joe.model, "one"), open_model(joe.model, "two")
    sentences = [sentence for text in (LINE, "It stops.") for sentence in one.phonemes(text)]
    assert len(sentences) == 3
    at_once = [one.sound(sentence) for sentence in sentences]
    lengths = [two.lengths(sentence) for sentence in reversed(sentences)]
    with ThreadPoolExecutor(3) as threads:
        later = [*threads.map(two.sound, sentences)]
    assert all(map(np.array_equal, at_once, later))
    assert [len(samples) for samples in later] == [sum(length) for length in reversed(lengths)]


def test_times_are_taken_from_the_cache_and_made_again_if_damaged(
    small: Path, cache_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load(str(small), sound=False).speak("ab ba")
    (record,) = cache_dir.rglob("*.times.json")
    with monkeypatch.context() as context:
        context.setattr(piper_voice, "open_model", refuse)
        assert load(str(small), sound=False).speak("ab ba") == first
        record.write_text(record.read_text().replace('"samples": ', '"samples": 1'))
        with pytest.raises(AssertionError):
            load(str(small), sound=False).speak("ab ba")
    assert load(str(small), sound=False).speak("ab ba") == first


def test_a_line_that_was_timed_on_another_processor_can_be_spoken(
    small: Path, cache_dir: Path
) -> None:
    voice, timing = load(str(small)), load(str(small), sound=False)
    timed = timing.speak("ab ba")
    (path,) = cache_dir.rglob("*.times.json")
    key = path.name.partition(".")[0]
    record = cache.read_times(key)
    assert record is not None
    cache.write_times(key, {**record, "samples": record["samples"] + 3})
    assert timing.speak("ab ba").duration > timed.duration
    spoken = voice.speak("ab ba")
    assert replace(spoken, audio=None) == timed == timing.speak("ab ba")
    with wave.open(str(spoken.audio)) as file:
        assert file.getnframes() == record["samples"]


def test_a_sound_that_is_kept_needs_no_times(
    small: Path, cache_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load(str(small)).speak("ab ba")
    (record,) = cache_dir.rglob("*.times.json")
    record.unlink()
    monkeypatch.setattr(piper_voice, "open_model", refuse)
    assert load(str(small)).speak("ab ba") == first


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
