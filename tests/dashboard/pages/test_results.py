"""The page of results shows what the folders hold, in both languages, and says why it can't."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ipywidgets
import pandas as pd
import pytest
import solara

from simulation.codebook.tables import CODEBOOK
from simulation.codebook.titles import title_of
from simulation.dashboard.pages.results import POLICY, Results
from simulation.dashboard.state.result_folders import MOST_ROWS
from simulation.dashboard.state.session import Session, new_session
from simulation.dashboard.state.simulations import Simulations
from simulation.dashboard.state.starting_point import Start, read_start
from simulation.dashboard.words import Words
from simulation.store.manifest import MANIFEST
from tests.dashboard.state.test_result_folders import made

__all__ = ["made"]


@pytest.fixture(scope="module")
def start() -> Start:
    return read_start(None)


@pytest.fixture
def base(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    base = Path(shutil.copytree(made, tmp_path / "results"))
    monkeypatch.setenv("KAMPUNG_RESULTS", str(base))
    return base


class Page:
    """The page as one visitor sees it."""

    def __init__(self, start: Start, search: str) -> None:
        self.session: Session = new_session(start, Simulations(1), search)[0]
        self.box, self._rendered = solara.render(Results(self.session), handle_error=False)

    def close(self) -> None:
        self._rendered.close()

    def widgets(self) -> Iterator[Any]:
        left = [self.box]
        while left:
            widget = left.pop(0)
            yield widget
            left[:0] = [
                child for child in getattr(widget, "children", []) if isinstance(child, ipywidgets.Widget)
            ]

    def text(self) -> str:
        return "\n".join(
            child
            for widget in self.widgets()
            for child in getattr(widget, "children", [])
            if isinstance(child, str)
        )

    def tags(self, tag: str) -> list[Any]:
        return [widget for widget in self.widgets() if getattr(widget, "tag", "") == tag]

    def long_tables(self) -> dict[str, Any]:
        """Return head and rows of the tables of files that are open, by their title."""
        shown = [widget for widget in self.widgets() if hasattr(widget, "table") and hasattr(widget, "label")]
        return {widget.label: json.loads(widget.table) for widget in shown}

    def press(self, label: str) -> None:
        button = next(b for b in self.tags("button") if list(b.children) == [label])
        button.fire_event("click", {})


@pytest.fixture
def visit(start: Start, base: Path) -> Iterator[Any]:
    pages: list[Page] = []

    def go(search: str) -> Page:
        pages.append(Page(start, search))
        return pages[-1]

    yield go
    for page in pages:
        page.close()


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_study_shows_every_scenario_with_difference_verdict_frequency_and_cost(
    base: Path, visit: Any, language: str
) -> None:
    text = visit(f"?lang={language}&r=small/one").text()
    words = Words(language)
    frame = pd.read_csv(base / "small" / "one" / "comparison.csv")
    rows = frame[(frame["outcome"] == "trust_other") & (frame["week"] == 12) & (frame["scenario"] != "none")]
    assert len(rows) == 2
    for row in rows.to_dict("records"):
        # of a single set computing error is shown
        shown = {"difference": row["difference"], "low": row["error_low"], "high": row["error_high"]}
        told = {key: words.number(value, 3, sign=True) for key, value in shown.items()}
        assert words.say("compare.interval", **told) in text
        assert words.rupiah(row["cost"]) in text
        count = round(row["sign_share"] * 4)
        direction = words.say("answer.higher" if row["difference"] > 0 else "answer.lower")
        assert words.say("results.count", direction=direction, count=count, total=4) in text
    assert words.say("results.reference") in text


def test_another_outcome_and_week_can_be_chosen(base: Path, visit: Any) -> None:
    page = visit("?lang=en&r=small/one")
    page.press("Income")
    page.press("week 6")
    frame = pd.read_csv(base / "small" / "one" / "comparison.csv")
    row = frame[(frame["outcome"] == "income") & (frame["week"] == 6) & (frame["scenario"] == "forum")].iloc[
        0
    ]
    assert Words("en").rupiah(row["mean"]) in page.text()


def test_an_attribution_shows_the_share_of_each_activity_and_of_the_whole(base: Path, visit: Any) -> None:
    text = visit("?lang=en&r=shares").text()
    frame = pd.read_csv(base / "shares" / "attribution.csv")
    for row in frame[(frame["outcome"] == "trust_other") & (frame["week"] == 12)].to_dict("records"):
        assert Words("en").number(row["shapley"], 3, sign=True) in text
    assert "in 4 simulated villages" in text


def test_a_plan_shows_what_it_holds_its_weeks_and_its_cost(base: Path, visit: Any) -> None:
    text = visit("?r=plan").text()
    plan = pd.read_csv(base / "plan" / "plan.csv")
    assert len(plan) > 0
    for row in plan.to_dict("records"):
        assert Words("id").rupiah(row["rupiah"]) in text
        assert ", ".join(str(row["weeks"]).split()) in text
    assert Words("id").rupiah(plan["rupiah"].sum()) in text
    assert "Rp\N{NO-BREAK SPACE}12.000.000" in text


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_table_is_offered_for_a_spreadsheet_with_a_decimal_comma_too(visit: Any, language: str) -> None:
    page = visit(f"?lang={language}&r=plan")
    labels = [str(child) for button in page.tags("button") for child in button.children]
    for key in ("results.download_file", "results.download_excel"):
        assert Words(language).say(key, file="plan.csv") in labels
    assert Words(language).say("results.download_excel", file="report.html") not in labels


def test_a_further_table_is_shown_when_it_is_asked_for(visit: Any) -> None:
    page = visit("?lang=en&r=plan")
    assert page.long_tables() == {}
    page.press("Regret")
    regret = page.long_tables()["Regret"]
    assert regret["head"] == ["Plan", "Cost (Rp)", "Regret", "In the worst tenth", "Least effect"]
    assert regret["rows"][0][0] == "no programme"


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_table_of_a_folder_is_shown_as_one_part_with_its_heads_and_rows(
    base: Path, visit: Any, language: str
) -> None:
    page = visit(f"?lang={language}&r=plan")
    before, found = len(list(page.widgets())), {}
    for file in sorted({*(base / "plan").glob("*.csv")} - {base / "plan" / CODEBOOK}):
        page.press(title_of(file.stem, language))
        found[file] = pd.read_csv(file)
    shown = page.long_tables()
    for file, frame in found.items():
        if len(frame):
            table = shown[title_of(file.stem, language)]
            assert len(table["head"]) == len(frame.columns)
            assert not [head for head in table["head"] if "_" in head]
            assert len(table["rows"]) == min(len(frame), MOST_ROWS)
    # the folder, its table, and at most a sentence beside it
    assert len(list(page.widgets())) - before <= 3 * len(found)


def test_the_report_is_in_a_frame_without_any_permission(base: Path, visit: Any) -> None:
    report = base / "small" / "one" / "report.html"
    report.write_text("<!doctype html><h1>Hi</h1><script>parent.document.title = 'taken'</script>")
    page = visit("?lang=en&r=small/one")
    assert page.tags("iframe") == []
    page.press("Open the report")
    (frame,) = page.tags("iframe")
    assert frame.attributes["sandbox"] == ""
    assert frame.attributes["srcdoc"] == POLICY + report.read_text()
    assert "default-src 'none'" in POLICY
    assert "script-src" not in POLICY


@pytest.mark.parametrize("name", ["../x", "/etc", "nowhere", "small"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_an_address_that_names_no_folder_of_results_gets_a_sentence(
    visit: Any, name: str, language: str
) -> None:
    text = visit(f"?lang={language}&r={name}").text()
    key = "nothing" if name == "small" else "outside"
    assert Words(language).say(f"results.trouble.{key}") in text


@pytest.mark.parametrize("state", ["running", "stopped"])
def test_what_is_unfinished_gets_a_sentence(base: Path, visit: Any, state: str) -> None:
    manifest = json.loads((base / "plan" / MANIFEST).read_text())
    (base / "plan" / MANIFEST).write_text(json.dumps(manifest | {"state": state}))
    assert Words("id").say(f"results.trouble.{state}") in visit("?r=plan").text()


def test_a_folder_chosen_from_the_list_stands_in_the_address(visit: Any) -> None:
    page = visit("?lang=en")
    assert page.session.address() == "?lang=en"
    page.session.opened.set("small/one")
    assert page.session.address() == "?lang=en&r=small%2Fone"
    assert "What helps?" in page.text()


def test_without_any_results_the_page_says_how_to_make_some(base: Path, visit: Any) -> None:
    for folder in base.iterdir():
        shutil.rmtree(folder)
    assert "kampung run" in visit("?lang=en").text()
