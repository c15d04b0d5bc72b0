"""Parameter values as text: as one would type them, and what types and ranges are called."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the command line starts quicker without pydantic
    from pydantic.fields import FieldInfo

_NAMES = {float: "number", int: "whole number", bool: "true or false", str: "text"}


def as_text(value: Any) -> str:
    """A value as it is typed after ``--set name=``: ``0.076``, ``-9,2``, ``true``."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    if isinstance(value, tuple | list):
        return ",".join(as_text(part) for part in value)
    return "none" if value is None else str(value)


def as_bound(value: Any) -> str:
    """A bound of a range; great powers of ten as ``1e6``."""
    if isinstance(value, int | float) and abs(value) >= 1e5 and float(f"{value:.0e}") == value:
        return f"{value:.0e}".replace("e+0", "e").replace("e+", "e")
    return as_text(value)


def type_name(field: FieldInfo) -> str:
    """What kind of value a parameter takes, in the lecturer's words."""
    return _type_name(field.annotation)


def value_range(field: FieldInfo) -> str:
    """The range of a parameter, such as ``> 0`` or ``>= 0, < 1``; empty where there is none."""
    bounds: list[str] = []
    for limit in _limits(field):
        for sign, name in ((">", "gt"), (">=", "ge"), ("<", "lt"), ("<=", "le")):
            bound = getattr(limit, name, None)
            if bound is not None:
                bounds.append(f"{sign} {as_bound(bound)}")
    return ", ".join(dict.fromkeys(bounds))


def _type_name(annotation: Any) -> str:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _type_name(arguments[0])
    if origin is typing.Literal:
        return " | ".join(as_text(choice) for choice in arguments)
    if origin is tuple:
        return "x,y" if arguments == (float, float) else ",".join(map(_type_name, arguments))
    if origin in {typing.Union, types.UnionType}:
        return " | ".join(_type_name(kind) for kind in arguments if kind is not type(None))
    return _NAMES.get(annotation, getattr(annotation, "__name__", str(annotation)))


def _limits(field: FieldInfo) -> Iterator[Any]:
    """The limits on a parameter, those within its type (``Annotated[float, Gt(0)] | None``) too."""
    yield from field.metadata
    yield from _annotated_limits(field.annotation)


def _annotated_limits(annotation: Any) -> Iterator[Any]:
    for argument in typing.get_args(annotation):
        yield argument
        yield from getattr(argument, "metadata", ())  # of a pydantic Field
        yield from _annotated_limits(argument)
