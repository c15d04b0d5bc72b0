from pathlib import Path

import pytest

from render.request.toml_lines import Lines

TEXT = '''\
# a comment with [[job]] in it
quality = "draft"
words = """
[[job]]
lesson = 1
"""
"odd key" = 'x#["'

[[job]]   # the first
lesson = "a"
start.x = 1
many = [
  1,
  # lesson = 3 ]
  2,
]
after = 3

[job.sweep]
steps = [1]

[[job]]
parameters = { beta = 1 }
[other]
[other.inner]
deep = 1
'''


@pytest.mark.parametrize(
    ("key", "line"),
    [
        (("quality",), 2),
        (("words",), 3),
        (("odd key",), 7),
        (("job", 0), 9),
        (("job", 0, "lesson"), 10),
        (("job", 0, "start", "x"), 11),
        (("job", 0, "many"), 12),
        (("job", 0, "after"), 17),
        (("job", 0, "sweep", "steps"), 20),
        (("job", 1), 22),
        (("job", 1, "parameters", "beta"), 23),
        (("other", "inner", "deep"), 26),
    ],
)
def test_lines(key, line):
    assert Lines(Path("f.toml"), TEXT).place(*key) == f"f.toml:{line}"


def test_what_is_nowhere_is_in_the_file():
    assert Lines(Path("f.toml"), TEXT).place("none") == "f.toml"
    assert Lines(Path("f.toml"), 'job = [{lesson = "a"}]').place("job", 0, "x") == "f.toml:1"
