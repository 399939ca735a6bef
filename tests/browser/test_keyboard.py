"""A page without a mouse."""

import pytest
from playwright.sync_api import expect

from simulation.dashboard.app import PAGES
from simulation.dashboard.components.frame import HOME
from simulation.parameters import Behaviour
from tests.browser import expected
from tests.browser.conftest import Arrival
from tests.browser.visitor import Visitor

KINDS = 'a[href], button, input, select, textarea, summary, [tabindex="0"]'
CONTROLS = f"""() => [...document.querySelectorAll('{KINDS}')]
  .filter((part) => !part.disabled && part.checkVisibility() && part.tabIndex >= 0)"""
MARK = f"() => ({CONTROLS})().forEach((part, place) => {{ part.dataset.place = place; }})"
COUNT = f"() => ({CONTROLS})().length"
HERE = "() => document.activeElement.dataset.place"
NOT_A_STOP = "() => document.activeElement === document.body"


@pytest.mark.parametrize("path", PAGES, ids=[path or HOME for path in PAGES])
def test_tab_reaches_every_control(arrive: Arrival, path: str) -> None:
    visitor = arrive().visit(path)
    page = visitor.page
    page.evaluate(MARK)
    count, reached = page.evaluate(COUNT), set()
    for _ in range(count + 200):
        page.keyboard.press("Tab")
        if page.evaluate(NOT_A_STOP):
            break
        reached.add(page.evaluate(HERE))
    assert count >= 8
    assert {str(place) for place in range(count)} - reached == set()


def test_the_first_stop_leads_past_the_header(visitor: Visitor) -> None:
    visitor.visit("assumptions")
    visitor.page.keyboard.press("Tab")
    skip = visitor.page.locator(".k-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("#main")).to_be_focused()


def test_arrow_keys_move_a_slider_and_the_answer_follows(visitor: Visitor) -> None:
    visitor.visit()
    slider = visitor.slider("village-conflict")
    slider.focus()
    expect(slider).to_have_value(f"{Behaviour().conflict:g}")
    expect(slider).to_have_attribute("step", "0.01")
    for _ in range(8):
        visitor.page.keyboard.press("ArrowRight")
    code = visitor.wait_for_code(
        lambda code: bool(code) and expected.settings(code).village["conflict"] > Behaviour().conflict + 0.07
    )
    visitor.wait_for_findings(expected.findings(code))
    expect(slider).to_be_focused()
    moved = f"{Behaviour().conflict + 0.08:.2f}".replace(".", ",")
    expect(slider).to_have_attribute("aria-valuetext", f"{moved} keterampilan 0\N{EN DASH}1")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_button_is_pressed_by_key(visitor: Visitor, key: str) -> None:
    visitor.visit("compare")
    button = visitor.page.get_by_role("button", name="Kedua pelatihan", exact=True)
    button.focus()
    visitor.page.keyboard.press(key)
    expect(visitor.page.locator(".k-chosen li")).to_have_count(4)
    visitor.settle()


def test_where_is_this_from_takes_the_focus_and_gives_it_back(visitor: Visitor) -> None:
    visitor.visit()
    name = visitor.say("origin.of", name="kepercayaan pada kelompok lain")
    asks = visitor.page.get_by_role("button", name=name, exact=True).first
    asks.focus()
    visitor.page.keyboard.press("Enter")
    panel = visitor.page.get_by_role("dialog", name=visitor.say("origin.title"))
    expect(panel).to_be_focused()
    expect(panel).to_contain_text("Josang")
    visitor.page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(asks).to_be_focused()
    # once more: what was closed by a key opens again
    visitor.page.keyboard.press("Space")
    expect(panel).to_be_focused()
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")
    expect(panel).to_have_count(0)
    expect(asks).to_be_focused()
