"""Slice headers: read, written again with another order, and made for a held picture.

Source: ITU-T H.264 (08/2021), 7.3.3 to 7.3.3.3 and 8.2.4.2.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from render.encoding.h264.bits import BitReader, BitWriter, escaped, unescaped
from render.encoding.h264.parameter_sets import (
    ORDER_BITS,
    ParameterSets,
    UnsupportedStreamError,
)
from render.encoding.h264.skipping import SKIP_CABAC_TABLE, SKIP_QP, skipped_macroblocks

SLICE, KEY_SLICE = 1, 5
"""Types of units: slices of other pictures, and of those that decoding can start at."""

_P, _B, _I = 0, 1, 2
_ONLY: Final = 5
"""Added to a type of slice: all slices of the picture are of it."""


@dataclass(frozen=True)
class Slice:
    """A slice as it was encoded.

    Attributes
    ----------
    unit : without the bytes that keep start codes out
    order : ``pic_order_cnt_lsb``
    order_at : the bit that it begins with
    data_at : the bit before which the header ends
    """

    unit: bytes
    kind: int
    frame_number: int
    order: int
    order_at: int
    data_at: int

    @property
    def is_reference(self) -> bool:
        """Whether other pictures are predicted from this one."""
        return bool(self.unit[0] & 0x60)

    @property
    def is_key(self) -> bool:
        """Whether decoding can start here."""
        return self.unit[0] & 31 == KEY_SLICE

    @property
    def is_b(self) -> bool:
        """Whether it is predicted from pictures shown later, too."""
        return self.kind == _B


def read(unit: bytes, sets: ParameterSets) -> Slice:
    """Read the header of a slice.

    Raises
    ------
    UnsupportedStreamError : it uses what cannot be held
    """
    raw = unescaped(unit)
    reader = BitReader(raw, 8)
    reader.unsigned()
    kind = reader.unsigned() % _ONLY
    if kind > _I or reader.unsigned() != sets.picture_set:
        raise UnsupportedStreamError("slices of another kind, or with another parameter set")
    frame_number = reader.fixed(sets.frame_number_bits)
    if raw[0] & 31 == KEY_SLICE:
        reader.unsigned()
    order_at = reader.position
    order = reader.fixed(sets.order_bits)
    if kind == _B and not reader.flag():
        raise UnsupportedStreamError("motion predicted by distances in time")
    counts = sets.references[: {_I: 0, _P: 1, _B: 2}[kind]]
    if counts and reader.flag():
        counts = tuple(reader.unsigned() + 1 for _ in counts)
    for _ in counts:
        _skip_list_changes(reader)
    if sets.weighted and kind == _P:
        _skip_weights(reader, counts[0])
    if raw[0] & 0x60:
        _skip_marking(reader, raw[0] & 31 == KEY_SLICE)
    if kind != _I:
        reader.unsigned()
    reader.signed()
    if sets.deblocking_control and reader.unsigned() != 1:
        reader.signed()
        reader.signed()
    return Slice(raw, kind, frame_number, order, order_at, reader.position)


def _skip_list_changes(reader: BitReader) -> None:
    if reader.flag():
        while reader.unsigned() != 3:
            reader.unsigned()


def _skip_weights(reader: BitReader, count: int) -> None:
    reader.unsigned()
    reader.unsigned()
    for _ in range(count):
        for numbers in (2, 4):
            if reader.flag():
                for _ in range(numbers):
                    reader.signed()


def _skip_marking(reader: BitReader, key: bool) -> None:
    if key:
        reader.fixed(2)
    elif reader.flag():
        while operation := reader.unsigned():
            for _ in range({3: 2, 5: 0}.get(operation, 1)):
                reader.unsigned()


def with_order(given: Slice, sets: ParameterSets, order: int) -> bytes:
    """The slice as a unit with another order; what is coded in it stays the same."""
    header = BitWriter()
    header.copy(given.unit, 0, given.order_at)
    header.fixed(order % 2**ORDER_BITS, ORDER_BITS)
    header.copy(given.unit, given.order_at + sets.order_bits, given.data_at)
    return escaped(header.padded("1") + given.unit[-(-given.data_at // 8) :])


def held(sets: ParameterSets, frame_number: int, reference: int, order: int) -> bytes:
    """A unit that shows a reference picture again and is none itself.

    Parameters
    ----------
    frame_number : of this picture: one more than that of the last reference picture
    reference : ``frame_number`` of the picture to show
    """
    modulus = 2**sets.frame_number_bits
    header = BitWriter()
    header.fixed(SLICE, 8)  # no reference
    header.unsigned(0)
    header.unsigned(_P + _ONLY)
    header.unsigned(sets.picture_set)
    header.fixed(frame_number % modulus, sets.frame_number_bits)
    header.fixed(order % 2**ORDER_BITS, ORDER_BITS)
    header.fixed(1, 1)  # a list of one reference,
    header.unsigned(0)
    header.fixed(1, 1)  # which is this many pictures back:
    header.unsigned(0)
    header.unsigned((frame_number - reference) % modulus - 1)
    header.unsigned(3)
    if sets.weighted:  # as it is
        header.unsigned(0)
        header.unsigned(0)
        header.fixed(0, 2)
    header.unsigned(SKIP_CABAC_TABLE)
    header.signed(SKIP_QP - sets.initial_qp)
    if sets.deblocking_control:
        header.unsigned(1)  # none
    return escaped(header.padded("1") + skipped_macroblocks(sets.macroblocks))
