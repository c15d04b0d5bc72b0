"""What docs/scaling.md is worked out from: ``python -m benchmarks.scaling [LESSON] [QUALITY]``.

Processor seconds for the parts of one lesson, bytes of its segments, and what a scheduler takes
for a task. Texts and voice are in the cache when it counts.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any


def cpu(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of all threads, and the result."""
    before = time.process_time()
    result = work()
    return time.process_time() - before, result


def nothing(number: int) -> int:
    return number


def per_task(count: int) -> tuple[float, float]:
    """Seconds, and processor seconds of this process, that a task without work takes."""
    from distributed import Client, LocalCluster

    with (
        LocalCluster(1, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        executor = client.get_executor(pure=False)
        executor.submit(nothing, 0).result()
        begun, used = time.perf_counter(), time.process_time()
        for future in [executor.submit(nothing, number) for number in range(count)]:
            future.result()
        return (time.perf_counter() - begun) / count, (time.process_time() - used) / count


def main(lesson: str, quality: str) -> None:
    from render.request.asked import Request
    from render.request.request import resolve_one
    from render.store.segment_folder import SegmentFolder
    from render.work.cargo import pack
    from render.work.finish import finish
    from render.work.segments import Share
    from render.work.share import draw_share

    with tempfile.TemporaryDirectory() as place:
        job = replace(resolve_one(Request((lesson,), quality=quality)), out=Path(place, "out"))
        pack(job)
        run, cargo = cpu(lambda: pack(job))
        folder = SegmentFolder("segments", Path(place))
        whole, drawn = cpu(lambda: draw_share(job, Share(), folder))
        segments = folder.finished().values()
        ending, _ = cpu(lambda: finish(job, "key", drawn.timeline, folder))
        size = sum(segment.size for segment in segments)
        print(f"{lesson}, {quality}, {job.renderer}: {cargo.timeline.duration:.0f} s of video")
        print(f"run without pixels    {run:8.2f} s")
        print(f"run, draw and encode  {whole:8.2f} s")
        print(f"finish                {ending:8.2f} s")
        print(f"segments              {len(segments):8d}")
        print(f"each, drawn           {(whole - run) / len(segments):8.3f} s")
        print(f"each                  {size / len(segments) / 1000:8.1f} kB")
    wall, used = per_task(300)
    print(f"a task of a scheduler {wall * 1000:8.2f} ms, {used * 1000:.2f} ms of processor")


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    main(*(sys.argv[1:] + ["ill-conditioned-bowl", "720p30"][len(sys.argv) - 1 :]))
