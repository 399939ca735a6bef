"""The server as its host meets it: what it prints, how it ends, what it leaves behind: nothing."""

import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from websockets.sync.client import connect

from simulation.commands.dashboard import SETTINGS
from tests.browser.server import Server

Run = Callable[..., tuple[int, str, str]]


def children(process: int) -> list[str]:
    return Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8").split()


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


class Internet:
    """Stands for the internet: a proxy that counts who comes."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.asked = 0
        self.environment = {
            name: f"http://127.0.0.1:{self._listening.getsockname()[1]}"
            for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")
        } | {"no_proxy": "127.0.0.1", "NO_PROXY": "127.0.0.1"}
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            line, _ = self._listening.accept()
            self.asked += 1
            line.close()


@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, -signal.SIGTERM)])
def test_the_end_leaves_nothing_behind_though_a_page_is_open(
    tmp_path: Path, how: signal.Signals, code: int
) -> None:
    server = Server(tmp_path / "output.txt", "--language", "en")
    where = f"ws://127.0.0.1:{server.port}/jupyter/api/kernels/{uuid4()}/channels?session_id=page"
    with connect(where):
        assert children(server.process.pid) == []
        assert server.stop(how) == code
    assert is_free(server.port)
    assert server.told() == f"Kampung: {server.address}/   (Ctrl-C: stop)\n"


def test_nobody_is_told_that_the_dashboard_runs(tmp_path: Path) -> None:
    internet = Internet()
    server = Server(tmp_path / "output.txt", **internet.environment)
    with urllib.request.urlopen(server.address, timeout=60) as page:
        assert page.status == 200
    server.stop()
    assert internet.asked == 0
    # the trap works: what Solara would use to tell it comes this way
    told = "import requests; requests.post('https://example.org/', timeout=5)"
    there = os.environ | internet.environment
    subprocess.run([sys.executable, "-c", told], env=there, check=False, stderr=subprocess.DEVNULL)
    assert internet.asked > 0


def test_solara_has_the_settings_the_command_gives_it() -> None:
    names = ("telemetry.mixpanel_enable", "kernel.cull_timeout", "theme.title", "main.root_path")
    told = f"from solara.server.settings import *; print([{', '.join(names)}])"
    found = subprocess.run(
        [sys.executable, "-c", told], env=os.environ | SETTINGS, check=True, capture_output=True, text=True
    )
    assert found.stdout == "[False, '20s', 'Kampung', '']\n"


def test_a_port_that_is_taken_is_told_in_one_line(kampung: Run) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        code, out, told = kampung("dashboard", "--no-browser", "--port", port)
    assert (code, out) == (2, "")
    assert told == (
        f"--port: cannot listen at 127.0.0.1:{port} (Address already in use); "
        "allowed: a free port, such as --port 8766\n"
    )


def test_a_host_that_is_not_this_machine_is_told_in_one_line(kampung: Run) -> None:
    code, out, told = kampung("dashboard", "--no-browser", "--host", "203.0.113.7")
    assert (code, out) == (2, "")
    assert told.startswith("--host: cannot listen at 203.0.113.7:8765 (Cannot assign requested address); ")
    assert len(told.splitlines()) == 1
