"""Lay out pictures with words beneath them on pages, drawn with Pillow's own font."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

_COLUMNS = 4
_GAP = 16
_PAPER = "#F4F5F7"
_INK = "#16191D"
_FAINT = "#5B6470"
_TALLEST = 6000
"""Pixels that a page may be high."""

_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True)
class Tile:
    """One picture of a storyboard and what stands beneath it."""

    picture: Image.Image
    seconds: float
    section: str
    play: str
    words: str


class _Pen:
    """Fonts and sizes, all in proportion to the width of a picture."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.size = max(13, round(width / 30))
        self.line = round(self.size * 1.35)
        self.words: _Font = ImageFont.load_default(self.size)
        self.small: _Font = ImageFont.load_default(max(11, round(self.size * 0.8)))
        self.heading: _Font = ImageFont.load_default(round(self.size * 1.5))
        self.heading_height = round(self.size * 3)

    def fit(self, text: str, font: _Font) -> str:
        """The text, cut to the width of a picture."""
        text = _spelled(text)
        if font.getlength(text) <= self.width:
            return text
        while text and font.getlength(text + "...") > self.width:
            text = text[:-1]
        return text + "..."

    def wrap(self, text: str) -> list[str]:
        """The text in lines as wide as a picture."""
        lines: list[str] = []
        for word in _spelled(text).split():
            if lines and self.words.getlength(f"{lines[-1]} {word}") <= self.width:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return lines


def contact_sheets(heading: str, tiles: Sequence[Tile]) -> list[Image.Image]:
    """Pages with four pictures in a row; at least one page, each at most 6000 pixels high."""
    pen = _Pen(tiles[0].picture.width if tiles else 480)
    starts = range(0, len(tiles), _COLUMNS)
    rows = [_draw_row(tiles[start : start + _COLUMNS], pen) for start in starts]
    pages: list[list[Image.Image]] = [[]]
    room = _TALLEST - pen.heading_height
    used = 0
    for row in rows:
        if pages[-1] and used + row.height > room:
            pages.append([])
            used = 0
        pages[-1].append(row)
        used += row.height
    if len(pages) == 1:
        return [_draw_page(heading, pages[0], pen)]
    return [
        _draw_page(f"{heading}   page {number} of {len(pages)}", page, pen)
        for number, page in enumerate(pages, start=1)
    ]


def _draw_page(heading: str, rows: Sequence[Image.Image], pen: _Pen) -> Image.Image:
    height = pen.heading_height + sum(row.height for row in rows)
    page = Image.new("RGB", (_row_width(pen), height), _PAPER)
    ImageDraw.Draw(page).text(
        (_GAP, pen.size * 0.8), _spelled(heading), fill=_INK, font=pen.heading
    )
    top = pen.heading_height
    for row in rows:
        page.paste(row, (0, top))
        top += row.height
    return page


def _draw_row(tiles: Sequence[Tile], pen: _Pen) -> Image.Image:
    wrapped = [pen.wrap(tile.words) for tile in tiles]
    text_height = pen.line * (2 + max(len(lines) for lines in wrapped))
    height = max(tile.picture.height for tile in tiles) + text_height + _GAP
    row = Image.new("RGB", (_row_width(pen), height), _PAPER)
    pencil = ImageDraw.Draw(row)
    for column, (tile, lines) in enumerate(zip(tiles, wrapped, strict=True)):
        left = _GAP + column * (pen.width + _GAP)
        row.paste(tile.picture, (left, 0))
        top = tile.picture.height + pen.line // 4
        caption = f"{_clock(tile.seconds)}   {tile.section}"
        pencil.text((left, top), pen.fit(caption, pen.words), fill=_INK, font=pen.words)
        pencil.text(
            (left, top + pen.line), pen.fit(tile.play, pen.small), fill=_FAINT, font=pen.small
        )
        for number, line in enumerate(lines):
            place = (left, top + pen.line * (number + 2))
            pencil.text(place, line, fill=_INK, font=pen.words)
    return row


def _row_width(pen: _Pen) -> int:
    return _GAP + _COLUMNS * (pen.width + _GAP)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes)}:{rest:05.2f}"


_SIGNS = str.maketrans(
    {"\N{MINUS SIGN}": "-", "\N{MULTIPLICATION SIGN}": "x", "\N{EN DASH}": "-", "\N{EM DASH}": "-"}
)


def _spelled(text: str) -> str:
    """The text in letters that Pillow's font has: plain signs, no accents, Greek by name."""
    plain = unicodedata.normalize("NFKD", text.translate(_SIGNS))
    return "".join(map(_letter, plain))


def _letter(character: str) -> str:
    if unicodedata.combining(character):
        return ""
    name = unicodedata.name(character, "")
    return name.rpartition(" ")[2].lower() if name.startswith("GREEK ") else character
