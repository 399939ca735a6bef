"""A second process that compiles part of the model while this one compiles the rest."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numba

from simulation.compiled import FOLDER

_LONGEST = 600.0
"""Seconds after which nothing is expected of it any more."""


@contextmanager
def compiling_beside(module: str, makes: str) -> Iterator[None]:
    """Let another process run a module that compiles, and wait for it at the end.

    It is a help and no condition: whatever it did not do is compiled when it is called.

    Parameters
    ----------
    module : str
        Its name; it calls :func:`end_with_parent` first.
    makes : str
        File and name of what it compiles, as in ``weekly.measure_week``; if it is there nothing is started.
    """
    other = None if _processors() < 2 or is_kept(makes) else _start(module)
    try:
        yield
    finally:
        if other is not None:
            with suppress(subprocess.TimeoutExpired):
                other.wait(_LONGEST)
            other.kill()
            other.communicate()


def is_kept(function: str) -> bool:
    """Tell whether the machine code of a function (file and name) need not be made."""
    if numba.config.DISABLE_JIT:
        return True
    return FOLDER is not None and any(FOLDER.rglob(f"{function}-*.nbc"))


def end_with_parent() -> None:
    """End this process as soon as the one that started it is gone."""

    def watch() -> None:
        # the other end of this pipe is the parent's: it closes with it, however it ends
        sys.stdin.read()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _start(module: str) -> "subprocess.Popen[bytes] | None":
    if FOLDER is None or not sys.executable:
        return None
    package = str(Path(__file__).parent.parent)
    paths = [package, os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {
        "NUMBA_CACHE_DIR": str(FOLDER.parent.parent),
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
    }
    try:
        # a program of its own, no fork and no import of the user's script: works from threads, workers
        # of a cluster and scripts without a main guard
        return subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment,
        )  # fmt: skip
    except OSError:
        return None
