import copy
import copyreg
import pickle

from manim import RED, ManimColor, Typst
from svgelements import Path

from render.staging.copies import shared_in_copies


def test_copies_of_a_text_share_its_parsed_paths_and_nothing_else():
    glyph = Typst("a").submobjects[0]
    with shared_in_copies():
        other = glyph.copy()
    assert other.path_obj is glyph.path_obj
    assert other.points is not glyph.points
    other.set_color(RED).shift((1.0, 0.0, 0.0))
    assert glyph.get_color() != other.get_color()


def test_afterwards_everything_is_copied_and_pickled_as_before():
    table = dict(copyreg.dispatch_table)
    path = Path("M 0 0 L 1 1")
    with shared_in_copies():
        assert copy.deepcopy(path) is path
        assert copy.deepcopy([RED])[0] is RED
    assert copyreg.dispatch_table == table
    assert copy.deepcopy(path) is not path
    assert pickle.loads(pickle.dumps(ManimColor("#123456"))) == ManimColor("#123456")
