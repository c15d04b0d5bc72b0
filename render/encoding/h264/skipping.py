"""The coded picture that repeats the one before: every macroblock skipped, by CABAC.

Source: ITU-T H.264 (08/2021), 7.3.4, 9.3.1.1, 9.3.3.1.1.1 and 9.3.4.2 to 9.3.4.5.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from render.encoding.h264.bits import BitWriter

SKIP_QP: Final = 51
SKIP_CABAC_TABLE: Final = 2
"""The quantiser and ``cabac_init_idc`` with which a skip costs least to begin with."""

_FIRST_STATE: Final = ((29 * SKIP_QP) >> 4) + 16 - 64
"""State of the context of ``mb_skip_flag`` (11; for it m is 29 and n 16): 44, skips likely.

A macroblock whose neighbours are skipped or outside uses this context alone.
"""

_LAST_STATE: Final = 62

# Table 9-44 from state 44 on: the part of the range that a macroblock not skipped would take.
_UNLIKELY: Final = (
    (14, 18, 21, 24),
    (14, 17, 20, 23),
    (13, 16, 19, 22),
    (12, 15, 18, 21),
    (12, 14, 17, 20),
    (11, 14, 16, 19),
    (11, 13, 15, 18),
    (10, 12, 15, 17),
    (10, 12, 14, 16),
    (9, 11, 13, 15),
    (9, 11, 12, 14),
    (8, 10, 12, 14),
    (8, 9, 11, 13),
    (7, 9, 11, 12),
    (7, 9, 10, 12),
    (7, 8, 10, 11),
    (6, 8, 9, 11),
    (6, 7, 9, 10),
    (6, 7, 8, 9),
)


@cache
def skipped_macroblocks(count: int) -> bytes:
    """The slice data, from its first aligned byte to its end, of ``count`` skipped macroblocks."""
    coder = _Coder()
    state = _FIRST_STATE
    for index in range(count):
        coder.likely(_UNLIKELY[state - _FIRST_STATE])
        state = min(state + 1, _LAST_STATE)
        if index < count - 1:
            coder.not_the_end()
    return coder.end()


class _Coder:
    """The arithmetic coder, for likely symbols and the end alone."""

    def __init__(self) -> None:
        self._low = 0
        self._range = 510
        self._outstanding = 0
        self._first = True
        self._bits = BitWriter()

    def likely(self, unlikely: tuple[int, int, int, int]) -> None:
        self._range -= unlikely[self._range >> 6 & 3]
        self._renormalise()

    def not_the_end(self) -> None:
        self._range -= 2
        self._renormalise()

    def end(self) -> bytes:
        self._low += self._range - 2
        self._range = 2
        self._renormalise()
        self._put(self._low >> 9 & 1)
        # The last of these bits is the one that ends the unit.
        self._bits.fixed(self._low >> 7 & 3 | 1, 2)
        return self._bits.padded("0")

    def _renormalise(self) -> None:
        while self._range < 256:
            if self._low < 256:
                self._put(0)
            elif self._low >= 512:
                self._low -= 512
                self._put(1)
            else:
                self._low -= 256
                self._outstanding += 1
            self._range <<= 1
            self._low <<= 1

    def _put(self, bit: int) -> None:
        if self._first:
            self._first = False
        else:
            self._bits.fixed(bit, 1)
        for _ in range(self._outstanding):
            self._bits.fixed(1 - bit, 1)
        self._outstanding = 0
