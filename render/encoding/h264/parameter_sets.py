"""Sequence and picture parameter sets: what is needed to read slice headers.

Source: ITU-T H.264 (08/2021), 7.3.2.1 and 7.3.2.2.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from render.encoding.h264.bits import BitReader, BitWriter, escaped, stream_of, unescaped, units

SEQUENCE, PICTURE = 7, 8
"""Types of units."""

ORDER_BITS: Final = 16
"""Length of ``pic_order_cnt_lsb`` that is written.

x264 takes just enough for its B-frames. The order of a held picture must differ from that of the
picture before the hold by less than half of what fits, at two a frame.
"""

LONGEST_HOLD: Final = 2 ** (ORDER_BITS - 2) - 64
"""Frames that one hold may last; 4.5 minutes at 60 a second."""

_WITH_CHROMA_FORMAT: Final = {100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135}


class UnsupportedStreamError(Exception):
    """The stream uses what this package does not know how to hold."""


@dataclass(frozen=True)
class ParameterSets:
    """What slice headers and held pictures depend on.

    Attributes
    ----------
    extradata : both sets as a byte stream, with ``order_bits`` of ``ORDER_BITS``
    order_bits : length of ``pic_order_cnt_lsb`` in the slices that were encoded
    macroblocks : number in a picture
    references : lengths of the two lists of references, unless a slice says otherwise
    weighted : whether slices of type P have a table of weights
    initial_qp : from which slices count theirs
    """

    extradata: bytes
    frame_number_bits: int
    order_bits: int
    macroblocks: int
    picture_set: int = 0
    references: tuple[int, int] = (1, 1)
    weighted: bool = False
    initial_qp: int = 26
    deblocking_control: bool = False


def parse(extradata: bytes) -> ParameterSets:
    """Read the parameter sets of an encoder.

    Raises
    ------
    UnsupportedStreamError : pictures of such a stream cannot be held
    """
    found = {unit[0] & 31: unit for unit in units(extradata)}
    if sorted(found) != [SEQUENCE, PICTURE]:
        raise UnsupportedStreamError("expected one sequence and one picture parameter set")
    sets, sequence = _sequence(unescaped(found[SEQUENCE]))
    sets = _picture(unescaped(found[PICTURE]), sets)
    return replace(sets, extradata=stream_of([escaped(sequence), found[PICTURE]]))


def _sequence(unit: bytes) -> tuple[ParameterSets, bytes]:
    """What the set says, and the set with the longer order."""
    reader = BitReader(unit, 8)
    profile = reader.fixed(8)
    reader.fixed(16)
    reader.unsigned()
    if profile in _WITH_CHROMA_FORMAT:
        chroma, depth = reader.unsigned(), (reader.unsigned(), reader.unsigned())
        reader.flag()
        if chroma != 1 or depth != (0, 0) or reader.flag():
            raise UnsupportedStreamError("only 4:2:0 with 8 bits and flat scaling is known")
    frame_number_bits = reader.unsigned() + 4
    if reader.unsigned() != 0:
        raise UnsupportedStreamError("pictures are not ordered by a number of their own")
    before = reader.position
    order_bits = reader.unsigned() + 4
    after = reader.position
    reader.unsigned()
    reader.flag()
    width, height = reader.unsigned() + 1, reader.unsigned() + 1
    if not reader.flag():
        raise UnsupportedStreamError("interlaced")
    writer = BitWriter()
    writer.copy(unit, 0, before)
    writer.unsigned(ORDER_BITS - 4)
    end = 8 * len(unit) - _trailing_zeros(unit)
    writer.copy(unit, after, end)
    return ParameterSets(b"", frame_number_bits, order_bits, width * height), writer.padded("0")


def _trailing_zeros(unit: bytes) -> int:
    last = unit[-1]
    return (last & -last).bit_length() - 1


def _picture(unit: bytes, sets: ParameterSets) -> ParameterSets:
    reader = BitReader(unit, 8)
    number = reader.unsigned()
    reader.unsigned()
    cabac, more_order = reader.flag(), reader.flag()
    groups = reader.unsigned()
    references = (reader.unsigned() + 1, reader.unsigned() + 1)
    weighted, weighted_both_ways = reader.flag(), reader.fixed(2)
    initial_qp = 26 + reader.signed()
    reader.signed()
    reader.signed()
    deblocking, _, redundant = reader.flag(), reader.flag(), reader.flag()
    if not cabac or more_order or groups or redundant:
        raise UnsupportedStreamError("only one slice group, coded with CABAC, is known")
    if weighted_both_ways:
        # Implicit weights follow from distances in time, and a hold changes those.
        raise UnsupportedStreamError("B-pictures are weighted")
    return replace(
        sets,
        picture_set=number,
        references=references,
        weighted=bool(weighted),
        initial_qp=initial_qp,
        deblocking_control=bool(deblocking),
    )
