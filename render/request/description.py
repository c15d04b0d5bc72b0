"""A lesson as ``steepest show`` tells it: its parameters, sections and words."""

from __future__ import annotations

import textwrap
from typing import Any

from render.job import RenderJob
from render.preview.outline import outline
from render.request.values import as_text, type_name, value_range
from render.table import WIDTH, table
from render.timeline import SpokenText, Subcaption
from scenes.catalogue import LESSONS
from scenes.parameters import LessonParameters


def describe(job: RenderJob) -> dict[str, Any]:
    """Everything about a lesson but its pixels, as plain data; its words are those of the job."""
    entry = LESSONS[job.lesson] if job.file is None else None
    timeline = outline(job)
    texts: list[SpokenText | Subcaption] = [*timeline.lines, *timeline.subcaptions]
    spoken = sorted(texts, key=lambda part: part.start)
    sections = []
    for section in timeline.sections:
        first, last = (f / timeline.frame_rate for f in (section.start_frame, section.end_frame))
        words = [line.text for line in spoken if first <= line.start < last]
        sections.append({"name": section.name, "title": section.title, "words": words})
    return {
        "id": job.lesson,
        "title": entry.title if entry else timeline.title,
        "module": entry.module if entry else None,
        "parameters": parameters(entry.parameters() if entry else _model_in_file(job)),
        "values": dict(job.parameters),
        "sections": sections,
    }


def _model_in_file(job: RenderJob) -> type[LessonParameters]:
    """The parameters of a scene in a file; a plain one has none."""
    from render.staging.plan import configure

    return getattr(configure(job), "Parameters", LessonParameters)


def parameters(model: type[LessonParameters]) -> list[dict[str, str]]:
    """Name, type, default, range and meaning of each parameter."""
    defaults = model()
    return [
        {
            "name": name,
            "type": type_name(field),
            "default": as_text(getattr(defaults, name)),
            "range": value_range(field),
            "meaning": field.description or "",
        }
        for name, field in model.model_fields.items()
    ]


def to_lines(description: dict[str, Any]) -> list[str]:
    """The same for people."""
    head = ("name", "type", "default", "range", "meaning")
    rows = [[parameter[name] for name in head] for parameter in description["parameters"]]
    lines = [f"{description['id']}: {description['title']}"]
    if rows:
        lines += ["", "Parameters", *_indented(table(head, rows))]
    for section in description["sections"]:
        lines += ["", f"{section['title']} [{section['name']}]"]
        lines += textwrap.wrap(
            " ".join(section["words"]), WIDTH, initial_indent="  ", subsequent_indent="  "
        )
    return lines


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]
