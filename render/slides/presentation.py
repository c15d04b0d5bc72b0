"""The films of a lesson for ``manim-slides present``, in the form that manim-slides 5.7 reads.

``slides/NAME.json`` lists them; the paths in it count from the folder that holds ``slides``, where
``manim-slides present NAME`` is run. manim-slides makes silent clips of the scenes that it renders
itself. These are ours, so their sound is in them, and it plays it.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from render.slides.deck import Part, Slide
from scenes.theme import Theme


def presentation(part: Part, theme: Theme, clip: Callable[[Slide], str]) -> str:
    """The text of ``NAME.json`` for one lesson.

    Parameters
    ----------
    clip : the path of a film from the folder that holds ``slides``
    """
    first = part.slides[0].film
    content = {
        "slides": [
            {
                "file": clip(slide),
                # Narration makes no sense backwards: the key for it plays the film forwards.
                "rev_file": clip(slide),
                "notes": slide.notes,
                "type": "video",
                "loop": False,
                "auto_next": False,
            }
            for slide in part.slides
        ],
        "resolution": [first.width, first.height],
        "background_color": theme.background.lower(),
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
