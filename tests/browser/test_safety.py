"""What a hostile address does to a page, and what the last to come sees when the server is full: words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from simulation.dashboard.code import code_of
from simulation.dashboard.notice import said
from simulation.dashboard.settings import Programme, Settings
from tests.browser.conftest import Arrival
from tests.browser.server import Server
from tests.browser.visitor import Visitor

SCRIPT = "<img src=x onerror='window.hostile=1'>{{1+1}}"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Server]:
    """A server with room for one."""
    found = Server(tmp_path / "output.txt", "--limit-visitors", "1", "--language", "en")
    yield found
    found.stop()
    assert found.told() == f"Kampung: {found.address}/   (Ctrl-C: stop)\n"


@pytest.mark.parametrize("path", ["", "compare", "budget", "results"])
def test_a_name_that_is_a_script_is_only_a_name(arrive: Arrival, path: str) -> None:
    programmes = tuple(Programme(name=f"{SCRIPT}{place}", activities={"forum": {}}) for place in range(2))
    visitor = arrive()
    search = (
        f"s={code_of(Settings(programmes=programmes))}&r=%3Cimg%20src%3Dx%20onerror%3Dhostile%3D1%3E&lang=id"
    )
    visitor.visit(path, search)
    assert visitor.page.evaluate("window.hostile === undefined")
    assert visitor.page.locator("main img").count() == 0


def test_who_comes_when_the_last_place_is_taken_is_told_so(
    small: Server, browser: Browser, screenshots: Path
) -> None:
    late, first = (Visitor(browser, small.address, language="en") for _ in range(2))
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    # he has the page, but not what opens its line: as when thirty come at once
    late.page.route("**/require.js", hold)
    late.page.goto(small.address, wait_until="commit")
    late.page.wait_for_timeout(2000)
    first.visit("compare")
    assert first.page.evaluate("document.documentElement.lang") == "en"
    (route,) = waiting
    route.continue_()
    for each in said("full"):
        expect(late.page.get_by_role("heading", name=each["title"])).to_be_visible()
    late.page.screenshot(path=screenshots / "full.png")
    assert late.faults == []
    first.close()
    late.page.unroute("**/require.js")
    late.page.wait_for_timeout(1000)
    late.page.get_by_role("link", name=said("full")[-1]["onwards"]).click()
    late.settle()
    expect(late.page.get_by_role("navigation")).to_be_visible()
    assert late.faults == []
    late.close()
