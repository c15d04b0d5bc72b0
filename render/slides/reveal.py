"""reveal.js as a Python package brings it: found where it lies, without importing the package.

sphinx-revealjs holds a copy in a folder of its own. What manim-slides writes fetches reveal.js from
the network, by default each time the deck is shown.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

from render.errors import UsageError

PACKAGE, MODULE = "sphinx-revealjs", "sphinx_revealjs"

FILES = {
    "licence": "LICENSE",
    "reset.css": "dist/reset.css",
    "reveal.css": "dist/reveal.css",
    "reveal.js": "dist/reveal.js",
    "notes.js": "plugin/notes/notes.js",
}
"""What a deck takes of it, by the name that it has in a deck's folder."""


def read() -> dict[str, str]:
    """The text of each of ``FILES``.

    Raises
    ------
    UsageError : the package is not there, or has another form
    """
    spec = importlib.util.find_spec(MODULE)
    folders = [] if spec is None else list(spec.submodule_search_locations or ())
    for folder in folders:
        place = Path(folder) / "_static" / "revealjs"
        if all((place / path).is_file() for path in FILES.values()):
            texts = {n: (place / p).read_text(encoding="utf-8") for n, p in FILES.items()}
            # The maps from packed to written source are not taken along.
            return {
                name: "\n".join(
                    line for line in text.splitlines() if not line.startswith("//# sourceMapping")
                )
                for name, text in texts.items()
            }
    raise UsageError(f'a page of slides needs {PACKAGE}: pip install "steepest[slides]"')
