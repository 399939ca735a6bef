"""Click by click: the policymaker who has to choose, the teacher with a class."""

import re

from playwright.sync_api import expect

from tests.browser import expected
from tests.browser.conftest import Arrival
from tests.browser.visitor import Visitor


def test_the_policymaker_chooses_a_programme(visitor: Visitor) -> None:
    page = visitor.page
    # a divided village, and there the forum alone
    visitor.visit()
    page.get_by_role("button", name=re.compile("^kampung yang terbelah")).click()
    page.get_by_role("button", name="Forum Komunikasi UMKM", exact=True).first.click()
    code = visitor.wait_for_code(
        lambda code: bool(code) and [*expected.settings(code).programme.activities] == ["forum"]
    )
    visitor.wait_for_findings(expected.findings(code))
    expect(page.locator(".k-headline")).to_contain_text("Biaya dalam simulasi: Rp\N{NO-BREAK SPACE}")
    # where does the first number come from?
    page.locator(".k-headline .k-origin").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("Dihitung dari 50 desa simulasi")
    visitor.button("origin.close").click()
    # every other week instead of every fourth
    cost = page.locator(".k-cost")
    before = cost.inner_text()
    page.get_by_role("button", name=visitor.say("dose.change_of", name="Forum Komunikasi UMKM")).click()
    every = visitor.slider("forum-every")
    every.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    code = visitor.wait_for_code(
        lambda code: bool(code) and expected.settings(code).programme.activities["forum"].get("every") == 2
    )
    visitor.wait_for_findings(expected.findings(code))
    expect(cost).not_to_have_text(before)
    # side by side with what the page offers, the whole programme and the trainings
    page.get_by_role("link", name=visitor.say("page.compare"), exact=True).click()
    expect(page.locator("h1")).to_have_text(visitor.say("compare.title"))
    for preset in ("Seluruh program", "Kedua pelatihan"):
        page.get_by_role("button", name=preset, exact=True).click()
        expect(page.locator(".k-chosen li").last).to_contain_text(preset)
    visitor.settle()
    rows = page.locator(".k-verdicts").first.locator("tbody tr")
    expect(rows).to_have_count(5)
    for row in rows.all():
        expect(row).to_contain_text(re.compile(r"Rp\s[\d.]+"))
        expect(row).to_contain_text(re.compile(r"di \d+ dari 50 desa simulasi"))
        expect(row).to_contain_text(re.compile("lebih tinggi|lebih rendah|setara|belum pasti"))
    # what the last one does to the village, and who shares it
    page.get_by_role("button", name=visitor.say("compare.remove_one", name="Kedua pelatihan")).click()
    expect(page.locator(".k-chosen li")).to_have_count(4)
    visitor.settle()
    visitor.button("frame.share").click()
    expect(page.locator(".k-code")).to_have_text(visitor.code())
    # what of it is assumed
    page.get_by_role("link", name=visitor.say("page.assumptions"), exact=True).click()
    expect(page.locator("h1")).to_have_text(visitor.say("assumptions.title"))
    row = page.get_by_role("row", name=re.compile("Keyakinan awal pada kelompok lain"))
    expect(row).to_contain_text("0,4")
    expect(row).to_contain_text("dikalibrasi")


def test_the_teacher_shows_a_village_to_a_class(arrive: Arrival) -> None:
    teacher = arrive(language="en").visit()
    page = teacher.page
    # no programme: two friendly groups stay strangers
    page.get_by_role("button", name="No programme", exact=True).click()
    code = teacher.wait_for_code(lambda code: bool(code) and not expected.settings(code).programme.activities)
    teacher.wait_for_findings(expected.findings(code, "en"))
    # the weeks pass, and the class sees who meets whom
    teacher.button("network.rewind").click()
    teacher.button("network.step").click()
    expect(page.locator("output[for=network-week]")).to_have_text("1")
    teacher.button("network.run").click()
    teacher.button("network.pause").click()
    # somebody who has ties: not everybody has
    for place in range(10):
        page.locator(".k-owner").nth(place).click()
        expect(page.locator(".k-story h3")).to_contain_text(f"Owner {place + 1}")
        if page.locator(".k-partner").count():
            break
    page.locator(".k-partner").first.click()
    expect(page.locator(".k-story h3")).to_contain_text(" \N{EN DASH} ")
    # the forum comes: the same village, another course
    page.get_by_role("button", name="Business communication forum", exact=True).first.click()
    code = teacher.wait_for_code(
        lambda code: bool(code) and "forum" in expected.settings(code).programme.activities
    )
    teacher.wait_for_findings(expected.findings(code, "en"))
    # a pupil opens what the teacher shares on a phone, in Indonesian
    teacher.button("frame.share").click()
    expect(page.locator(".k-code")).to_have_text(code)
    pupil = arrive(width=390).visit(search=f"s={code}")
    pupil.wait_for_findings(expected.findings(code, "id"))
    # and back again
    teacher.button("frame.undo").click()
    teacher.wait_for_code(lambda code: bool(code) and not expected.settings(code).programme.activities)
