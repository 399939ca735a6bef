"""The real server, as its users start it, in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.patience import PATIENCE

PACKAGE = Path(__file__).resolve().parents[2]


class Server:
    """``kampung dashboard`` at a free port; what it prints is kept.

    Parameters
    ----------
    log : Path
        Where what it prints is kept.
    *options : str
        Further words of the command.
    port : int
        0: one that is free.
    **environment : str
        What else stands in its environment.
    """

    def __init__(self, log: Path, *options: str, port: int = 0, **environment: str) -> None:
        self.log = log
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            self.port = int(probe.getsockname()[1])
        command = [sys.executable, "-c", "from simulation.cli import main; main()", "dashboard"]
        paths = [str(PACKAGE), os.environ.get("PYTHONPATH", "")]
        with log.open("w", encoding="utf-8") as kept:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port), "--no-browser", *options],
                stdout=kept,
                stderr=subprocess.STDOUT,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))} | environment,
            )
        self._wait()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def told(self) -> str:
        """Return all it has printed."""
        return self.log.read_text(encoding="utf-8")

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """Press Ctrl-C, or end it in another way; return how it ended."""
        self.process.send_signal(how)
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            try:
                urllib.request.urlopen(self.address, timeout=5).close()
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        self.process.kill()
        raise RuntimeError(f"the server did not start:\n{self.told()}")
