"""Every page, in both languages, at a desk and on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from simulation.dashboard.app import PAGES
from simulation.dashboard.components.frame import HOME
from tests.browser.server import Server
from tests.browser.visitor import Visitor

WIDTHS = (1280, 390)
LANGUAGES = ("id", "en")
VIEWS = [
    pytest.param(
        (path, language, width),
        id=f"{path or HOME}-{language}-{width}",
        # a phone in English: what is cut there is mostly cut in Indonesian, whose words are longer
        marks=[pytest.mark.long] if (language, width) == ("en", 390) else [],
    )
    for path in PAGES
    for language in LANGUAGES
    for width in WIDTHS
]
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module", params=VIEWS)
def view(request: pytest.FixtureRequest, server: Server, browser: Browser) -> Iterator[tuple[str, Visitor]]:
    """A page, opened once for all that is asked of it."""
    path, language, width = request.param
    visitor = Visitor(browser, server.address, width=width, language=language)
    visitor.visit(path)
    yield path, visitor
    visitor.close()


def test_nothing_leaves_the_machine_and_nothing_fails(view: tuple[str, Visitor], server: Server) -> None:
    _, visitor = view
    assert len(visitor.requests) > 5
    assert visitor.faults == []
    assert "Traceback" not in server.told(), server.told()


def test_nothing_is_wider_than_the_screen(view: tuple[str, Visitor], screenshots: Path) -> None:
    path, visitor = view
    page, size = visitor.page, visitor.page.viewport_size
    assert size is not None
    # kept before anything is asked of it: each picture is looked at
    page.screenshot(
        path=screenshots / f"{path or HOME}-{visitor.language}-{size['width']}.png", full_page=True
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    beyond = page.evaluate(
        """(width) => [...document.querySelectorAll('main *')]
          .filter((part) => part.getBoundingClientRect().right > width + 1 && !part.closest('.k-scroll')
            && part.offsetParent !== null)
          .map((part) => part.className || part.tagName)""",
        size["width"],
    )
    assert beyond == []


def test_the_page_says_its_language_and_its_name(view: tuple[str, Visitor]) -> None:
    path, visitor = view
    expect(visitor.page.locator("html")).to_have_attribute("lang", visitor.language)
    expect(visitor.page).to_have_title(f"{visitor.say(f'page.{path or HOME}')} · Kampung")
    expect(visitor.page.locator("h1")).to_have_count(1)


def test_accessible_without_serious_findings(view: tuple[str, Visitor]) -> None:
    _, visitor = view
    found = Axe().run(visitor.page).response["violations"]
    serious = [
        f"{finding['id']}: {node['html'][:160]}"
        for finding in found
        if finding["impact"] in SERIOUS
        for node in finding["nodes"]
    ]
    assert serious == []


def test_every_slider_has_a_label_a_value_and_a_unit(view: tuple[str, Visitor]) -> None:
    path, visitor = view
    folded = visitor.page.locator(".k-fold[aria-expanded=false]")
    for left in range(folded.count() - 1, -1, -1):
        folded.first.click()
        expect(folded).to_have_count(left)
    sliders = visitor.page.locator(".k-slider")
    if not path:
        expect(sliders.nth(5)).to_be_attached()
    for text in sliders.evaluate_all(
        """(found) => found.map((slider) => {
          const field = slider.querySelector('input');
          const [label, value] = ['label', 'output'].map((part) => slider.querySelector(part).innerText);
          return [label, field.labels.length, value, field.getAttribute('aria-valuetext')];
        })"""
    ):
        label, labels, value, told = text
        assert label.strip() and labels == 1
        number, _, unit = value.partition(" ")
        assert any(digit.isdigit() for digit in number), value
        assert unit.strip(), f"{label}: {value}"
        assert told.split() == value.split()


def test_no_word_of_the_catalogue_is_left_unfilled(view: tuple[str, Visitor]) -> None:
    _, visitor = view
    text = visitor.page.locator("body").inner_text()
    assert "{" not in text and "undefined" not in text and "NaN" not in text
