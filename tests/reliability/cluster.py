"""A Dask cluster of its own processes on loopback."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.patience import PATIENCE
from tests.reliability.commands import environment


class LocalDask:
    """A scheduler and its workers, each a process that can be killed.

    Parameters
    ----------
    folder : Path
        For what they write.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []
        self._file = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--port", "0", "--scheduler-file", str(self._file))
        self._wait(lambda: self._file.exists() and self._file.stat().st_size > 0)
        self.address: str = json.loads(self._file.read_text())["address"]
        self.workers: list[subprocess.Popen[bytes]] = []

    def add_worker(self, *folders: Path) -> None:
        """Start a worker of one thread, which imports from these folders first; wait until it has joined."""
        words = (self.address, "--nthreads", "1", "--no-nanny")
        self.workers.append(self._start("worker", *words, folders=folders))
        self._wait(lambda: "Registered to:" in self._log(len(self._processes) - 1))

    def end(self) -> None:
        """Kill all."""
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.wait()

    def _log(self, number: int) -> str:
        return (self._folder / f"dask-{number}.log").read_text()

    def _start(self, kind: str, *words: str, folders: tuple[Path, ...] = ()) -> subprocess.Popen[bytes]:
        place = self._folder / f"dask-{len(self._processes)}.log"
        command = [
            sys.executable,
            "-m",
            f"distributed.cli.dask_{kind}",
            "--host",
            "127.0.0.1",
            "--no-dashboard",
        ]
        with place.open("wb") as log:
            process = subprocess.Popen(
                [*command, *words], cwd=self._folder, env=environment(*folders), stdout=log, stderr=log
            )
        self._processes.append(process)
        return process

    def _wait(self, happened: Callable[[], bool]) -> None:
        begin = time.monotonic()
        while not happened():
            for number, process in enumerate(self._processes):
                assert process.poll() is None, self._log(number)
            assert time.monotonic() - begin < PATIENCE
            time.sleep(0.05)


@contextmanager
def local_dask(folder: Path, workers: int = 2) -> Iterator[LocalDask]:
    """Give a cluster on this machine."""
    folder.mkdir()
    cluster = LocalDask(folder)
    try:
        for _ in range(workers):
            cluster.add_worker()
        yield cluster
    finally:
        cluster.end()


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process at once, as a machine that is switched off."""
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
