"""The arrows between the packages point one way, and mathcore stays light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LIGHT = {"numpy", "scipy", "contourpy", "sympy"}


def sources(package):
    return sorted((ROOT / package).rglob("*.py"))


def imported(source):
    """Top-level names of all modules that a file imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{source}: relative imports hide where the arrows point"
            names.add(str(node.module).split(".")[0])
    return names


@pytest.mark.parametrize("source", sources("mathcore"), ids=lambda path: path.name)
def test_mathcore_imports_only_numerical_libraries(source):
    allowed = LIGHT | {"mathcore"} | set(sys.stdlib_module_names)
    assert imported(source) <= allowed


@pytest.mark.parametrize("source", sources("scenes"), ids=lambda path: path.name)
def test_scenes_never_import_render(source):
    assert "render" not in imported(source)


def loaded_by(statement):
    """Top-level modules that a fresh Python has loaded after a statement."""
    code = f"{statement}; import sys; print(*{{name.split('.')[0] for name in sys.modules}})"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(result.stdout.split())


def test_importing_mathcore_loads_nothing_heavy():
    heavy = {"manim", "click", "av", "sympy", "scipy", "contourpy", "scenes", "render"}
    assert not loaded_by("import mathcore") & heavy


def test_importing_mathcore_is_quick():
    # Beside numpy, whose own time is not ours: best of three, against noise on busy machines.
    code = (
        "import numpy, time; begun = time.process_time(); import mathcore;"
        " print(time.process_time() - begun)"
    )
    times = [
        float(
            subprocess.run(
                [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
            ).stdout
        )
        for _ in range(3)
    ]
    assert min(times) < 0.15


def test_the_table_of_contents_is_complete():
    import mathcore

    for name in mathcore.__all__:
        assert f"``{name}``" in str(mathcore.__doc__)
        assert hasattr(mathcore, name)
