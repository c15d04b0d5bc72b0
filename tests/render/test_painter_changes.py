"""Which steps of drawing are done again."""

from render.drawing.changes import CalledStep, redrawn
from render.picture import NOTHING, Box


def at(left, right, top=0, bottom=10):
    return Box(top, bottom, left, right)


def before(*boxes):
    return [CalledStep(key, f"look {key}", box, list) for key, box in enumerate(boxes)]


def now(drawn, **changes):
    """The same steps again, but for those whose look or place has changed."""
    boxes = {int(key[1:]): box for key, box in changes.items()}
    return [
        CalledStep(
            one.key,
            "another" if one.key in boxes else one.look,
            boxes.get(one.key, one.box),
            lambda: NOTHING,
        )
        for one in drawn
    ]


def test_nothing_has_changed():
    drawn = before(at(0, 10), at(5, 20))
    assert redrawn(drawn, now(drawn)) == ([False, False], [])


def test_what_lies_apart_is_left_alone():
    drawn = before(at(0, 10), at(20, 30), at(40, 50))
    steps, boxes = redrawn(drawn, now(drawn, _1=at(22, 32)))
    assert steps == [False, True, False]
    assert set(boxes) == {at(20, 30), at(22, 32)}


def test_what_lies_between_is_left_alone():
    drawn = before(at(0, 20, 0, 9), at(11, 14, 11, 14), at(0, 9, 0, 20))
    steps, boxes = redrawn(drawn, now(drawn, _0=at(0, 20, 0, 9)))
    assert steps == [True, False, True]
    assert at(0, 20, 0, 20) not in boxes


def test_what_is_touched_touches_others_in_turn():
    drawn = before(at(0, 10), at(9, 20), at(19, 30), at(30, 40))
    steps, boxes = redrawn(drawn, now(drawn, _0=at(0, 10)))
    assert steps == [True, True, True, False]
    assert set(boxes) == {at(0, 10), at(9, 20), at(19, 30)}


def test_what_has_gone_leaves_its_place():
    drawn = before(at(0, 10), at(5, 15), at(20, 30))
    steps, boxes = redrawn(drawn, now(drawn)[1:])
    assert steps == [True, False]
    assert set(boxes) == {at(0, 10), at(5, 15)}


def test_what_has_come_needs_its_place():
    drawn = before(at(0, 10), at(20, 30))
    steps, boxes = redrawn(drawn[:1], now(drawn))
    assert steps == [False, True]
    assert boxes == [at(20, 30)]


def test_another_order_or_an_unknown_place_needs_everything():
    drawn = before(at(0, 10), at(5, 15))
    assert redrawn(drawn, now(drawn)[::-1]) is None
    assert redrawn(drawn, [now(drawn)[0], CalledStep(1, "look 1", None, lambda: NOTHING)]) is None


def test_what_is_drawn_twice_is_drawn_again_as_a_whole():
    drawn = before(at(0, 10), at(20, 30), at(40, 50))
    for one in drawn:
        one.key = 7
    assert redrawn(drawn, drawn) == ([False] * 3, [])
    assert redrawn(drawn, drawn[:2]) is None


def test_what_is_not_in_the_picture_touches_nothing():
    drawn = before(NOTHING, at(5, 15))
    steps, boxes = redrawn(drawn, now(drawn, _0=NOTHING))
    assert steps == [True, False]
    assert boxes == []
