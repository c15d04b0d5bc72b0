"""Finished renders in a folder, found by the records beside them; what is damaged is named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from render.errors import UsageError
from render.job import FORMATS
from render.store import manifest
from render.store.files import in_use
from render.timeline import Timeline

AGAIN = "render it again"

_VIDEOS = (".mp4", ".webm", ".mov", ".gif")
_UNFINISHED = re.compile(r"\.steepest-.*")
_CLIP = re.compile(r"--clip[-.]")
_MOMENT = re.compile(r"--at=(?P<at>[0-9.e+-]+?)(--|$)")
_PARTS: Mapping[str, type | tuple[type, ...]] = {
    "lesson": str,
    "file": (str, type(None)),
    "parameters": dict,
    "changed": list,
    "section": (str, type(None)),
    "quality": dict,
    "theme": str,
    "voice": dict,
    "format": str,
    "transparent": bool,
    "seed": int,
    "renderer": (str, type(None)),
}
_ABSENT: Mapping[str, Any] = {
    "file": None,
    "section": None,
    "transparent": False,
    "seed": 0,
    "renderer": None,
}
"""What holds in records of earlier versions, which do not say."""


@dataclass(frozen=True)
class Render:
    """A finished render.

    Attributes
    ----------
    folder : where its files lie
    record : as ``render.store.manifest`` describes it
    main : name of the file that was asked for
    whole : names of its files, without the record, that are as they were made
    """

    folder: Path
    record: Mapping[str, Any]
    timeline: Timeline
    main: str
    whole: frozenset[str]

    @property
    def is_lecture(self) -> bool:
        """Whether it is several lessons in one video, by ``steepest lecture``."""
        return self.record.get("kind") == "lecture"

    @property
    def swept(self) -> dict[str, list[Any]]:
        """The values of each swept parameter, if it shows several clips side by side."""
        values: dict[str, list[Any]] = {}
        for each in self.record.get("grid", {}).get("swept", ()):
            for name, value in each.items():
                known = values.setdefault(name, [])
                if value not in known:
                    known.append(value)
        return values

    @property
    def stem(self) -> str:
        """The name of its files without their suffix."""
        return self.main.removesuffix(f".{self.record['format']}")

    @property
    def moment(self) -> float | None:
        """The moment of a still, in seconds; it stands in the name alone."""
        found = _MOMENT.search(self.stem)
        return float(found["at"]) if found and self.record["format"] == "png" else None

    def companion(self, suffix: str) -> str | None:
        """The name of a file that goes with it, such as ``.vtt``, if it is there and whole."""
        stem = self.stem if self.record["format"] == "mp4" else self.main
        name = f"{stem}{suffix}"
        return name if name in self.whole and name != self.main else None

    def path(self, name: str) -> Path:
        """Where one of its files lies."""
        return self.folder / name

    def checksum(self, name: str) -> str:
        """The SHA-256 of one of its files."""
        return str(self.record["files"][name]["sha256"])

    def size(self, name: str) -> int:
        """Bytes of one of its files."""
        return int(self.record["files"][name]["size"])


@dataclass(frozen=True)
class LeftOut:
    """A file that is not shown, and why."""

    path: Path
    reason: str


def find(folders: Sequence[Path]) -> tuple[list[Render], list[LeftOut]]:
    """All finished renders in these folders, in the order of their names; no folder below them.

    Raises
    ------
    UsageError : a folder is not there
    """
    renders: list[Render] = []
    left_out: list[LeftOut] = []
    for folder in folders:
        for found in _in_folder(folder):
            if isinstance(found, LeftOut):
                left_out.append(found)
            elif not any(_same(found, other) for other in renders):
                renders.append(found)
    return renders, left_out


def _same(one: Render, other: Render) -> bool:
    return one.main == other.main and one.checksum(one.main) == other.checksum(other.main)


def _in_folder(folder: Path) -> Iterator[Render | LeftOut]:
    try:
        names = sorted(path.name for path in folder.iterdir())
    except FileNotFoundError:
        raise UsageError(
            f"there is no folder {folder} (steepest render --all --out {folder} makes it)"
        ) from None
    except NotADirectoryError:
        raise UsageError(f"{folder} is not a folder (name the one of finished renders)") from None
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise UsageError(f"cannot read {folder}: {reason}") from None
    claimed: set[str] = set()
    for name in names:
        if name.startswith("."):
            if _UNFINISHED.fullmatch(name) and Path(name).suffix in _VIDEOS:
                yield LeftOut(folder / name, _why_unfinished(folder / name))
        elif name.endswith(".json"):
            main = _main_name(name, names)
            found = _read(folder, name, main)
            if main is not None:
                claimed.add(main)
            if found is not None:
                yield found
    for name in names:
        if Path(name).suffix in _VIDEOS and not name.startswith(".") and name not in claimed:
            yield LeftOut(folder / name, _why_unrecorded(name))


def _why_unrecorded(name: str) -> str:
    if _CLIP.search(name):
        return "it is a clip (a gallery shows what steepest render and steepest lecture make)"
    return "it has no record beside it (steepest render makes one)"


def _why_unfinished(path: Path) -> str:
    return "it is still being written" if in_use(path) else f"it was never finished ({AGAIN})"


def _main_name(record: str, names: Sequence[str]) -> str | None:
    """The file that a record is about, by its own name; None where that is not there."""
    stem = record.removesuffix(".json")
    for name in (stem, f"{stem}.mp4"):
        if name in names:
            return name
    return None


def _read(folder: Path, name: str, main: str | None) -> Render | LeftOut | None:
    """What a JSON file is about; None if it is no record of ours."""
    path = folder / name
    record = manifest.read(path)
    if record is None:
        if main is None:
            return None
        return LeftOut(folder / main, f"its record {name} is damaged, or not of a lesson ({AGAIN})")
    record = {**_ABSENT, **record}
    if record.get("kind") == "lecture":
        record = {**_of_lecture(record["timeline"]), **record}
    wrong = [key for key, kind in _PARTS.items() if not isinstance(record.get(key), kind)]
    try:
        timeline = Timeline.from_dict(record["timeline"])
        quality = record["quality"]
        _ = [dict(each) for each in record.get("grid", {"swept": ()})["swept"]]
        usable = not wrong and quality["width"] * quality["height"] * timeline.frame_rate > 0
    except (KeyError, TypeError, AttributeError):
        usable = False
    if not usable or record["format"] not in FORMATS:
        return LeftOut(path, f"the record is damaged ({AGAIN})")
    return _checked(folder, name, record, timeline)


def _of_lecture(timeline: Mapping[str, Any]) -> dict[str, Any]:
    """What the record of a lecture does not say, because its parts differ in it."""
    size = {name: timeline.get(name) for name in ("width", "height", "frame_rate")}
    voice = {"name": None, "identity": ""}
    return {"parameters": {}, "changed": [], "quality": {"name": "", **size}, "voice": voice}


def _checked(
    folder: Path, name: str, record: dict[str, Any], timeline: Timeline
) -> Render | LeftOut:
    """The render of a sound record, if its files are what the record says."""
    stem = name.removesuffix(".json")
    main = f"{stem}.mp4" if record["format"] == "mp4" else stem
    if main not in record["files"] or not main.endswith(f".{record['format']}"):
        return LeftOut(folder / name, f"it was renamed; its record names other files ({AGAIN})")
    if record["format"] == "png-sequence":
        return LeftOut(folder / main, "a page cannot play a folder of pictures")
    if not (folder / main).exists():
        return LeftOut(folder / main, f"it is missing, though its record is there ({AGAIN})")
    plain = [each for each in record["files"] if Path(each).name == each]
    whole = manifest.intact(record, folder, plain)
    if main not in whole:
        return LeftOut(folder / main, f"it is not as it was rendered ({AGAIN})")
    if "grid" in record:
        record["voice"] = _voice_of_clips(folder, record)
    return Render(folder, record, timeline, main, whole)


def _voice_of_clips(folder: Path, record: Mapping[str, Any]) -> Any:
    """The voice that timed the clips of a grid, though nobody may be heard in it."""
    clip = str(record["grid"]["clips"][0])
    for name in (f"{Path(clip).stem}.json", f"{clip}.json"):
        found = manifest.read(folder / name)
        if found is not None and clip in found["files"]:
            return {**found["voice"], "heard": record["grid"].get("heard") is not None}
    return record["voice"]
