"""Every command of docs/dashboard.md that starts the dashboard does so, with the files that ship."""

import re
import shlex
import urllib.request
from pathlib import Path

import pytest

from simulation.dashboard.app import PAGES
from tests.browser.server import Server

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "dashboard.md").read_text(encoding="utf-8")
COMMANDS = [line.strip() for line in re.findall(r"^kampung dashboard([^#\n]*)", GUIDE, re.MULTILINE)]


def test_the_guide_starts_it_in_three_ways() -> None:
    assert len(COMMANDS) == 3
    assert any(command.endswith(".yaml") for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command or "bare")
def test_it_starts_and_gives_its_pages(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)  # where the guide's paths begin
    server = Server(tmp_path / "told.txt", *shlex.split(command))
    try:
        for page in PAGES:
            with urllib.request.urlopen(f"{server.address}/{page}", timeout=30) as reply:
                assert "Kampung" in reply.read().decode()
    finally:
        server.stop()
    assert re.fullmatch(r"Kampung: http://\S+/   \(Ctrl-C: stop\)\n", server.told()), server.told()
