"""Workers on other machines, through ``dask.distributed``; they share no disk with this one.

Only this module imports ``distributed`` (the extra ``steepest[cluster]``).
"""

from __future__ import annotations

import importlib.metadata
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from distributed import Client

from render.errors import SteepestError
from render.work.machine import cores
from render.work.sameness import Code, refuse_other_version
from render.work.workers import Crew, Processes

_PATIENCE = 10.0
"""Seconds to wait for the scheduler to answer, and then for a first worker."""

_LOOK = 3.0
"""Seconds between two looks at whether there are workers."""


class Cluster:
    """The workers of a scheduler. A job carries what it needs; its segments come back as bytes."""

    def __init__(self, client: Any) -> None:
        self._client = client

    @property
    def size(self) -> int:
        """The number of its workers."""
        return len(self._client.scheduler_info(n_workers=-1)["workers"])

    @property
    def second(self) -> Cluster:
        """The same; it hands the tasks of a worker that died to another one by itself."""
        return self

    @contextmanager
    def open(self, workers: int, folder: Path) -> Iterator[Crew]:
        """Give the workers, with others on this machine for what has to be done here."""
        with ExitStack() as stack:
            here = stack.enter_context(Processes().open(cores(), folder))
            executor: Executor = self._client.get_executor(pure=False)
            lack = _Absence(self, self._client.scheduler.address)
            yield Crew(executor, lambda: None, here.executor, Code.here(), lack)

    def check(self) -> None:
        """Raise a ``SteepestError`` unless all workers have the same code as this machine."""
        # By a function of Python's own: ours can be called only where they are installed.
        ours = importlib.metadata.version("steepest")
        theirs = self._client.run(importlib.metadata.version, "steepest", on_error="return")
        for worker, version in theirs.items():
            found = None if isinstance(version, Exception) else str(version)
            refuse_other_version(f"the worker {worker}", ours, found)
        code = Code.here()
        for worker, other in self._client.run(Code.here).items():
            code.check(f"the worker {worker}", other)


class _Absence:
    """Tells, once each time, that the last worker has gone."""

    def __init__(self, cluster: Cluster, address: str) -> None:
        self._cluster = cluster
        self._address = address
        self._looked = time.monotonic()
        self._told = False

    def __call__(self) -> str:
        now = time.monotonic()
        if now - self._looked < _LOOK:
            return ""
        self._looked = now
        gone = self._cluster.size == 0
        told, self._told = self._told, gone
        if not gone or told:
            return ""
        return f"the cluster has no workers left; waiting for one {_start(self._address)}"


def _start(address: str) -> str:
    # Dask's nanny would set a seed of its own, and with it another order of sets.
    return f"(start some with: PYTHONHASHSEED=0 dask worker {address} --nthreads 1 --no-nanny)"


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """The cluster whose scheduler is at ``address``, with at least one worker, all checked.

    Raises
    ------
    SteepestError : nobody answers, there is no worker, or one has other code
    """
    try:
        open_client: Any = Client
        client = open_client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as problem:
        raise SteepestError(
            f"no scheduler answers at {address} (start one there with: dask scheduler)"
        ) from problem
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as problem:
            raise SteepestError(
                f"the scheduler at {address} has no workers {_start(address)}"
            ) from problem
        cluster = Cluster(client)
        cluster.check()
        yield cluster
