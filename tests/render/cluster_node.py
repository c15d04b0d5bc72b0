"""A scheduler or a worker of a cluster as a process of its own, with the small lessons.

``cluster_node.py scheduler`` prints its address; ``cluster_node.py worker ADDRESS FOLDER`` works
until it is ended, with a folder of its own for everything.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

import pytest
import tiny
from distributed import Scheduler, Worker


async def schedule():
    async with Scheduler(host="127.0.0.1", dashboard=False) as scheduler:
        print(scheduler.address, flush=True)
        await scheduler.finished()


async def work(address, folder):
    async with Worker(address, nthreads=1, host="127.0.0.1", local_directory=folder) as worker:
        print("ready", flush=True)
        await worker.finished()


if __name__ == "__main__":
    if sys.argv[1] == "scheduler":
        asyncio.run(schedule())
    else:
        folder = Path(sys.argv[3])
        folder.mkdir()
        tempfile.tempdir = str(folder)
        tiny.install(pytest.MonkeyPatch(), folder)
        asyncio.run(work(sys.argv[2], str(folder)))
