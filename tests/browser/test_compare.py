"""Programmes side by side: named, copied, taken away, each with its own numbers; saved and opened again."""

from playwright.sync_api import expect

from simulation.dashboard.pages.compare import programme_labels, verdict_cells
from tests.browser import expected
from tests.browser.conftest import Arrival
from tests.browser.visitor import Visitor
from tests.patience import PATIENCE


def shown(visitor: Visitor, code: str) -> None:
    """Hold every cell of the tables to the model."""
    session = expected.session(code, visitor.language)
    doses = {f"p{place}": dose for place, dose in enumerate(session.resolved().programmes)}
    answer = expected.simulations().ask(session.question(doses)).future.result(timeout=PATIENCE)
    labels = programme_labels(session)
    visitor.settle()
    for place, outcome in enumerate(("trust_other", "bridging")):
        rows = visitor.page.locator(".k-verdicts").nth(place).locator("tbody tr")
        expect(rows).to_have_count(len(labels))
        for number, label in enumerate(labels):
            cells = rows.nth(number).locator("th, td")
            wanted = [f"{number + 1}. {label}", *verdict_cells(session, answer, f"p{number}", outcome)]
            expect(cells).to_have_text(wanted)
    # what stood there before has left no tag of its own
    expect(visitor.page.locator("p:has(div, table, section, ul)")).to_have_count(0)


def test_programmes_are_renamed_copied_and_removed(visitor: Visitor) -> None:
    page = visitor.visit("compare").page
    items = page.locator(".k-chosen li")
    expect(items).to_have_count(3)
    code = visitor.code()
    first = programme_labels(expected.session(code))
    # a name of his own for the second, which stays when the language changes
    visitor.button("compare.rename_one", name=first[1]).click()
    page.locator("#programme-title").fill("Forum Dusun II")
    page.keyboard.press("Enter")
    code = visitor.wait_for_code(
        lambda code: bool(code) and expected.settings(code).programmes[1].title != ""
    )
    expect(items.nth(1)).to_contain_text("2. Forum Dusun II")
    expect(page.locator("#programme-title")).to_have_count(0)
    # copies until there is no room
    for count in (4, 5, 6):
        visitor.button("compare.copy_one", name=first[0] if count == 4 else f"{first[0]} (1)").click()
        expect(items).to_have_count(count)
    expect(visitor.button("compare.copy_one", name="Forum Dusun II")).to_be_disabled()
    shown(visitor, visitor.wait_for_code(lambda code: len(expected.settings(code).programmes) == 6))
    # the first goes: every other one keeps its own numbers
    visitor.button("compare.remove_one", name=f"{first[0]} (1)").click()
    expect(items.first).to_contain_text("1. Forum Dusun II")
    code = visitor.wait_for_code(lambda code: len(expected.settings(code).programmes) == 5)
    shown(visitor, code)
    page.get_by_role("button", name="English", exact=True).click()
    visitor.language = "en"
    expect(items.first).to_contain_text("1. Forum Dusun II")
    shown(visitor, code)


def test_settings_are_saved_under_a_name_and_a_code_is_opened(arrive: Arrival) -> None:
    visitor = arrive().visit()
    page = visitor.page
    page.get_by_role("button", name="Forum Komunikasi UMKM", exact=True).first.click()
    code = visitor.wait_for_code(bool)
    visitor.button("saved.title").click()
    page.locator("#save-name").fill("rapat dusun")
    page.keyboard.press("Enter")
    expect(visitor.button("saved.load", name="rapat dusun")).to_be_visible()
    visitor.button("frame.reset").click()
    visitor.wait_for_code(lambda now: not now)
    # still there after a reload, on every page of this browser
    page.reload()
    visitor.settle()
    visitor.button("saved.title").click()
    visitor.button("saved.load", name="rapat dusun").click()
    assert visitor.wait_for_code(bool) == code
    visitor.wait_for_findings(expected.findings(code))
    # another browser knows nothing of it, but opens the code that is read out
    other = arrive().visit()
    other.button("saved.title").click()
    expect(other.page.get_by_text(other.say("saved.none"))).to_be_visible()
    other.page.locator("#load-code").fill("bukan kode")
    other.page.keyboard.press("Enter")
    expect(other.page.get_by_role("alert")).to_have_text(other.say("saved.damaged"))
    other.page.locator("#load-code").fill(code)
    other.page.keyboard.press("Enter")
    assert other.wait_for_code(bool) == code
    other.wait_for_findings(expected.findings(code))
    expect(other.page.get_by_role("alert")).to_have_count(0)
    visitor.button("saved.forget", name="rapat dusun").click()
    expect(page.get_by_text(visitor.say("saved.none"))).to_be_visible()
