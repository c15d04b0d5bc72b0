"""Cards of lectures: whatever is written on them stays in its place and can be read."""

from itertools import pairwise
from pathlib import Path

import pytest

from render.inspection.inspect import inspect
from render.job import Quality, RenderJob
from render.staging.plan import plan
from scenes.cards import card

PICTURE = Quality("small", 320, 180, 10)
LONG = (
    "A very long title about the behaviour of stochastic gradient methods in ill-conditioned, "
    "non-convex landscapes"
)
CARDS = {
    "intro": {"title": "Gradient descent", "subtitle": "From level curves to Adam", "end": 0.2},
    "lesson": {"above": "2 of 4", "title": "Why?", "begin": 0.4, "end": 0.6},
    "spoken": {"title": "Why?", "say": "Why does it zig-zag? " * 3, "begin": 0.8, "end": 1.0},
    "long": {"above": "12 of 12", "title": LONG, "subtitle": LONG, "text": [LONG, "b", "c"]},
    "marks": {"title": "#1: 50 % *more* _x_ <y> $z$ [w] \\ @a ~", "text": ["- a", "+ b", "= c"]},
    "much": {"title": LONG, "text": [LONG] * 12},
}


def job(name: str, theme: str = "dark") -> RenderJob:
    parameters = card.CardParameters(**CARDS[name]).model_dump(mode="json")
    return RenderJob(
        lesson="Card",
        parameters=parameters,
        changed=(),
        quality=PICTURE,
        theme=theme,
        voice="none",
        format="mp4",
        transparent=False,
        section=None,
        out=Path("out"),
        renderer="raster",
        file=Path(card.__file__),
    )


@pytest.mark.parametrize("name", CARDS)
def test_texts_keep_to_their_half_and_apart(name: str) -> None:
    timeline = plan(job(name))
    last = max(box.frame for box in timeline.text_boxes)
    boxes = [box for box in timeline.text_boxes if box.frame == last]
    given = CARDS[name]
    written = {given.get("above"), given["title"], given.get("subtitle"), *given.get("text", ())}
    assert {box.text for box in boxes} == written - {None}
    for box in boxes:
        assert -6.9 < box.x_min < box.x_max < 0.8
        assert -2.95 <= box.y_min <= box.y_max <= 3.05
    boxes.sort(key=lambda box: -box.y_max)
    for upper, lower in pairwise(boxes):
        assert lower.y_max < upper.y_min + 1e-6
    assert len({round(box.x_min, 1) for box in boxes}) == 1 or name == "marks"


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("name", ["intro", "spoken"])
def test_a_card_has_no_fault_that_a_student_would_see(name: str, theme: str) -> None:
    assert list(map(str, inspect(job(name, theme)).findings)) == []


def test_a_card_stays_as_long_as_it_is_said_to() -> None:
    assert plan(job("intro")).duration == pytest.approx(4.0)
    spoken = plan(job("spoken"))
    (line,) = spoken.lines
    assert spoken.duration >= line.end
    assert line.text == " ".join(CARDS["spoken"]["say"].split())
