"""Bits of an H.264 unit: fixed-length and Exp-Golomb numbers, and what keeps start codes out.

Source: ITU-T H.264 (08/2021), 7.2, 7.4.1 and 9.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_START: Final = re.compile(rb"\x00\x00\x01")
_FORBIDDEN: Final = re.compile(rb"\x00\x00(?=[\x00-\x03])")


def units(stream: bytes) -> Iterator[bytes]:
    """The NAL units of a byte stream, without start codes."""
    starts = [match.end() for match in _START.finditer(stream)]
    for start, after in zip(starts, [*(start - 3 for start in starts[1:]), None], strict=True):
        yield stream[start:after].rstrip(b"\x00")  # no unit ends with a zero


def stream_of(parts: Iterator[bytes] | list[bytes]) -> bytes:
    """Units as a byte stream."""
    return b"".join(b"\x00\x00\x00\x01" + part for part in parts)


def unescaped(unit: bytes) -> bytes:
    """A unit without the bytes that keep start codes out of it."""
    return unit.replace(b"\x00\x00\x03", b"\x00\x00")


def escaped(unit: bytes) -> bytes:
    """A unit with the bytes that keep start codes out of it."""
    return _FORBIDDEN.sub(b"\x00\x00\x03", unit)


class BitReader:
    """Reads the bits of some bytes, the most significant first.

    Attributes
    ----------
    position : bits read so far

    Raises
    ------
    IndexError : there are no more
    """

    def __init__(self, data: bytes, position: int = 0) -> None:
        self._data = data
        self.position = position

    def fixed(self, count: int) -> int:
        """``count`` bits as a number."""
        value = 0
        for _ in range(count):
            value = value << 1 | self.flag()
        return value

    def flag(self) -> int:
        """One bit."""
        byte = self._data[self.position >> 3]
        bit = byte >> (7 - (self.position & 7)) & 1
        self.position += 1
        return bit

    def unsigned(self) -> int:
        """An Exp-Golomb number, ue(v)."""
        zeros = 0
        while not self.flag():
            zeros += 1
            if zeros > 32:
                raise IndexError("no Exp-Golomb number is that long")
        return (1 << zeros) - 1 + self.fixed(zeros)

    def signed(self) -> int:
        """An Exp-Golomb number with a sign, se(v)."""
        code = self.unsigned()
        return (code + 1) // 2 if code & 1 else -(code // 2)


class BitWriter:
    """Collects bits, the most significant first."""

    def __init__(self) -> None:
        self._bits: list[str] = []

    def fixed(self, value: int, count: int) -> None:
        """A number as ``count`` bits."""
        if count:
            self._bits.append(format(value, f"0{count}b"))

    def unsigned(self, value: int) -> None:
        """An Exp-Golomb number, ue(v)."""
        self.fixed(value + 1, 2 * (value + 1).bit_length() - 1)

    def signed(self, value: int) -> None:
        """An Exp-Golomb number with a sign, se(v)."""
        self.unsigned(2 * value - 1 if value > 0 else -2 * value)

    def copy(self, data: bytes, start: int, stop: int) -> None:
        """Bits ``start`` to before ``stop`` of some bytes."""
        first, last = start >> 3, (stop + 7) >> 3
        bits = format(int.from_bytes(data[first:last]), f"0{8 * (last - first)}b")
        self._bits.append(bits[start - 8 * first : stop - 8 * first])

    def padded(self, filling: str) -> bytes:
        """The bits as bytes, the last one filled up with ``filling``, ``0`` or ``1``."""
        bits = "".join(self._bits)
        bits += filling * (-len(bits) % 8)
        return int(bits, 2).to_bytes(len(bits) // 8)
