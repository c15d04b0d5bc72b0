"""HTML that is escaped by default: a plain text in it is shown as it is written."""

from __future__ import annotations

import html
import json
from typing import Any
from urllib.parse import quote

_VOID = {"img", "input", "meta", "link", "source", "track", "br"}


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Child = str | None
Attribute = str | int | float | bool | None


def tag(name: str, /, *children: Child, **attributes: Attribute) -> Markup:
    """An element.

    Parameters
    ----------
    children : texts, which are escaped, and markup, which is not; None is nothing
    attributes : underscores stand for hyphens, one at the end for none (``class_``); True is an
        attribute without a value, False and None are none
    """
    inner = joined(*children)
    opened = f"<{name}{''.join(_attribute(*pair) for pair in attributes.items())}>"
    return Markup(opened if name in _VOID else f"{opened}{inner}</{name}>")


def joined(*children: Child) -> Markup:
    """Several things one after the other."""
    return Markup("".join(_escaped(child) for child in children if child is not None))


def url(path: str) -> str:
    """A relative link to a file of the site, quoted."""
    return quote(path, safe="/")


def embedded(data: Any) -> Markup:
    """JSON that can stand within a ``<script>``."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def _attribute(name: str, value: Attribute) -> str:
    name = name.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{html.escape(str(value))}"'


def _escaped(child: str) -> str:
    return child if isinstance(child, Markup) else html.escape(child, quote=False)
