"""The picture of the network: who is told of, and the weeks that pass without the server."""

import re

from playwright.sync_api import expect

from tests.browser.visitor import Visitor

WEEKS = 104


def test_an_owner_tells_his_state_and_his_circle(visitor: Visitor) -> None:
    visitor.visit()
    owners = visitor.page.locator(".k-owner")
    expect(owners).to_have_count(60)
    owners.first.click()
    story = visitor.page.locator(".k-story")
    expect(story.locator("h3")).to_have_text(re.compile(r"Pelaku 1 \(pelaku UMKM (lokal|pendatang)\)"))
    told = story.locator("ul li")
    expect(told.first).to_have_text(re.compile(r"Bidang usaha: \w+; keadaan pada pekan 104"))
    partners = story.locator(".k-partner")
    expect(told.nth(1)).to_have_text(
        re.compile(rf"{partners.count()} relasi, \d+ di antaranya lintas kelompok")
    )
    # a partner leads on to the story of the pair
    partners.first.click()
    expect(story.locator("h3")).to_contain_text(" \N{EN DASH} ")
    expect(told.last).to_have_text(re.compile(r"pekan \d+: "))


def test_a_tie_tells_the_history_of_the_pair(visitor: Visitor) -> None:
    visitor.visit()
    tie = visitor.page.locator("line.k-touch").first
    tie.dispatch_event("click")
    story = visitor.page.locator(".k-story")
    expect(story.locator("h3")).to_have_text(re.compile(r"Pelaku \d+ \(.+\) \S Pelaku \d+ \(.+\)"))
    expect(story.locator("ul li").last).to_have_text(re.compile(r"pekan \d+: "))
    lines = story.locator("ul li").all_inner_texts()
    weeks = [int(week) for line in lines if (week := (re.match(r"pekan (\d+): ", line) or [0, 0])[1])]
    assert weeks and weeks == sorted(weeks) and weeks[-1] <= WEEKS


def test_an_owner_is_chosen_by_key(visitor: Visitor) -> None:
    visitor.visit()
    owner = visitor.page.locator(".k-owner").nth(4)
    owner.focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".k-story h3")).to_contain_text("Pelaku 5 ")
    expect(owner).to_have_attribute("aria-pressed", "true")


def test_play_and_pause_need_no_server(visitor: Visitor) -> None:
    visitor.visit()
    page = visitor.page
    week = page.locator("output[for=network-week]")
    expect(week).to_have_text(str(WEEKS))
    page.wait_for_timeout(500)
    asked, frames = len(visitor.requests), visitor.frames
    visitor.button("network.run").click()
    page.wait_for_function(
        "Number(document.querySelector('output[for=network-week]').innerText) >= 5"
        " && Number(document.querySelector('output[for=network-week]').innerText) < 100"
    )
    visitor.button("network.pause").click()
    expect(visitor.button("network.run")).to_be_visible()
    stands, shown = week.inner_text(), page.locator(".k-network-counts")
    expect(shown).to_have_text(re.compile(f"^Pekan {stands}: "))
    counts = shown.inner_text()
    page.wait_for_timeout(500)
    expect(week).to_have_text(stands)
    visitor.button("network.step").click()
    expect(week).to_have_text(str(int(stands) + 1))
    visitor.button("network.rewind").click()
    expect(week).to_have_text("0")
    expect(shown).not_to_have_text(counts)
    assert (len(visitor.requests), visitor.frames) == (asked, frames)
