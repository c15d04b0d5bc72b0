"""How alike two pictures are; what differs is written down to be looked at."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from skimage.metrics import structural_similarity

AMPLIFIED = 8


@dataclass(frozen=True)
class Likeness:
    """Of two pictures: 1 and 0 if they are equal."""

    similarity: float
    difference: float

    @property
    def close(self) -> bool:
        """Whether nobody would tell them apart."""
        return self.similarity >= 0.985 and self.difference <= 1.0

    def __str__(self) -> str:
        return f"similarity {self.similarity:.4f}, mean difference {self.difference:.3f} / 255"


def compare(reference: np.ndarray, picture: np.ndarray, *, alpha: bool = False) -> Likeness:
    """By their colours, or by alpha too."""
    channels = 4 if alpha else 3
    # In float32: of bytes, scikit-image makes float64, which takes three times as long.
    old, new = (array[..., :channels].astype(np.float32) for array in (reference, picture))
    similarity = structural_similarity(old, new, channel_axis=-1, data_range=255)
    return Likeness(float(similarity), float(np.abs(old - new).mean()))


def write_failure(folder: Path, name: str, reference: np.ndarray, picture: np.ndarray) -> Path:
    """Write both pictures and the difference, amplified, as PNG; return the last one's path."""
    folder.mkdir(parents=True, exist_ok=True)
    difference = np.abs(reference[..., :3].astype(np.int16) - picture[..., :3])
    shown = {
        "cairo": reference[..., :3],
        "ours": picture[..., :3],
        "difference": np.minimum(255, AMPLIFIED * difference).astype(np.uint8),
    }
    for kind, array in shown.items():
        Image.fromarray(np.ascontiguousarray(array)).save(folder / f"{name}-{kind}.png")
    return folder / f"{name}-difference.png"
