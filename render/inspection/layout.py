"""Texts that reach out of the safe frame, into the caption band, or into each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, groupby

from render.inspection.finding import Finding, Outline, short
from render.timeline import TextBox, Timeline
from scenes.frame import CAPTION_BAND, FRAME, MARGIN, Rect

TOLERANCE = 0.04
"""Manim units by which texts may reach into each other or out of the safe frame."""


def misplaced(timeline: Timeline) -> Iterator[Finding]:
    """Texts too near to an edge of the picture, or where captions are shown if there are any."""
    half = FRAME.height / 2 * timeline.width / timeline.height
    safe = Rect(-half, half, FRAME.y_min, FRAME.y_max).inset(MARGIN)
    has_captions = bool(timeline.lines or timeline.subcaptions)
    for box in timeline.text_boxes:
        seconds = box.frame / timeline.frame_rate
        faults = [_outside(box, safe, low=not has_captions)]
        if has_captions:
            faults.append(_in_band(box))
        for kind, far, message in filter(None, faults):
            yield Finding(
                seconds, seconds, kind, (box.text,), message, (Outline.of(box),), worth=far
            )


def overlapping(timeline: Timeline) -> Iterator[Finding]:
    """Pairs of texts that have room in common."""
    for frame, group in groupby(timeline.text_boxes, key=lambda box: box.frame):
        seconds = frame / timeline.frame_rate
        for first, second in combinations(group, 2):
            across, up = _common(first, second)
            if min(across, up) > TOLERANCE:
                texts = tuple(sorted((first.text, second.text)))
                message = (
                    f"{short(texts[0])} and {short(texts[1])} overlap "
                    f"by {across:.2f} x {up:.2f} units; move them apart"
                )
                outlines = (Outline.of(first), Outline.of(second))
                yield Finding(
                    seconds, seconds, "overlap", texts, message, outlines, worth=across * up
                )


def _outside(box: TextBox, safe: Rect, *, low: bool) -> tuple[str, float, str] | None:
    beyond = {
        "left": safe.x_min - box.x_min,
        "right": box.x_max - safe.x_max,
        "top": box.y_max - safe.y_max,
        "bottom": safe.y_min - box.y_min if low else 0.0,
    }
    too_far = {edge: by for edge, by in beyond.items() if by > TOLERANCE}
    if not too_far:
        return None
    reach = " and ".join(f"{by:.2f} units to the {edge}" for edge, by in too_far.items())
    message = f"{short(box.text)} reaches too far, {reach}; keep {MARGIN} units free at every edge"
    return "outside frame", max(too_far.values()), message


def _in_band(box: TextBox) -> tuple[str, float, str] | None:
    into_band = CAPTION_BAND.y_max - box.y_min
    if into_band <= TOLERANCE:
        return None
    message = (
        f"{short(box.text)} reaches {into_band:.2f} units into the caption band; "
        f"keep the lowest {CAPTION_BAND.height:g} units empty"
    )
    return "in caption band", into_band, message


def _common(first: TextBox, second: TextBox) -> tuple[float, float]:
    """Width and height of what two boxes have in common; negative where they are apart."""
    return (
        min(first.x_max, second.x_max) - max(first.x_min, second.x_min),
        min(first.y_max, second.y_max) - max(first.y_min, second.y_min),
    )
