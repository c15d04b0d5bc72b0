"""Loaded by the process that worker processes are forked from: everything they need, once.

Measured on two cores: a process that loads everything itself is ready after 0.9 s of CPU time and
holds 120 MB of its own; this one is after 0.5 s, with 105 MB; one forked from here after 0.01 s,
with 30 MB.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
from contextlib import suppress

gc.disable()  # nothing of what follows is garbage; looking for some takes a tenth of the time
with suppress(Exception):  # whoever needs Manim will load all of it, or say why that fails
    importlib.import_module("render.work.lean").load_manim()
for module in (
    "PIL.PngImagePlugin",
    "concurrent.futures.process",
    "render.cli",
    "render.drawing.skia_painter",
    "render.encoding.opening",
    "render.work.finish",
    "render.work.share",
    "render.work.tasks",
):
    importlib.import_module(module)

# It ends when the command does; until then its processes must be able to tell how they ended.
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.register_at_fork(after_in_child=lambda: signal.signal(signal.SIGTERM, signal.SIG_DFL))

# What is here now stays: a collector that looked at it would only copy shared pages.
gc.freeze()
gc.enable()
# Scenes make and drop hundreds of thousands of small objects, few of them in cycles: looking for
# garbage as often as Python does took 8 % of the drawing of formulas, this takes 2.
gc.set_threshold(50_000, 20, 50)
