"""The dashboard as a process of its own, started as a user starts it."""

import os
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.error import URLError
from urllib.request import urlopen

PATIENCE = 90.0
"""Seconds the server may take to start; a cold one compiles first."""


class Server:
    """A server that ends with the block.

    Parameters
    ----------
    port : int
    """

    def __init__(self, port: int) -> None:
        self.address = f"localhost:{port}"
        self._command = [sys.executable, "-c", "from simulation.cli import main; main()", "dashboard"]
        self._command += ["--no-browser", "--port", str(port)]
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self._process.poll() is None:
            try:
                with urlopen(f"http://{self.address}/readyz") as answer:
                    if answer.status == 200:
                        return self
            except URLError:
                time.sleep(0.1)
        self.__exit__(None, None, None)
        raise RuntimeError("the dashboard did not start")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process is not None
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def seconds(self) -> float:
        """Return the processor time it has taken."""
        assert self._process is not None
        fields = (
            Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        )
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def megabytes(self, key: str = "VmRSS") -> float:
        """Return its resident memory; ``VmHWM``: the most it ever had."""
        assert self._process is not None
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(key)) / 1024
