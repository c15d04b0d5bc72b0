"""How results are written to numpy archives: arrays as arrays, everything else as one JSON text.

Nothing is pickled: opening an archive runs no code but ours.
"""

from __future__ import annotations

import dataclasses
import json
import zipfile
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

import numpy as np

from mathcore.objective import Objective

RESULTS: dict[str, type[Any]] = {}
"""Every kind of result, and what may be part of one, by name; they enter themselves."""

_META = "meta"

_T = TypeVar("_T")
_Arrays = dict[str, np.ndarray[Any, Any]]


def part(kind: type[_T]) -> type[_T]:
    """Let a dataclass stand inside results (a decorator)."""
    RESULTS[kind.__name__] = kind
    return kind


def plain(value: Any) -> Any:  # noqa: PLR0911
    """Return a field as dicts, lists, numbers and texts."""
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    if isinstance(value, Enum):
        return value.name.lower()
    if isinstance(value, Objective):
        return {"name": value.name, "parameters": dict(value.parameters), "domain": value.domain}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if dataclasses.is_dataclass(value):
        settings = {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return {"name": type(value).__name__, **settings}
    return value if isinstance(value, str | int | float | None) else repr(value)


def save(result: Any, target: str | Path | BinaryIO) -> None:
    """Write a result to a numpy archive."""
    arrays: _Arrays = {}
    meta = _encode(result, "", arrays)
    arrays[_META] = np.array(json.dumps(meta))
    if isinstance(target, str | Path):
        with Path(target).open("wb") as file:
            np.savez(file, **cast("Any", arrays))
    else:
        np.savez(target, **cast("Any", arrays))


def load(kind: type[_T], target: str | Path | BinaryIO, known: Mapping[str, Any]) -> _T:
    """Read a result of a kind; ``known`` stands in for fields that could not be written."""
    name = kind.__name__
    try:
        with np.load(target, allow_pickle=False) as file:
            arrays: _Arrays = {key: file[key] for key in file.files}
        meta = json.loads(str(arrays[_META]))
    except (KeyError, ValueError, zipfile.BadZipFile, EOFError):
        raise ValueError(f"this file holds no {name}; write one with to_npz") from None
    if meta.get("type") != name:
        raise ValueError(f"this file holds a {meta.get('type')}, not a {name}")
    return cast("_T", _decode(meta, "", arrays, known))


def _encode(value: Any, path: str, arrays: _Arrays) -> Any:  # noqa: PLR0911
    """What stands for a value in the JSON text; arrays are put aside under their path."""
    if isinstance(value, np.ndarray):
        arrays[path] = value
        return {"kind": "array"}
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, Objective):
        return {
            "kind": "objective",
            "name": value.name,
            "parameters": dict(value.parameters),
            "domain": value.domain,
        }
    if isinstance(value, Enum):
        return {"kind": "enum", "type": type(value).__name__, "name": value.name}
    if isinstance(value, Mapping):
        items = {key: _encode(item, _under(path, key), arrays) for key, item in value.items()}
        return {"kind": "mapping", "items": items}
    if isinstance(value, list | tuple):
        encoded = [_encode(item, _under(path, str(i)), arrays) for i, item in enumerate(value)]
        return {"kind": "items", "type": type(value).__name__, "items": encoded}
    if dataclasses.is_dataclass(value):
        fields = {
            f.name: _encode(getattr(value, f.name), _under(path, f.name), arrays)
            for f in dataclasses.fields(value)
        }
        return {"kind": "fields", "type": type(value).__name__, "fields": fields}
    if isinstance(value, str | int | float | None):
        return value
    return {"kind": "unknown", "text": repr(value)}


def _decode(meta: Any, path: str, arrays: _Arrays, known: Mapping[str, Any]) -> Any:  # noqa: PLR0911
    if path and path.rsplit("/", maxsplit=1)[-1] in known:
        return known[path.rsplit("/", maxsplit=1)[-1]]
    if not isinstance(meta, dict):
        return meta
    match meta["kind"]:
        case "array":
            array = arrays[path]
            array.setflags(write=False)
            return array
        case "objective":
            return _objective(meta)
        case "enum":
            return _class(meta["type"])[meta["name"]]
        case "mapping":
            items = meta["items"].items()
            return {key: _decode(item, _under(path, key), arrays, known) for key, item in items}
        case "items":
            decoded = [
                _decode(item, _under(path, str(i)), arrays, known)
                for i, item in enumerate(meta["items"])
            ]
            return _class(meta["type"])(decoded)
        case "fields":
            fields = meta["fields"].items()
            return _class(meta["type"])(
                **{key: _decode(item, _under(path, key), arrays, known) for key, item in fields}
            )
    name = path.split("/", maxsplit=1)[0]
    raise ValueError(f"{name} {meta.get('text')} could not be written; add {name}=... to from_npz")


def _under(path: str, name: str) -> str:
    return f"{path}/{name}" if path else name


def _class(name: str) -> Any:
    """A class that may stand in an archive."""
    from mathcore import optimizers, schedules
    from mathcore.curvature import Stationary
    from mathcore.stops import Stop

    known = {kind.__name__: kind for kind in (Stop, Stationary, list, tuple)} | RESULTS
    known |= {kind.__name__: kind for kind in optimizers.METHODS.values()}
    known |= {kind: getattr(schedules, kind) for kind in schedules.__all__}
    if name not in known:
        raise ValueError(f"{name} could not be written; name the field that holds it in from_npz")
    return known[name]


def _objective(meta: Mapping[str, Any]) -> Objective:
    """Make a landscape again from its name, or from the formula that is its name."""
    from mathcore import objectives, regression

    name, domain = meta["name"], meta["domain"]
    if name in objectives.names():
        made = objectives.get(name, **meta["parameters"])
    elif name == "old_faithful":
        made = regression.old_faithful().objective
    elif name == "old_faithful_standardised":
        made = regression.old_faithful().standardised().objective
    else:
        try:
            made = objectives.from_expression(name, domain, len(domain))
        except ValueError:
            raise ValueError(
                f"the objective {name!r} is one of your own; add objective=... to from_npz"
            ) from None
    return dataclasses.replace(made, domain=tuple((low, high) for low, high in domain))
