"""Functions that need Manim, for a command that does not load it: 0.6 s of CPU time, 80 MB."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, wait
from typing import ParamSpec, TypeVar

from render.errors import SteepestError
from render.store.source import shared_source
from render.work.workers import Processes, work_folder

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


def elsewhere(
    function: Callable[_Given, _Result], *arguments: _Given.args, **named: _Given.kwargs
) -> _Result:
    """What a function gives or raises, found out in a worker process, where Manim is loaded.

    Where no worker can be had, or it dies of it, the function is called here.
    """
    shared_source()  # taken before the workers load what it is the hash of
    try:
        with work_folder() as folder, Processes().open(1, folder) as crew:
            answer = crew.executor.submit(function, *arguments, **named)
            wait([answer])
    except (SteepestError, OSError, BrokenExecutor):
        return function(*arguments, **named)
    try:
        return answer.result()
    except BrokenExecutor:
        return function(*arguments, **named)
