"""Lessons foresee much of what they say, in the order in which they say it."""

import pytest

from render.preview.outline import outline
from render.request.asked import Request
from render.request.request import resolve_one
from scenes.lesson import Lesson
from scenes.narration import Script

KNOWN = {
    "gradient-contours": ("x=1.5", "b=-1"),
    "momentum-escape": ("momentum=0.5",),
    "ill-conditioned-bowl": ("condition_number=9",),
    "adam-bias-correction": ("beta1=0.8",),
}


@pytest.mark.parametrize("lesson", KNOWN)
def test_what_is_foreseen_is_said(lesson: str, monkeypatch: pytest.MonkeyPatch) -> None:
    foreseen: list[str] = []

    def note(self: Lesson, lines: list[str]) -> None:
        foreseen.extend(Script.parse(written).text for written in lines)

    monkeypatch.setattr(Lesson, "foresee", note)
    job = resolve_one(Request((lesson,), settings=KNOWN[lesson], voice="none", renderer="raster"))
    said = [line.text for line in outline(job).lines]
    assert [text for text in said if text in foreseen] == foreseen
    assert len(foreseen) >= 7
    assert foreseen[0] in said[:2]
