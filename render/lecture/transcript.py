"""The transcript in Markdown: every word with its time, and pictures to follow it by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from render.lecture.chapter_list import clock
from render.lecture.clock import Mark, Placed
from render.lecture.parts import Lecture
from render.request.values import as_text
from render.timeline import SpokenText, Timeline

_PARAGRAPH = 20.0
"""Seconds of speech after which a new paragraph begins, with a picture of its own."""

_FULL = 0.75
"""Of the most texts that a picture holds in a while, so many make one that is built up."""

_MARKUP = re.compile(r'"|\b(?:bold|upright)\((?P<inside>[^()]*)\)|gap: #?[\d.]+em, ')
"""What Typst needs and a reader does not."""

_SPECIAL = re.compile(r"([\\`*_\[\]<>|$#~])")


@dataclass(frozen=True)
class Still:
    """A picture of the transcript.

    Attributes
    ----------
    placed, frame : the part, and the number of the frame in its file
    name : of the picture's file
    """

    placed: Placed
    frame: int
    name: str


@dataclass(frozen=True)
class Transcript:
    """The text, and the pictures that it shows, in order."""

    text: str
    stills: tuple[Still, ...]


def transcript(lecture: Lecture, marks: Sequence[Mark], folder: str) -> Transcript:
    """Write down what is said and shown.

    Parameters
    ----------
    folder : name of the folder that the pictures will lie in, beside the text
    """
    writer = _Writer(folder)
    blocks = list(writer.document(lecture, marks))
    return Transcript("\n\n".join(blocks) + "\n", tuple(writer.stills))


class _Writer:
    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.stills: list[Still] = []

    def document(self, lecture: Lecture, marks: Sequence[Mark]) -> Iterator[str]:
        """All blocks of text."""
        rate = marks[0].placed.timeline.frame_rate
        yield f"# {_plain(lecture.title)}"
        if lecture.subtitle:
            yield f"*{_plain(lecture.subtitle)}*"
        length = clock(round(marks[-1].end / rate))
        author = f"{_plain(lecture.author)}. " if lecture.author else ""
        yield f"{author}Transcript of {lecture.name}.mp4, {length}."
        yield "\n".join(
            f"{'  ' * (mark.level - 1)}- {clock(mark.start / rate)} {_plain(mark.title)}"
            for mark in marks
        )
        for mark in marks:
            heading = "#" * (mark.level + 1)
            yield f"{heading} {_plain(mark.title)} ({clock(mark.start / rate)})"
            if mark.level == 1:
                yield from _parameters(mark, marks)
            if mark.placed.part.kind == "lesson":
                yield from self._lesson(mark)
            else:
                yield from _card(mark)
                yield from self._said(mark)

    def _lesson(self, mark: Mark) -> Iterator[str]:
        """Its paragraphs, each below the picture that was built up while it was spoken."""
        placed, rate = mark.placed, mark.placed.timeline.frame_rate
        offset = (placed.first - placed.start) / rate
        begin, end = mark.start / rate + offset, mark.end / rate + offset
        lines = [line for line in placed.timeline.lines if begin <= line.start < end]
        paragraphs = list(_paragraphs(lines)) or [[]]
        for number, paragraph in enumerate(paragraphs):
            first = paragraph[0].start if number else begin
            last = paragraphs[number + 1][0].start if number + 1 < len(paragraphs) else end
            yield self._picture(placed, first, last)
            if paragraph:
                said = " ".join(_plain(line.text) for line in paragraph)
                yield f"**{clock(paragraph[0].start - offset)}** {said}"

    def _said(self, mark: Mark) -> Iterator[str]:
        """What is spoken on a card."""
        placed, rate = mark.placed, mark.placed.timeline.frame_rate
        if placed.timeline.lines:
            said = " ".join(_plain(line.text) for line in placed.timeline.lines)
            yield f"**{clock(placed.start / rate + placed.timeline.lines[0].start)}** {said}"

    def _picture(self, placed: Placed, first: float, last: float) -> str:
        """What has been built up between two moments of the lesson."""
        timeline = placed.timeline
        frame = _built_up(timeline, first, last)
        frame = min(max(frame - placed.first, 0), placed.frames - 1)
        name = f"{placed.start + frame:06d}.png"
        if not self.stills or self.stills[-1].name != name:
            self.stills.append(Still(placed, frame, name))
        moment = clock((placed.start + frame) / timeline.frame_rate)
        shown = _on_screen(timeline, frame + placed.first)
        alt = f"The picture at {moment}" + (f", with the texts: {shown}" if shown else "")
        return f"![{_plain(alt)}]({self._folder.replace(' ', '%20')}/{name})"


def _built_up(timeline: Timeline, first: float, last: float) -> int:
    """The end of the last still moment before the picture is taken away again."""
    texts = Counter(box.frame for box in timeline.text_boxes)
    rate = timeline.frame_rate
    plays = [play for play in timeline.plays if first * rate < play.end_frame <= last * rate]
    ends = [play.end_frame - 1 for play in [play for play in plays if play.still] or plays]
    if not ends:
        return max(round(last * rate) - 1, 0)
    most = max(texts[end] for end in ends)
    return max(end for end in ends if texts[end] >= most * _FULL)


def _on_screen(timeline: Timeline, frame: int) -> str:
    """The texts of a picture, from the top."""
    boxes = [box for box in timeline.text_boxes if box.frame == frame]
    boxes.sort(key=lambda box: (-round(box.y_max, 1), box.x_min))
    texts = [
        " ".join(_MARKUP.sub(lambda found: found["inside"] or "", box.text).split())
        for box in boxes
    ]
    return "; ".join(dict.fromkeys(text for text in texts if re.search(r"[^\W\d]", text[1:])))


def _paragraphs(lines: Sequence[SpokenText]) -> Iterator[list[SpokenText]]:
    paragraph: list[SpokenText] = []
    for line in lines:
        if paragraph and line.start - paragraph[0].start >= _PARAGRAPH:
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _parameters(mark: Mark, marks: Sequence[Mark]) -> Iterator[str]:
    """What was asked for beside the defaults of the lesson that begins here."""
    parts = (other.placed.part for other in marks)
    own = mark.placed.part.number
    for part in parts:
        if part.kind == "lesson" and part.number == own:
            job = part.job
            given = (f"{name} = {as_text(job.parameters[name])}" for name in job.changed)
            if job.changed:
                yield f"With {_plain(', '.join(given))}."
            return


def _card(mark: Mark) -> Iterator[str]:
    """What stands on an intro or an outro."""
    card = mark.placed.part.job.parameters
    if mark.placed.part.kind != "card":
        texts = [card["subtitle"], *card["text"]]
        if any(texts):
            yield "\\\n".join(_plain(text) for text in texts if text)


def _plain(text: str) -> str:
    """Markdown that shows a text as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
