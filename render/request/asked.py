"""What was asked for, as it was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from render.request.parameter_file import ParameterFile


@dataclass(frozen=True)
class Request:
    """The command line as it was typed. An option that was not given is None.

    Attributes
    ----------
    lessons : names; empty for those of the parameter file
    everything : all lessons of the catalogue
    settings : ``name=value`` texts
    params : a file of parameters, or what has been read from one
    seed : what everything random begins with
    sweeps : ``name=value,value`` texts; see ``render.request.sweep``
    portable : whether machines draw whose graphics hardware may be another
    """

    lessons: Sequence[str] = ()
    everything: bool = False
    settings: Sequence[str] = ()
    params: Path | ParameterFile | None = None
    quality: str | None = None
    theme: str | None = None
    voice: str | None = None
    format: str | None = None
    transparent: bool | None = None
    section: str | None = None
    renderer: str | None = None
    at: float | None = None
    seed: int | None = None
    sweeps: Sequence[str] = ()
    portable: bool = False
    out: Path = Path("out")
