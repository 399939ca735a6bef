"""What a hostile address does to a page, and what the last to come sees when the server is full: words."""

import csv
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Route, expect

from simulation.api import Study
from simulation.dashboard.app import PAGES
from simulation.dashboard.server.notice import said
from simulation.dashboard.state.settings import Programme, Settings
from simulation.dashboard.state.settings_code import code_of
from simulation.experiment.experiment_file import read_study
from tests.browser.server import Server
from tests.browser.visitor import Visitor

FILE = Path(__file__).parent / "hostile.yaml"
SCRIPT = "<img src=x onerror='window.hostile=1'>{{1+1}}"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Server]:
    """A server with room for one."""
    found = Server(tmp_path / "output.txt", "--limit-visitors", "1", "--language", "en")
    yield found
    found.stop()
    assert found.told() == f"Kampung: {found.address}/   (Ctrl-C: stop)\n"


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Server]:
    """A server whose experiment and results are hostile in every text, names of folders too."""
    folder = tmp_path / "results" / SCRIPT.replace("/", "")
    Study(read_study(FILE)).run(out=folder, workers=1).report("id")
    found = Server(tmp_path / "output.txt", str(FILE), "--results", str(folder.parent))
    yield found
    found.stop()
    assert "Traceback" not in found.told()


@pytest.mark.parametrize("language", ["id", pytest.param("en", marks=pytest.mark.long)])
def test_what_users_write_is_only_text(
    hostile: Server, browser: Browser, language: str, tmp_path: Path, screenshots: Path
) -> None:
    visitor = Visitor(browser, hostile.address, language=language)
    page = visitor.page
    programmes = tuple(
        Programme(name=f"{SCRIPT}{place}", title=title, activities={"forum": {"every": 2}})
        for place, title in enumerate((SCRIPT, "=1+1", "$\\\\bad{"))
    )
    code = code_of(Settings(programmes=programmes))
    for path in PAGES:
        for search in ("", f"s={code}&") if path in ("compare", "budget") else ("",):
            visitor.visit(path, f"{search}lang={language}&r={quote(SCRIPT)}")
            drawings = page.locator(".k-chart-drawing")
            for place in range(drawings.count()):
                drawings.nth(place).hover()  # what is shown beside the mouse is made of names as well
            assert page.evaluate("window.hostile") is None, path
            expect(page.locator("main img, main svg[onload], main script, main b"), path).to_have_count(0)
        page.screenshot(path=screenshots / f"hostile-{path or 'explore'}-{language}.png", full_page=True)
    folder = page.locator(".k-switch-folder")
    visitor.visit("results")
    folder.first.click()
    expect(page.locator("main")).to_contain_text("=HYPERLINK" if language == "en" else "=cmd|")
    for table in page.locator(".k-table-file button").all():
        table.click()
    # names of what is saved, and of cells in a saved table
    visitor.button("saved.title").click()
    page.locator("[name=save-name]").fill(SCRIPT[:40])
    page.locator("[name=save-name]").press("Enter")
    expect(page.locator(".k-chosen li")).to_have_count(1)
    visitor.visit("compare")
    figure = page.locator(".k-figure").first
    file = visitor.downloads(figure.get_by_role("button", name="CSV").click, tmp_path)
    cells = [cell for row in csv.reader(file.open(encoding="utf-8-sig")) for cell in row]
    assert any("=" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []
    assert page.evaluate("window.hostile") is None
    assert visitor.faults == []
    visitor.close()


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
    expect(first.page.locator("html")).to_have_attribute("lang", "en")
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
