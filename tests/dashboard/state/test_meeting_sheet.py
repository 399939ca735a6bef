"""The page for the village meeting opens and holds the numbers; the table adds up."""

import csv
import re
from io import BytesIO, StringIO

import pytest
from pypdf import PdfReader

from simulation.dashboard.state.calendar import Calendar, calendar_of
from simulation.dashboard.state.meeting_sheet import csv_of, sheet
from simulation.dashboard.state.settings import Settings
from simulation.dashboard.state.settings_code import code_of, settings_in
from simulation.dashboard.state.starting_point import read_start
from simulation.dashboard.words import Words
from simulation.report.words import LANGUAGES

START = read_start(None)
EFFECT = "In week 52 by +0.064 (+0.058 to +0.070)"


def calendar(name: str = "all", budget: float = 50e6) -> Calendar:
    resolved = START.resolve(Settings(programmes=(START.programmes[name],)))
    doses = resolved.programmes[0]
    return calendar_of(doses, resolved.village, resolved.prices, budget, START.config.weeks)


def text_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    assert len(pages) == 1
    return re.sub(r"\s+", " ", pages[0].extract_text())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_the_numbers_of_the_calendar(language: str) -> None:
    words, plan = Words(language), calendar()
    text = text_of(sheet(plan, "Kaloran Brimob", [EFFECT], "abc", words))
    amounts = [plan.rupiah, plan.budget, *(line.rupiah for line in plan.lines)]
    for amount in amounts:
        assert words.rupiah(amount).replace("\N{NO-BREAK SPACE}", " ") in text
    for line in plan.lines:
        assert words.capital(words.activity(line.activity)) in text
    assert EFFECT in text
    assert words.say("sheet.honest") in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_warns_of_a_plan_that_is_too_dear(language: str) -> None:
    words = Words(language)
    warning = words.say("calendar.over", cost="", budget="", left="").split("!")[0]
    assert warning in text_of(sheet(calendar("all"), "", [], "abc", words))
    assert warning not in text_of(sheet(calendar("all", 1e9), "", [], "abc", words))


def test_the_code_on_the_page_opens_the_settings_again() -> None:
    settings = START.settings().with_budget(40e6)
    code = code_of(settings)
    text = text_of(sheet(calendar(), "Kaloran", [], code, Words("id"))).replace(" ", "")
    assert code in text
    assert settings_in(code) == settings


def test_a_page_without_any_activity_is_a_page_too() -> None:
    resolved = START.resolve(START.settings())
    empty = calendar_of({}, resolved.village, resolved.prices, 50e6, START.config.weeks)
    assert Words("id").say("sheet.unknown") in text_of(sheet(empty, "Kaloran", [], "abc", Words("id")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_adds_up(language: str) -> None:
    plan = calendar()
    head, *lines, total = csv.reader(StringIO(csv_of(plan, Words(language)).decode("utf-8-sig")))
    assert len(lines) == len(plan.lines)
    assert len(set(head)) == 5
    for line in lines:
        assert int(line[1]) == len(line[2].split())
        assert int(line[1]) * int(line[3]) == int(line[4])
    assert sum(int(line[4]) for line in lines) == int(total[4]) == plan.rupiah
    assert sum(int(line[1]) for line in lines) == int(total[1])


def test_signs_of_mathematics_in_a_name_are_written_as_they_are() -> None:
    assert "Rencana $x_1$" in text_of(sheet(calendar(), "Rencana $x_1$", [], "abc", Words("id")))
