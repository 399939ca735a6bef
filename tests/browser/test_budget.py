"""The policymaker with a budget: prices, calendar, search, the plan on paper, and the way back to it."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from simulation.dashboard.components.planner import contents, next_million
from simulation.dashboard.pages.budget import PROGRAMME, effects, judged_weeks
from simulation.dashboard.state.calendar import Calendar, calendar_of
from simulation.dashboard.state.meeting_sheet import table_rows
from simulation.dashboard.state.plan_search import new_search
from simulation.dashboard.state.proposals import Proposals
from simulation.dashboard.state.settings_code import code_of
from tests.browser import expected
from tests.browser.conftest import Arrival
from tests.browser.visitor import MILLISECONDS, Visitor
from tests.patience import PATIENCE

pytest.importorskip("pymoo")
SMALL = 2_000_000
"""Rupiah: few plans, soon searched."""


HELD = re.compile("k-week-held")


def calendar(code: str) -> Calendar:
    """Return the calendar that settings must show."""
    session = expected.session(code)
    resolved, config = session.resolved(), session.start.config
    doses = resolved.programmes[session.settings.chosen]
    return calendar_of(doses, resolved.village, resolved.prices, session.settings.budget, config.weeks)


def told(code: str, language: str = "id") -> list[str]:
    """Return what the page must say of the programme, in the first week in which it is judged."""
    session = expected.session(code, language)
    doses = session.resolved().programmes[session.settings.chosen]
    answer = expected.simulations().ask(session.question({PROGRAMME: doses})).future.result(timeout=PATIENCE)
    return list(effects(session, answer, judged_weeks(session)[0]).values())


def searched(code: str) -> Proposals:
    """Return what the search of the page must find."""
    session = expected.session(code)
    week, settings = judged_weeks(session)[0], session.settings
    search = new_search(session.start, session.resolved(), settings.budget, week, settings.seed)
    return search.start().future.result(timeout=PATIENCE)


def wait_for_weeks(visitor: Visitor, activity: str, weeks: tuple[int, ...]) -> None:
    """Wait until the calendar holds an activity in these weeks: its row is drawn anew with each change."""
    visitor.page.wait_for_function(
        """([activity, weeks]) => {
          const held = document.querySelectorAll(`.k-week-held[data-activity="${activity}"]`);
          return JSON.stringify([...held].map((one) => Number(one.dataset.week))) === JSON.stringify(weeks);
        }""",
        arg=[activity, list(weeks)],
    )


def shown(visitor: Visitor, code: str) -> None:
    """Hold the calendar, its costs and the balance to the model."""
    wanted, words, page = calendar(code), expected.session(code, visitor.language).words, visitor.page
    for line in wanted.lines:
        wait_for_weeks(visitor, line.activity, line.weeks)
        row = page.locator(".k-weeks-row").filter(has=page.locator(f'[data-activity="{line.activity}"]'))
        expect(row.locator(".k-weeks-cost")).to_have_text(words.rupiah(line.rupiah))
    expect(page.locator(".k-balance")).to_contain_text(words.rupiah(wanted.rupiah))
    expect(page.locator(".k-balance")).to_contain_text(words.rupiah(wanted.budget))


def test_prices_are_set_and_activities_moved_by_mouse_and_by_key(visitor: Visitor) -> None:
    page = visitor.visit("budget").page
    for name, value in (("budget", "2.000.000"), ("price-snack", "25.000")):
        page.locator(f"#{name}").fill(value)
        page.keyboard.press("Enter")
    code = visitor.wait_for_code(lambda code: bool(code) and "snack" in expected.settings(code).prices)
    assert expected.settings(code).budget == SMALL
    # the forum alone, moved by a click, dragged with its first session, then by key
    page.get_by_role("button", name="Forum Komunikasi UMKM", exact=True).first.click()
    visitor.wait_for_code(lambda code: [*expected.settings(code).programme.activities] == ["forum"])
    cell = '.k-week[data-activity="forum"][data-week="{}"]'
    page.locator(cell.format(3)).click()
    code = visitor.wait_for_code(lambda code: calendar(code).lines[0].weeks[0] == 3)
    expect(page.locator(cell.format(3))).to_have_class(HELD)
    shown(visitor, code)
    page.locator(cell.format(3)).drag_to(page.locator(cell.format(6)))
    code = visitor.wait_for_code(lambda code: calendar(code).lines[0].weeks[0] == 6)
    expect(page.locator(cell.format(6))).to_have_class(HELD)
    shown(visitor, code)
    page.locator(cell.format(6)).focus()
    for key in ("ArrowLeft", "ArrowLeft", "Enter"):
        page.keyboard.press(key)
    visitor.wait_for_code(lambda code: calendar(code).lines[0].weeks[0] == 4)
    expect(page.locator(cell.format(4))).to_be_focused()
    # the activity above is placed by key
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    code = visitor.wait_for_code(lambda code: len(calendar(code).lines) == 2)
    assert [line.weeks[0] for line in calendar(code).lines] == [4, 4]
    visitor.settle()
    shown(visitor, code)
    visitor.wait_for_findings(told(code))


def test_plans_are_searched_used_and_put_on_paper(arrive: Arrival, visitor: Visitor, tmp_path: Path) -> None:
    settings = expected.START.settings().with_budget(SMALL)
    code = code_of(settings)
    page = visitor.visit("budget", f"s={code}").page
    words, session = expected.session().words, expected.session(code)
    # the page searches, and so does the test
    visitor.button("planner.start").click()
    wanted = searched(code)
    rows = page.locator(".k-stacked tbody tr")
    expect(rows).to_have_count(len(wanted.plans), timeout=MILLISECONDS)
    for row, plan in zip(rows.all(), wanted.plans, strict=True):
        cells = [text.strip() for text in row.locator("td").all_inner_texts()]
        rank, what, cost, effect, regret = cells[:5]
        assert rank.endswith(words.say("planner.tied", rank=plan.rank) if plan.tied else str(plan.rank))
        assert [line for line in what.splitlines() if ":" in line] == contents(session, plan)
        assert words.rupiah(plan.cost) in cost
        assert words.number(plan.difference, 3, sign=True) in effect
        assert words.number(plan.regret, 3) in regret
    expect(page.get_by_text(next_million(session, wanted))).to_have_count(1)
    # one of them is used
    rows.first.get_by_role("button").click()
    code = visitor.wait_for_code(lambda now: now != code)
    best, used = wanted.plans[0], calendar(code)
    assert {line.activity for line in used.lines} == set(best.doses)
    assert used.rupiah == pytest.approx(best.cost, abs=10)
    visitor.settle()
    shown(visitor, code)
    name = visitor.say("planner.name", cost=words.rupiah(best.cost))
    expect(page.locator(".k-headline h2")).to_have_text(visitor.say("budget.expected", programme=name))
    on_paper(visitor, code, tmp_path)
    # who opens the link elsewhere, in English, finds the plan, under a name he can read
    guest = arrive(language="en").visit("budget", f"s={code}")
    name = guest.say("planner.name", cost=expected.session(code, "en").words.rupiah(best.cost))
    expect(guest.page.locator(".k-headline h2")).to_have_text(guest.say("budget.expected", programme=name))
    shown(guest, code)
    guest.wait_for_findings(told(code, "en"))


def on_paper(visitor: Visitor, code: str, folder: Path) -> None:
    """Hold the table and the page to the numbers that are shown."""
    used, words = calendar(code), expected.session(code).words
    table = visitor.downloads(visitor.button("sheet.csv").click, folder)
    read = list(csv.reader(io.StringIO(table.read_bytes().decode("utf-8-sig"))))
    assert read == [[str(cell) for cell in row] for row in table_rows(used, words)]
    paper = visitor.downloads(visitor.button("sheet.pdf").click, folder)
    text = "".join(PdfReader(paper).pages[0].extract_text().split())
    for sentence in [*told(code), words.rupiah(used.rupiah)]:
        assert "".join(sentence.split()) in text


def test_what_is_no_price_is_told_and_changes_nothing(visitor: Visitor) -> None:
    page = visitor.visit("budget").page
    page.locator("#price-snack").fill("mahal")
    page.keyboard.press("Enter")
    expect(page.locator("#price-snack-unit")).to_have_text(visitor.say("budget.no_number"))
    assert visitor.code() == ""
