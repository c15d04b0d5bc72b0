"""Disks that are full or read-only, as real as the machine allows."""

import ctypes
import os
import resource
import subprocess
from contextlib import contextmanager

_SIZE = 131072
_LEFT = 4096


def _mounted(*arguments):
    """Whether mounting is allowed here, and done."""
    return subprocess.run(["mount", *arguments], check=False, capture_output=True).returncode == 0


@contextmanager
def small_disk(folder):
    """Make ``folder`` a disk of 128 kB.

    Gives a function that fills it up to 4 kB and returns options for ``subprocess.Popen``: where
    mounting is not allowed, no process may write files larger than that.
    """
    folder.mkdir(exist_ok=True)
    mounted = _mounted("-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(folder))

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (_LEFT, _LEFT))

    def fill():
        if not mounted:
            return {"preexec_fn": limit}
        free = os.statvfs(folder).f_bfree * os.statvfs(folder).f_frsize
        (folder / ".full").write_bytes(bytes(free - _LEFT))
        return {}

    try:
        yield fill
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def read_only(folder):
    """Make ``folder``, with what is in it, read-only, for root too where mounting is allowed.

    Gives options for ``subprocess.Popen``: elsewhere root has to give up ignoring permissions.
    """
    if _mounted("--bind", str(folder), str(folder)):
        try:
            subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
            yield {}
        finally:
            subprocess.run(["umount", str(folder)], check=True)
        return

    def obey():
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP

    folder.chmod(0o555)
    try:
        yield {"preexec_fn": obey} if os.getuid() == 0 else {}
    finally:
        folder.chmod(0o755)
