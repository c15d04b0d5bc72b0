"""Manim without what few scenes use does and draws the same as all of it."""

import copy
import pickle
import subprocess
import sys

import pytest

from render.work.lean import loaded_later, without_contents

SAME = """
import hashlib
import numpy as np
from manim import RIGHT, UP, Code, DiGraph, Graph, Square
from manim.mobject.graph import _layouts
from manim.utils.space_ops import Rotation, rotation_matrix

found = hashlib.sha256()

def note(*arrays):
    for array in arrays:
        found.update(np.ascontiguousarray(array, dtype=float).tobytes())

edges = [(1, 2), (2, 3), (2, 4), (4, 5)]
for layout in _layouts:
    settings = {"partitions": [[1, 2], [3, 4, 5]]} if layout == "partite" else {}
    settings |= {"seed": 4} if layout in {"spring", "random"} else {}
    settings |= {"root_vertex": 1} if layout == "tree" else {}
    graph = Graph([1, 2, 3, 4, 5], edges, layout=layout, layout_config=settings)
    note(*(dot.get_center() for dot in graph.copy().vertices.values()))
directed = DiGraph([1, 2], [(1, 2)], layout="circular")
note(*(dot.get_center() for dot in directed.vertices.values()))
code = Code(code_string="def one():\\n    return 1  # text", language="python")
note(*(part.points for part in code.family_members_with_points()))
note(Square().rotate(0.3, axis=RIGHT + UP).points, rotation_matrix(1e-4, UP))

import networkx, scipy.linalg, scipy.spatial, scipy.spatial.transform
from bs4 import BeautifulSoup, Tag
from numpy import f2py, testing
assert isinstance(BeautifulSoup("<b>x</b>", "html.parser").b, Tag)
assert isinstance(networkx.Graph(), networkx.classes.graph.Graph)
assert scipy.spatial.transform.Rotation is Rotation is scipy.spatial.transform._rotation.Rotation
testing.assert_array_equal(np.f2py.__name__, f2py.__name__)
note(scipy.spatial.Delaunay([[0, 0], [1, 0], [0, 1], [1, 1]]).simplices)
turns = Rotation.from_rotvec([[0, 0, 0], [0, 1, 0], [1, 1, 0]])
note(scipy.spatial.transform.RotationSpline([0, 1, 2], turns)([0.5, 1.5]).as_matrix())
print(found.hexdigest())
"""

LEAN = """
import sys
from render.work.lean import load_manim
load_manim()
import manim, numpy
absent = {"networkx", "bs4", "scipy.linalg", "scipy.spatial", "numpy.f2py", "numpy.testing"}
assert not absent & set(sys.modules), absent & set(sys.modules)
assert not {"f2py", "testing"} & set(vars(numpy))
"""


def test_manim_does_the_same_without_what_few_scenes_use():
    lean, full = (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout
        for code in (LEAN + SAME, SAME)
    )
    assert lean == full
    assert len(lean) == 65


@pytest.fixture
def module(tmp_path, monkeypatch):
    (tmp_path / "seldom.py").write_text(
        "class Thing:\n    where = 'real'\n    def twice(self, number): return 2 * number\n"
        "class inner:\n    Thing = Thing\n"
    )
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "__init__.py").write_text("raise RuntimeError('not wanted')")
    (tmp_path / "full" / "part.py").write_text("value = 3")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield
    for name in ("seldom", "full", "full.part"):
        sys.modules.pop(name, None)


@pytest.mark.usefixtures("module")
def test_what_is_imported_in_the_block_is_loaded_when_it_is_used():
    with loaded_later(["seldom"]):
        import seldom
        from seldom import Thing

        inner = seldom.inner.Thing
        assert type(seldom) is not type(sys)
    assert "seldom" not in sys.modules
    assert Thing.where == "real"
    assert isinstance(inner(), Thing)
    assert not isinstance(3, Thing)
    assert issubclass(sys.modules["seldom"].Thing, inner)
    assert Thing().twice(2) == 4
    assert seldom.Thing is sys.modules["seldom"].Thing
    for copied in (copy.copy(Thing), copy.deepcopy(Thing), pickle.loads(pickle.dumps(Thing))):
        assert copied is sys.modules["seldom"].Thing
    with pytest.raises(AttributeError, match="nothing"):
        _ = seldom.nothing


@pytest.mark.usefixtures("module")
def test_what_is_loaded_stays_and_an_error_leaves_nothing_behind():
    import seldom

    with loaded_later(["seldom", "json"]):
        from seldom import Thing

        assert Thing is seldom.Thing
    assert sys.modules["seldom"] is seldom
    del sys.modules["seldom"]
    with pytest.raises(KeyError), loaded_later(["seldom"]):
        raise KeyError
    assert "seldom" not in sys.modules


@pytest.mark.usefixtures("module")
def test_a_module_comes_without_its_package():
    with without_contents(["full"]):
        from full import part

    assert part.value == 3
    assert "full" not in sys.modules
    with pytest.raises(RuntimeError, match="not wanted"):
        import full  # noqa: F401
