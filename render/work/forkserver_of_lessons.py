"""Like ``forkserver``, with what lessons need besides: pydantic above all."""

from __future__ import annotations

import gc
import importlib

importlib.import_module("render.work.forkserver")
importlib.import_module("scenes.lesson")
gc.freeze()
