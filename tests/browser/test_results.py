"""Hasil: what lies below --results is opened and downloaded; nothing outside is read."""

import csv
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import expect

from simulation.dashboard.words import Words
from tests.browser.visitor import Visitor

KINDS = ("attribute", "plan", "sensitivity", "boundary", "discover", "calibrate", "villages")
OUTSIDE = ("../", "../../etc", "/etc", "study/../../x")


def test_a_study_is_opened_read_and_downloaded(visitor: Visitor, results: Path, tmp_path: Path) -> None:
    page = visitor.visit("results").page
    row = page.locator(".k-folders li").filter(has_text=visitor.say("results.kind.study"))
    row.get_by_role("button").click()
    comparison = pd.read_csv(results / "study" / "comparison.csv")
    last = comparison[(comparison["outcome"] == "trust_other") & (comparison["week"] == 12)]
    words = Words("id")
    for entry in last.to_dict("records"):
        shown = words.amount("trust_other", entry["difference"], 3, sign=True)
        expect(page.locator("main")).to_contain_text(shown)
    button = page.get_by_role(
        "button", name=visitor.say("results.download_file", file="comparison.csv"), exact=True
    )
    file = visitor.downloads(button.click, tmp_path)
    assert file.read_bytes() == (results / "study" / "comparison.csv").read_bytes()
    # the report, in a frame of its own
    visitor.button("results.open_report").click()
    expect(page.frame_locator(".k-report").locator("h1")).to_be_visible()
    # the address holds the folder
    page.reload()
    visitor.settle()
    expect(button).to_be_visible()


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_to_every_question_shows_its_numbers(
    visitor: Visitor, results: Path, screenshots: Path, kind: str
) -> None:
    page = visitor.visit("results", f"r={kind}").page
    expect(page.locator("main")).to_contain_text(visitor.say(f"results.kind.{kind}"))
    expect(page.get_by_role("alert")).to_have_count(0)
    page.screenshot(path=screenshots / f"results-{kind}.png", full_page=True)
    # tables of the answer are opened, and show their rows or say that they have none
    tables = page.locator("main .k-table-file")
    for place in range(tables.count()):
        tables.nth(place).get_by_role("button").click()
        expect(tables.nth(place).locator("table, p")).not_to_have_count(0)
        heads = tables.nth(place).locator("thead th").all_inner_texts()
        assert not [head for head in heads if "_" in head]
    expect(page.locator("main table tbody tr")).not_to_have_count(0)
    for file in sorted((results / kind).glob("*.csv")):
        with file.open(encoding="utf-8-sig") as lines:
            assert len(next(csv.reader(lines))) > 1
        expect(
            page.get_by_role("button", name=visitor.say("results.download_file", file=file.name), exact=True)
        ).to_have_count(1)


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_path_outside_is_refused_in_words(visitor: Visitor, name: str) -> None:
    visitor.visit("results", f"r={name}")
    expect(visitor.page.get_by_role("alert")).to_have_text(visitor.say("results.trouble.outside"))
