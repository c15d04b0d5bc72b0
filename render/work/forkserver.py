"""Loaded by the process that worker processes are forked from: everything they need, once.

Loading Manim takes 1.3 s; a process forked from this one begins after 20 ms and shares the memory.
"""

from __future__ import annotations

import gc
import os
import signal

import render.staging.plan
import render.work.finish
import render.work.share  # noqa: F401 - loaded for the processes forked from this one

# It ends when the command does; until then its processes must be able to tell how they ended.
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.register_at_fork(after_in_child=lambda: signal.signal(signal.SIGTERM, signal.SIG_DFL))

# What is here now stays: a collector that looked at it would only copy shared pages.
gc.collect()
gc.freeze()
