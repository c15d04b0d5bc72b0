"""What workers give back: plain data that the command can take without loading Manim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from render.store.inputs import Entry
from render.store.segment_folder import Finished
from render.timeline import Timeline
from scenes.voice import SpokenLine


@dataclass(frozen=True)
class Drawn:
    """What one run of a scene has given, besides segments.

    Attributes
    ----------
    frames : how many were drawn
    inputs : what a scene of a user's file has read; see ``render.store.inputs``
    contents : segments that were drawn on another machine, with their bytes
    """

    timeline: Timeline
    frames: int
    inputs: tuple[Entry, ...] = ()
    contents: tuple[tuple[Finished, bytes], ...] = ()


@dataclass(frozen=True)
class Missing:
    """Segments that are not there, or come from a run that went another way."""

    segments: tuple[int, ...]


@dataclass(frozen=True)
class Cargo:
    """All that a job needs besides itself on a machine that shares no disk with this one.

    Attributes
    ----------
    timeline : of the whole scene
    source : hash of the source of a lesson of the catalogue; empty for a user's own file
    lines : what is said, by its text; without sound
    inputs : what a scene of a user's file reads; see ``render.store.inputs``
    files : content of those files, by their path from a folder that is laid out again there
    scene : path of the scene's own file from that folder; None for a lesson of the catalogue
    """

    timeline: Timeline
    source: str
    lines: Mapping[str, SpokenLine]
    inputs: tuple[Entry, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    scene: str | None = None


@dataclass(frozen=True)
class Failure:
    """Why a task could not be done.

    Attributes
    ----------
    error : one line, for people
    trace : lines on how a user's own file got there
    """

    error: str
    trace: tuple[str, ...] = ()
