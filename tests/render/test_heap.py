"""Encoders are opened and closed all the time; what they take must not add up."""

import subprocess
import sys

import pytest

OPENED_AGAIN_AND_AGAIN = """
import re, sys
from pathlib import Path
import numpy as np
from render.encoding.opening import open_encoder
from render.encoding.parts import Memory
from render.picture import whole
from render.work.heap import give_large_blocks_back

if sys.argv[2] == "asked" and not give_large_blocks_back():
    sys.exit(3)
picture = np.random.default_rng(0).integers(0, 255, (1080, 1920, 4), np.uint8)
memory = Memory(picture)
kept = []
for index in range(6):
    encoder = open_encoder(
        Path(sys.argv[1], f"{index}.mp4"), "mp4", 1920, 1080, 60, False, "libx264"
    )
    for _ in range(6):
        memory.clear()
        encoder.add(encoder.cut(picture, (whole(picture),), memory), 1)
    encoder.close()
    kept += [bytearray(100_000) for _ in range(20)]  # as a scene does meanwhile
    del encoder
    print(re.search(r"VmRSS:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""


def resident(folder, how):
    """Megabytes that a process holds after each of six encoders."""
    command = [sys.executable, "-c", OPENED_AGAIN_AND_AGAIN, str(folder), how]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode == 3:
        pytest.skip("the C library has no such setting")
    assert done.returncode == 0, done.stderr
    return [int(line) / 1024 for line in done.stdout.split()]


@pytest.mark.skipif(sys.platform != "linux", reason="asks glibc")
def test_an_encoder_leaves_nothing_behind(tmp_path):
    first, *_, last = resident(tmp_path, "asked")
    # Six lots of 2 MB are kept on purpose.
    assert last - first < 20
    *_, unasked = resident(tmp_path, "not asked")
    assert last < unasked - 30
