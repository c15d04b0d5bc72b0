"""What was found, for people and for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from render.inspection.finding import Finding
from render.inspection.inspect import Inspection
from render.request.values import as_text
from render.table import table

Checked = tuple[Inspection, Sequence[Path]]
"""An inspection, and the stills of its findings; none if they were not asked for."""


def name_of(inspection: Inspection) -> str:
    """What was looked at: the lesson, what is not as by default, and the theme."""
    job = inspection.job
    changed = "".join(f" {name}={as_text(job.parameters[name])}" for name in job.changed)
    theme = f", {job.theme}" if inspection.themed else ""
    return f"{job.lesson}{changed}{theme}"


def to_lines(checked: Checked) -> list[str]:
    """One line if nothing was found; else a table, and where the stills are."""
    inspection, stills = checked
    found = inspection.findings
    if not found:
        return [f"{name_of(inspection)}: nothing found"]
    count = f"{len(found)} {'fault' if len(found) == 1 else 'faults'}"
    lines = [f"{name_of(inspection)}: {count}", ""]
    head, rows = ["when", "section", "kind", "what, and what to do"], []
    if not any(f.section for f in found):
        head.remove("section")
    for f in found:
        cells = (f.span, f.section, f.kind, f.message)
        rows.append(cells if "section" in head else (cells[0], *cells[2:]))
    lines += table(head, rows)
    if stills:
        lines += ["", f"stills: {stills[0].parent}"]
    return [*lines, ""]


def to_data(checked: Checked) -> list[dict[str, Any]]:
    """The findings as plain data, each with its lesson and theme, and its still."""
    inspection, stills = checked
    job = inspection.job
    return [
        {"lesson": job.lesson, "theme": job.theme if inspection.themed else None}
        | finding.to_dict()
        | {"still": str(still) if still else None}
        for finding, still in _with_stills(inspection.findings, stills)
    ]


def _with_stills(
    findings: Sequence[Finding], stills: Sequence[Path]
) -> list[tuple[Finding, Path | None]]:
    padded: list[Path | None] = [*stills] or [None] * len(findings)
    return list(zip(findings, padded, strict=True))
