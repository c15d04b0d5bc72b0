"""VP9 frames taken apart as far as one can be shown again without being encoded again.

Source: A. Grange, P. de Rivaz, J. Hunt, VP9 Bitstream & Decoding Process Specification, version
0.6, 2016, 6.1 and 6.2.
"""

from __future__ import annotations

from render.encoding.h264.bits import BitReader

_SLOTS = 8


def refreshed(frame: bytes) -> int:
    """The lowest of the decoder's eight slots that this shown frame is kept in.

    Raises
    ------
    ValueError : it is not kept, not shown, or of a profile other than 0
    """
    reader = BitReader(frame)
    if reader.fixed(2) != 2 or reader.fixed(2) != 0 or reader.flag():
        raise ValueError("not a coded VP9 frame of profile 0")
    inter, shown, resilient = reader.flag(), reader.flag(), reader.flag()
    if not shown:
        raise ValueError("a hidden frame cannot be shown again")
    if not inter:
        return 0  # a key frame is kept everywhere
    if not resilient:
        reader.fixed(2)
    slots = reader.fixed(_SLOTS)
    if not slots:
        raise ValueError("the decoder does not keep this frame")
    return (slots & -slots).bit_length() - 1


def show_again(slot: int) -> bytes:
    """The frame that shows a slot: marker, profile 0, ``show_existing_frame``, and which."""
    return bytes([0b10001000 | slot])
