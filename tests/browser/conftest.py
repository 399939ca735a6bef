"""A real server, a real browser, and visitors who must find nothing amiss."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.folders import made
from tests.browser.server import Server
from tests.browser.visitor import MILLISECONDS, Visitor

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SCREENSHOTS = Path(os.environ.get("KAMPUNG_SCREENSHOTS", Path(__file__).parent / ".screenshots"))
Arrival = Callable[..., Visitor]
# a busy machine is no fault of a page
expect.set_options(timeout=MILLISECONDS)


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of results the server was started with: a study and an answer of each kind."""
    return made(tmp_path_factory.mktemp("results"))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, results: Path) -> Iterator[Server]:
    """The server; it must end on Ctrl-C and never have told a traceback."""
    found = Server(tmp_path_factory.mktemp("server") / "output.txt", "--results", str(results))
    yield found
    found.stop()
    assert "Traceback" not in found.told(), found.told()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; `make browser` installs it.

    One a module: while Playwright runs, no other test of this process may run an event loop.
    """
    assert CHROMIUM is not None, "no chromium: run `make browser`"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def arrive(server: Server, browser: Browser) -> Iterator[Arrival]:
    """Let visitors come; in the end none of them may have met a fault, nor the server have told one."""
    visitors: list[Visitor] = []

    def come(*, width: int = 1280, language: str = "id") -> Visitor:
        visitors.append(Visitor(browser, server.address, width=width, language=language))
        return visitors[-1]

    yield come
    for visitor in visitors:
        visitor.close()
    assert [fault for visitor in visitors for fault in visitor.faults] == []
    assert "Traceback" not in server.told(), server.told()


@pytest.fixture
def visitor(arrive: Arrival) -> Visitor:
    """One visitor, at a desk, who reads Indonesian."""
    return arrive()


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Where pictures of the pages are kept."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    return SCREENSHOTS
