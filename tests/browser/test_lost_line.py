"""The line breaks, the server starts anew, another tab saves meanwhile: nothing that was done is lost."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from simulation.dashboard.lessons.lesson import read_lessons
from simulation.dashboard.server.notice import said
from tests.browser.server import Server
from tests.browser.test_settings import MOVE
from tests.browser.visitor import Visitor

KEPT = "JSON.parse(localStorage.getItem('kampung.saved'))"
ELSEWHERE = """(saved) => localStorage.setItem('kampung.saved',
  JSON.stringify({...JSON.parse(localStorage.getItem('kampung.saved')), ...saved}))"""
FULL = """() => {
  Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
}"""
FORBIDDEN = """for (const kind of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, kind, {
    configurable: true, get() { throw new DOMException('no', 'SecurityError'); }
  });"""
SHOWN = """() => [...document.querySelectorAll('.v-application *, .k-first *')]
  .filter((part) => part.checkVisibility({visibilityProperty: true}) && part.children.length === 0)
  .map((part) => part.textContent.trim()).filter(Boolean)"""


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[list[Server]]:
    found = [Server(tmp_path / "first.txt")]
    yield found
    if found[-1].process.poll() is None:
        found[-1].stop()
    assert not any("Traceback" in server.told() for server in found)


def test_a_new_start_of_the_server_brings_back_what_was_set_and_guessed(
    servers: list[Server], browser: Browser, tmp_path: Path, screenshots: Path
) -> None:
    visitor = Visitor(browser, servers[0].address, width=390, language="en")
    page = visitor.page
    # before anything else is there, the page says whose it is, in the language of its address
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/require.js", hold)
    page.goto(f"{visitor.server}/?lang=en", wait_until="commit")
    expect(page.locator(".k-first")).to_be_visible()
    assert page.evaluate(SHOWN) == ["Kampung", visitor.say("notice.loading")]
    (route,) = held
    route.continue_()
    page.unroute("**/require.js")
    visitor.settle()
    visitor.slider("village-conflict").evaluate(MOVE, "0.5")
    code = visitor.wait_for_code(bool)
    steps = read_lessons()["strangers"].steps
    place = next(place for place, step in enumerate(steps, start=1) if step.prediction is not None)
    visitor.visit("lesson", f"lesson=strangers&step={place}&s={code}")
    page.locator(".k-option").nth(1).click()
    visitor.button("lesson.reveal").click()
    expect(page.locator(".k-reveal")).to_be_visible()
    address, reveal = page.url, page.locator(".k-reveal").inner_text()
    assert f"s={code}" in address
    assert visitor.faults == []

    servers[0].stop()
    (told,) = [each for each in said("lost") if each["language"] == "en"]
    expect(page.get_by_role("heading", name=told["title"])).to_be_visible()
    expect(page.get_by_text(told["about"])).to_be_visible()
    page.screenshot(path=screenshots / "lost.png")
    whole = " ".join(told[part] for part in ("title", "about", "onwards"))
    expect(page.locator(".k-lost")).to_have_text(whole, use_inner_text=True)
    assert not {"Server disconnected.", "Please refresh the page"} & set(page.evaluate(SHOWN))

    visitor.faults.clear()  # a browser complains of a line that breaks
    servers.append(Server(tmp_path / "second.txt", port=servers[0].port))
    expect(page.locator(".k-lost")).to_have_count(0)
    visitor.settle()
    expect(page.locator(".k-reveal")).to_have_text(reveal)
    assert page.url == address
    expect(page.locator(".k-option").nth(1)).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name=visitor.say("page.explore"), exact=True).click()
    visitor.settle()
    expect(visitor.slider("village-conflict")).to_have_value("0.5")
    visitor.close()


def test_two_tabs_save_side_by_side_and_a_storage_that_takes_nothing_is_told(
    servers: list[Server], browser: Browser
) -> None:
    visitor = Visitor(browser, servers[0].address, language="en")
    page = visitor.visit("assumptions").page
    visitor.button("saved.title").click()
    for name in ("mine", "other"):
        page.locator("[name=save-name]").fill(name)
        page.locator("[name=save-name]").press("Enter")
        expect(visitor.button("saved.load", name=name)).to_be_visible()
    code = page.evaluate(KEPT)["mine"]
    # another tab of this browser saves: first unseen by this one, then seen
    page.evaluate(ELSEWHERE, {"theirs": code})
    page.locator("[name=save-name]").fill("again")
    page.locator("[name=save-name]").press("Enter")
    expect(visitor.button("saved.load", name="theirs")).to_be_visible()
    assert list(page.evaluate(KEPT)) == ["mine", "other", "theirs", "again"]
    tab = visitor.context.new_page()
    tab.goto(f"{visitor.server}/readyz")
    tab.evaluate(ELSEWHERE, {"late": code})
    expect(visitor.button("saved.load", name="late")).to_be_visible()
    visitor.button("saved.rename_one", name="other").click()
    page.locator("[name=rename-saved]").fill("__proto__")
    page.locator("[name=rename-saved]").press("Enter")
    expect(visitor.button("saved.load", name="__proto__")).to_be_visible()
    visitor.button("saved.forget", name="mine").click()
    expect(visitor.button("saved.load", name="mine")).to_have_count(0)
    assert page.evaluate(f"Object.keys({KEPT})") == ["theirs", "again", "late", "__proto__"]
    assert visitor.faults == []
    page.evaluate(FULL)
    page.locator("[name=save-name]").fill("too much")
    page.locator("[name=save-name]").press("Enter")
    expect(page.get_by_role("alert")).to_have_text(visitor.say("saved.full"))
    assert "too much" not in json.dumps(page.evaluate(KEPT))
    visitor.close()
    private = Visitor(browser, servers[0].address, language="en")
    private.page.add_init_script(FORBIDDEN)
    page = private.visit("assumptions").page
    private.button("saved.title").click()
    page.locator("[name=save-name]").fill("for now")
    page.locator("[name=save-name]").press("Enter")
    expect(page.get_by_role("alert")).to_have_text(private.say("saved.forbidden", most=0))
    expect(private.button("saved.load", name="for now")).to_be_visible()
    private.close()
