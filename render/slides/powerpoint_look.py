"""The empty PowerPoint file: 16:9, a theme's colours, fonts that every machine has, two layouts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Emu, Inches, Pt

from scenes.theme import Theme

FONT = "Arial"
"""On Windows and macOS; LibreOffice has Liberation Sans in its place, whose letters are as wide."""

WIDTH, HEIGHT = Emu(12_192_000), Emu(6_858_000)
"""What PowerPoint calls widescreen: 13.33 by 7.5 inches."""

_MARGIN = Inches(0.75)
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_ACCENTS = ("momentum", "nesterov", "adagrad", "rmsprop", "adam", "gradient")
_UNUSED_RELATIONSHIPS = (
    RELATIONSHIP_TYPE.PRINTER_SETTINGS,
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
)


@dataclass(frozen=True)
class Rectangle:
    """A place on a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int


TITLE = Rectangle(_MARGIN, Inches(0.2), WIDTH - 2 * _MARGIN, Inches(0.8))
"""The title above a film that does not show it."""

BELOW_TITLE = Rectangle(0, Inches(1.1), WIDTH, HEIGHT - Inches(1.1) - Inches(0.2))

ALL = Rectangle(0, 0, WIDTH, HEIGHT)

AGENDA_POINTS = 20
"""Size of the list on an opening slide, in points."""

_OPENING = Rectangle(_MARGIN, Inches(1.0), WIDTH - 2 * _MARGIN, Inches(1.9))
AGENDA = Rectangle(_MARGIN, Inches(3.1), WIDTH - 2 * _MARGIN, Inches(3.4))
_ANCHORS = {TITLE: MSO_ANCHOR.MIDDLE, _OPENING: MSO_ANCHOR.BOTTOM, AGENDA: MSO_ANCHOR.TOP}


def empty(theme: Theme) -> Any:
    """A presentation without slides; its layouts are ``opening_layout`` and ``film_layout``."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = WIDTH, HEIGHT
    presentation.element.sldSz.attrib.pop("type", None)
    kept = (opening_layout(presentation), film_layout(presentation))
    for layout in list(presentation.slide_layouts):
        if layout not in kept:
            presentation.slide_layouts.remove(layout)
    _drop_unused(presentation)
    _recolour(presentation, theme)
    _arrange(presentation)
    return presentation


def opening_layout(presentation: Any) -> Any:
    """A title with a list below it."""
    return presentation.slide_layouts.get_by_name("Title Slide")


def film_layout(presentation: Any) -> Any:
    """A title, and the rest is free."""
    return presentation.slide_layouts.get_by_name("Title Only")


def fitted(width: int, height: int, room: Rectangle) -> Rectangle:
    """The largest rectangle of a picture's shape within another, in its middle."""
    scale = min(room.width / width, room.height / height)
    shown = Rectangle(0, 0, round(width * scale), round(height * scale))
    if abs(shown.width / room.width - shown.height / room.height) < 0.005:
        return room  # 854x480 is not quite 16:9: no seam at the edge
    left = room.left + (room.width - shown.width) // 2
    top = room.top + (room.height - shown.height) // 2
    return Rectangle(left, top, shown.width, shown.height)


def place(shape: Any, rectangle: Rectangle) -> None:
    """Move a shape."""
    shape.left, shape.top = Emu(rectangle.left), Emu(rectangle.top)
    shape.width, shape.height = Emu(rectangle.width), Emu(rectangle.height)


def _drop_unused(presentation: Any) -> None:
    """What tells of another program or of a printer."""
    for owner in (presentation.part, presentation.part.package):
        relationships = owner._rels
        for name in [n for n, r in relationships.items() if r.reltype in _UNUSED_RELATIONSHIPS]:
            relationships.pop(name)


def _recolour(presentation: Any, theme: Theme) -> None:
    """Colours and fonts, so that what the user adds to a slide looks like the rest of it."""
    master = presentation.slide_master
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root = parse_xml(part.blob)
    root.set("name", f"steepest {theme.name}")
    # A theme's dark colour is that of words on light slides: a dark one swaps them below.
    words, ground = theme.color("text"), theme.background
    dark, light = (ground, words) if theme.name == "dark" else (words, ground)
    muted, axis = theme.color("muted"), theme.color("axis")
    colours = {
        "dk1": dark,
        "lt1": light,
        "dk2": axis if theme.name == "dark" else muted,
        "lt2": muted if theme.name == "dark" else axis,
        **{f"accent{n}": theme.color(role) for n, role in enumerate(_ACCENTS, start=1)},
        "hlink": theme.color("momentum"),
        "folHlink": muted,
    }
    for name, colour in colours.items():
        element = root.find(f".//{{{_DRAWING}}}clrScheme/{{{_DRAWING}}}{name}")
        element.clear()
        value = OxmlElement("a:srgbClr")
        value.set("val", colour.lstrip("#"))
        element.append(value)
    root.find(f".//{{{_DRAWING}}}clrScheme").set("name", f"steepest {theme.name}")
    for kind in ("majorFont", "minorFont"):
        root.find(f".//{{{_DRAWING}}}{kind}/{{{_DRAWING}}}latin").set("typeface", FONT)
    part.blob = serialize_part_xml(root)
    if theme.name == "dark":
        mapping = master.element.find("{*}clrMap")
        for one, other in (("bg1", "dk1"), ("tx1", "lt1"), ("bg2", "dk2"), ("tx2", "lt2")):
            mapping.set(one, other)


def _arrange(presentation: Any) -> None:
    """Titles at the left, the sizes of the two layouts, and nothing where nothing is written."""
    for style in presentation.slide_master.element.iter(f"{{{_DRAWING}}}lvl1pPr"):
        if style.get("algn") == "ctr":
            style.set("algn", "l")
    for owner in (presentation.slide_master, *presentation.slide_layouts):
        for shape in list(owner.placeholders):
            if shape.placeholder_format.type.name in {"DATE", "FOOTER", "SLIDE_NUMBER"}:
                shape.element.getparent().remove(shape.element)
    opening, film = opening_layout(presentation), film_layout(presentation)
    for owner, index, rectangle, points in (
        (presentation.slide_master, 0, TITLE, 28),
        (presentation.slide_master, 1, AGENDA, AGENDA_POINTS),
        (opening, 0, _OPENING, 40),
        (opening, 1, AGENDA, AGENDA_POINTS),
        (film, 0, TITLE, 28),
    ):
        shape = next(s for s in owner.placeholders if s.placeholder_format.idx == index)
        place(shape, rectangle)
        _set_size(shape, points)
        shape.text_frame.vertical_anchor = _ANCHORS[rectangle]


def _set_size(shape: Any, points: int) -> None:
    """The size of a layout's text, for every level that is used."""
    styles = shape.element.txBody.find(f"{{{_DRAWING}}}lstStyle")
    level = styles.find(f"{{{_DRAWING}}}lvl1pPr")
    if level is None:
        level = OxmlElement("a:lvl1pPr")
        styles.append(level)
    level.set("algn", "l")
    default = level.find(f"{{{_DRAWING}}}defRPr")
    if default is None:
        default = OxmlElement("a:defRPr")
        level.append(default)
    default.set("sz", str(int(Pt(points).pt * 100)))
    for pale in default.findall(f"{{{_DRAWING}}}solidFill"):
        default.remove(pale)  # the colour of words instead: enough contrast
