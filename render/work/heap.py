"""Have the C library give large blocks back to the system as soon as they are free.

An encoder takes 80 to 120 MB at 1080p, and every segment opens one. By itself glibc moves blocks of
that size into its heap after the first time, where smaller ones settle in the holes between them:
after a minute of video a worker held 1.2 times the memory that it held after six seconds.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Final

_M_TRIM_THRESHOLD: Final = -1  # malloc.h of glibc
_M_MMAP_THRESHOLD: Final = -3

_LARGE: Final = 2 << 20
"""Bytes: the pictures that an encoder keeps are larger, arrays of a scene's points smaller."""

_FREE_AT_END: Final = 8 << 20
"""Free bytes at the end of the heap before it shrinks. Naming a size of large blocks alone sets
this to 128 kB; a worker that shrinks and grows its heap at every frame takes 4 % longer."""


def give_large_blocks_back() -> bool:
    """Ask glibc for it; whether it heard. Of other libraries nothing is asked."""
    if sys.platform != "linux":
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):  # musl has none
        return False
    heard = (mallopt(_M_MMAP_THRESHOLD, _LARGE), mallopt(_M_TRIM_THRESHOLD, _FREE_AT_END))
    return all(heard)
