"""Straight colours to premultiplied ones: what lies under an alpha of 0 has no colour."""

from __future__ import annotations

from typing import cast

import numpy as np

from render.picture import Pixels


def premultiplied(rgba: Pixels) -> Pixels:
    """Colours times alpha, rounded; the array itself if it is opaque.

    Parameters
    ----------
    rgba : uint8 (height, width, 4), straight
    """
    alpha = rgba[..., 3:]
    if (alpha == 255).all():
        return rgba
    product = rgba.astype(np.uint16)
    product *= alpha
    product += 127
    product //= 255
    product[..., 3] = rgba[..., 3]
    return cast("Pixels", product.astype(np.uint8))
