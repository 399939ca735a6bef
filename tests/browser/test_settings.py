"""What a visitor sets is what he sees, what his address holds, and nobody else's."""

import re

from playwright.sync_api import expect

from simulation.dashboard.components.share_link import qr_picture
from simulation.parameters import Behaviour
from tests.browser import expected
from tests.browser.conftest import Arrival
from tests.browser.visitor import Visitor

MOVE = """(field, value) => {
  field.value = value;
  field.dispatchEvent(new Event('input', {bubbles: true}));
}"""


def path_of(address: str) -> str:
    """Return the path that draws an address as a QR picture."""
    found = re.search(r' d="([^"]+)"', qr_picture(address) or "")
    assert found is not None
    return found[1]


def test_the_answer_is_the_one_the_model_gives(visitor: Visitor) -> None:
    visitor.visit().wait_for_findings(expected.findings())


def test_a_slider_moved_twice_shows_the_answer_of_its_last_position(visitor: Visitor) -> None:
    visitor.visit()
    slider = visitor.slider("village-belief_other")
    for value in ("0.4", "0.56"):
        slider.evaluate(MOVE, value)
        # longer than the hand has to rest, shorter than an answer takes
        visitor.page.wait_for_timeout(150)
    code = visitor.wait_for_code(
        lambda code: bool(code) and expected.settings(code).village["belief_other"] == 0.56
    )
    visitor.wait_for_findings(expected.findings(code))
    assert expected.findings(code) != expected.findings()


def test_two_visitors_do_not_see_each_other(arrive: Arrival) -> None:
    one, other = arrive().visit(), arrive().visit()
    one.slider("village-avoidance").evaluate(MOVE, "0.4")
    other.slider("village-misreading").evaluate(MOVE, "0.3")
    codes = [who.wait_for_code(bool) for who in (one, other)]
    assert [set(expected.settings(code).village) for code in codes] == [{"avoidance"}, {"misreading"}]
    for who, code in zip((one, other), codes, strict=True):
        who.wait_for_findings(expected.findings(code))
    assert expected.findings(codes[0]) != expected.findings(codes[1])
    expect(one.slider("village-misreading")).to_have_value(str(Behaviour().misreading))
    expect(other.slider("village-avoidance")).to_have_value(str(Behaviour().avoidance))
    other.button("frame.reset").click()
    other.wait_for_code(lambda code: not code)
    assert one.code() == codes[0]
    expect(one.slider("village-avoidance")).to_have_value("0.4")


def test_a_reload_and_another_browser_restore_what_was_set(arrive: Arrival) -> None:
    visitor = arrive().visit()
    visitor.slider("village-conflict").evaluate(MOVE, "0.5")
    code = visitor.wait_for_code(bool)
    visitor.wait_for_findings(expected.findings(code))
    visitor.page.reload()
    visitor.settle()
    guest = arrive(language="en")
    guest.visit(search=f"s={code}")
    for who in (visitor, guest):
        expect(who.slider("village-conflict")).to_have_value("0.5")
        who.wait_for_findings(expected.findings(code, who.language))


def test_the_settings_go_along_from_page_to_page(visitor: Visitor) -> None:
    visitor.visit()
    visitor.slider("village-conflict").evaluate(MOVE, "0.5")
    code = visitor.wait_for_code(bool)
    for page in ("compare", "explore"):
        visitor.page.get_by_role("link", name=visitor.say(f"page.{page}"), exact=True).click()
        expect(visitor.page.locator("h1")).to_have_text(visitor.say(f"{page}.title"))
        assert visitor.settle().code() == code
    expect(visitor.slider("village-conflict")).to_have_value("0.5")


def test_a_damaged_code_is_told_in_words(arrive: Arrival) -> None:
    for language, code in (("id", "rusak"), ("en", "x" * 5000)):
        visitor = arrive(language=language).visit(search=f"s={code}")
        expect(visitor.page.get_by_role("alert")).to_have_text(visitor.say("frame.damaged"))
        visitor.wait_for_findings(expected.findings(language=language))


def test_undo_and_redo_include_starting_over(visitor: Visitor) -> None:
    visitor.visit()
    undo, redo = visitor.button("frame.undo"), visitor.button("frame.redo")
    expect(undo).to_be_disabled()
    expect(redo).to_be_disabled()
    visitor.slider("village-conflict").evaluate(MOVE, "0.5")
    first = visitor.wait_for_code(bool)
    visitor.slider("village-conflict").evaluate(MOVE, "0.2")
    second = visitor.wait_for_code(lambda code: code != first)
    visitor.button("frame.reset").click()
    visitor.wait_for_code(lambda code: not code)
    expect(visitor.slider("village-conflict")).to_have_value(f"{Behaviour().conflict:g}")
    for wanted in (second, first, ""):
        undo.click()
        visitor.wait_for_code(lambda code, wanted=wanted: code == wanted)
    expect(undo).to_be_disabled()
    for wanted in (first, second, ""):
        redo.click()
        visitor.wait_for_code(lambda code, wanted=wanted: code == wanted)
    expect(redo).to_be_disabled()
    visitor.wait_for_findings(expected.findings())


def test_share_shows_the_code_and_a_picture_of_the_address(visitor: Visitor) -> None:
    visitor.visit()
    visitor.slider("village-conflict").evaluate(MOVE, "0.5")
    code = visitor.wait_for_code(bool)
    visitor.button("frame.share").click()
    expect(visitor.page.locator(".k-code")).to_have_text(code)
    picture = visitor.page.get_by_role("img", name=visitor.say("share.qr"))
    # the picture is that of the whole address, on this machine of no use to a phone
    expect(picture.locator("svg path")).to_have_attribute("d", path_of(visitor.page.url))
    expect(visitor.page.get_by_text(visitor.say("share.here_only"))).to_be_visible()
    box = picture.locator("svg").bounding_box()
    assert box is not None and min(box["width"], box["height"]) > 100
    visitor.button("frame.share").click()
    expect(picture).to_have_count(0)


def test_the_language_changes_in_place(visitor: Visitor) -> None:
    visitor.visit()
    visitor.page.get_by_role("button", name="English", exact=True).click()
    visitor.language = "en"
    expect(visitor.page.locator("h1")).to_have_text(visitor.say("explore.title"))
    visitor.wait_for_findings(expected.findings(language="en"))
    expect(visitor.page.locator("html")).to_have_attribute("lang", "en")
    visitor.page.wait_for_url("**/?lang=en")
