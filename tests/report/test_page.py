"""The page: complete, self-contained, well-formed, escaped, the same for the same input."""

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from simulation.analysis.houses import in_houses
from tests.report.conftest import Pages
from tests.report.studies import ALONE, CASES, Case, case, config, label, run

SECTIONS = (
    "summary", "question", "trust", "findings", "effects", "ties", "origin", "norms", "collaboration",
    "economy", "fading", "index", "controls", "limits", "costs", "assumptions", "precision", "methods",
    "reproduction",
    "glossary",
)  # fmt: skip
VOID = {"meta", "link", "br", "hr", "img", "input"}


class Reader(HTMLParser):
    """Checks that elements nest, and collects ids, links and texts."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open
        assert self.open.pop() == tag


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


def check(page: str) -> None:
    """Check what holds for every page."""
    reader = read(page)
    assert reader.scripts == 0
    assert len(set(reader.ids)) == len(reader.ids)
    for _, name, value in reader.attributes:
        if name in ("src", "href", "xlink:href", "action", "poster", "data", "srcset"):
            assert value.startswith(("#", "data:,")), value
            if value.startswith("#"):
                assert value[1:] in reader.ids
        if name in ("aria-labelledby", "aria-describedby"):
            assert set(value.split()) <= set(reader.ids)
    assert all(target.startswith("#") for target in re.findall(r"url\(['\"]?([^)'\"]+)", page))
    assert all(found in reader.ids for found in re.findall(r"url\(#([^)]+)\)", page))
    assert "@import" not in page
    assert "nan" not in re.sub(r"<[^>]*>", " ", page).lower().split()
    assert not re.search(r"\{[a-z_]+\}", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))
    assert str(Path(__file__).parents[2]) not in page
    drawings = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    for drawing in drawings:
        root = ElementTree.fromstring(drawing)
        assert root.get("role") == "img"
        assert root.get("viewBox")
        title, text = root[0], root[1]
        assert (title.text or "").strip()
        assert (text.text or "").strip()
    tables = re.findall(r"<table>.*?</table>", page, re.DOTALL)
    assert all("<caption" in table and 'scope="col"' in table for table in tables)


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("name", CASES)
def test_every_study_gives_a_sound_page(pages: Pages, name: str, language: str) -> None:
    page = pages.page(name, language)
    check(page)
    assert f'<html lang="{language}">' in page


def test_all_sections_are_there(page: str) -> None:
    reader = read(page)
    assert [name for name in reader.ids if name in SECTIONS] == list(SECTIONS)
    assert "no forecast" in page
    assert "not validated for Kampung Contoh" in page
    assert "of 6 simulated villages" in page
    assert "How many owners are there?" in page
    assert "kampung run experiment/experiment.json --language en" in page


def test_figures_are_files_too(written: Path) -> None:
    names = {path.name for path in (written / "figures").iterdir()}
    assert {"trust_other.svg", "trust_other.png", "effects.svg", "network-0.svg", "ledger-other.svg"} <= names
    assert not any(name.startswith(".") for name in names)
    assert (written / "figures" / "trust_other.png").read_bytes().startswith(b"\x89PNG")
    for path in (written / "figures").glob("*.svg"):
        ElementTree.parse(path)
        assert "<dc:date>" not in path.read_text(encoding="utf-8")


def test_the_page_is_small(page: str) -> None:
    assert len(page.encode()) < 2_000_000


def test_the_same_input_gives_the_same_bytes(full: Case, written: Path, tmp_path: Path) -> None:
    full.write(tmp_path)
    for path in [written / "report.html", *(written / "figures").iterdir()]:
        assert path.read_bytes() == (tmp_path / path.relative_to(written)).read_bytes(), path.name


def test_labels_are_escaped(tmp_path: Path) -> None:
    evil = '<script>alert(1)</script> $x^2$ & "quote" {brace}'
    scenarios = {
        "none": {"label": label(evil)},
        "forum": {"activities": ["forum"], "label": label(f"forum {evil}")},
    }
    groups = [
        {"name": "valley", "share": 0.5, "label": label(evil)},
        {"name": "hill", "share": 0.5},
    ]
    village = {
        "name": "<b>Kampung</b>",
        "owners": 20,
        "groups": groups,
        "sectors": [{"name": "food", "share": 1.0}],
    }
    study = config(
        scenarios=scenarios,
        village=village,
        title=label(evil),
        replicates=2,
        programme={},
        panels={"one": {"label": label(evil), "scenarios": ["forum"]}},
        assumed={"village.owners": label(evil)},
    )
    page = run(study).write(tmp_path)
    assert read(page).scripts == 0
    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page
    for drawing in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        ElementTree.fromstring(drawing)


def test_one_group_leaves_other_groups_out(pages: Pages) -> None:
    page, figures = pages.page("one_group"), pages.folder("one_group", "en") / "figures"
    assert "one group only" in page
    assert not (figures / "ledger-other.svg").exists()
    assert (figures / "ledger-own.svg").exists()
    assert (figures / "trust.svg").exists()
    assert "tie across groups" not in page


def test_one_replicate_has_no_intervals(pages: Pages) -> None:
    page = pages.page("one_replicate")
    assert "With one simulated village" in page
    assert "Verdict:" not in page
    assert "95% interval of the mean" not in page


def test_failed_runs_are_told(tmp_path: Path) -> None:
    (tmp_path / "failures.csv").write_text(
        "scenario,replicate,week,error,trace\nforum,0,3,ValueError: <oops>,long\n", encoding="utf-8"
    )
    page = case("failed").write(tmp_path)
    assert 'id="failures"' in page
    assert "6 of 36 runs failed" in page
    assert "ValueError: &lt;oops&gt;" in page
    check(page)


def test_an_early_stop_is_told(pages: Pages) -> None:
    assert "3 of 5 villages are finished" in pages.page("endless")


def test_forty_scenarios(tmp_path: Path) -> None:
    scenarios = {"none": {}} | {
        f"forum_{k}": {"activities": ["forum"], "set": {"forum.every": k}} for k in range(1, 40)
    }
    short = {"weeks": 16, "burn_in": 5, "compare_weeks": [16], "network_weeks": []}
    study = config(**ALONE, **short, scenarios=scenarios, replicates=2)
    check(run(study).write(tmp_path, "id"))


def test_five_groups_and_a_group_chosen(tmp_path: Path) -> None:
    groups = [{"name": f"g{k}", "share": 0.2} for k in range(5)]
    village = {"name": "Lima", "owners": 25, "groups": groups, "sectors": [{"name": "food", "share": 1.0}]}
    scenarios = {
        "none": {},
        "forum": {"activities": ["forum"], "set": {"forum.who": {"select": "group", "group": "g3"}}},
        "lot": {"activities": ["forum"], "set": {"forum.who": {"select": "random", "share": 0.5},
                                                 "forum.attendance": {"lowest": 0.2, "highest": 0.9}}},
    }  # fmt: skip
    study = config(village=village, scenarios=scenarios, panels={}, programme={}, assumed={}, replicates=2)
    page = run(study).write(tmp_path)
    check(page)
    assert "20% to 90%" in page or "g3 (5)" in page


def test_a_scenario_of_other_owners_or_another_village_is_told_as_one(tmp_path: Path) -> None:
    scenarios = {
        "none": {},
        "wary": {"activities": ["forum"], "behaviour": {"threshold": 0.5}},
        "crowded": {"village": {"owners": 30}},
    }
    study = config(scenarios=scenarios, panels={}, programme={}, assumed={}, replicates=3)
    page = run(study).write(tmp_path)
    check(page)
    assert "“wary” is lived otherwise from the beginning, in every village: trust at which" in page
    assert "“crowded” is lived otherwise" in page and "owners of small businesses 30" in page


def test_nothing_finished_is_refused(full: Case, tmp_path: Path) -> None:
    from simulation.running.weekly_table import WeeklyTable

    empty = WeeklyTable(full.table.scenarios, 0, full.config.weeks, full.table.columns, [])
    with pytest.raises(ValueError, match="no replicate"):
        Case(full.config, empty, full.comparison).write(tmp_path)
    with pytest.raises(ValueError, match="unknown language"):
        full.write(tmp_path, "fr")


def test_a_network_that_cannot_be_shown_is_told(
    full: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulation.report.sections.ties.MOST_OWNERS", 10)
    page = full.write(tmp_path / "large")
    assert "A picture of more than 10 shows nothing" in page
    assert not (tmp_path / "large" / "figures" / "network-0.svg").exists()
    monkeypatch.undo()

    def fails(*_: object) -> None:
        raise RuntimeError("<no>")

    monkeypatch.setattr("simulation.report.sections.ties.before_and_after", fails)
    page = full.write(tmp_path / "failed")
    assert "The network could not be drawn: RuntimeError: &lt;no&gt;" in page
    check(page)


def test_controls_are_held_against_what_they_imitate(page: str) -> None:
    assert re.search(r"Forum apart: [^.]*trust in other groups", page)
    assert "Controls and originals" in page


def test_the_answer_comes_first_and_counts_plausible_villages(tmp_path: Path) -> None:
    found = case("sets")
    page = found.write(tmp_path)
    check(page)
    first = page[page.index('<section id="summary"') : page.index("</section>")]
    words = re.sub(r"<[^>]+>", " ", first)
    row = found.comparison.query("scenario == 'all' and outcome == 'trust_other' and week == 30").iloc[0]
    counts = in_houses([row["helps"], row["little"], row["harms"]])
    title = re.findall(r'<desc id="houses-text">([^<]*)', first)[0]
    assert ", ".join(map(str, counts)) in title
    assert "of ten owners of other groups" in words
    base = found.comparison.query("scenario == 'none' and outcome == 'trust_other' and week == 30").iloc[0]
    assert f"{10 * base['mean']:.1f}" in words and f"{10 * (base['mean'] + row['difference']):.1f}" in words
    assert "4 were looked at" in words
    assert page.index("Plausible range") > page.index('id="question"')


def test_of_one_set_no_villages_are_counted(tmp_path: Path) -> None:
    page = case("full").write(tmp_path)
    assert "plausible villages" not in page
    assert "nothing of what is not known" in page
    assert "Computing error" in page


def test_a_study_that_kept_its_owners_tells_whom_it_reaches(pages: Pages) -> None:
    page = pages.page("parts")
    ids = read(page).ids
    assert ids.index("economy") < ids.index("parts") < ids.index("fading")
    section = page[page.index('id="parts"') : page.index('id="fading"')]
    assert "Parts of fewer than 5 owners are put together" in section
    assert "small parts together, " in section and "other, 2 owners" not in section
    assert section.count("about alike, from") + section.count("most among") == 3
    assert "parts" not in read(pages.page("full")).ids


def test_outcomes_that_no_section_is_about_are_shown_too(pages: Pages) -> None:
    page = pages.page("parts")
    section = page[page.index('id="further"') : page.index('id="controls"')]
    assert "Mutual trust" in section and "<table" in section and "<svg" not in section
    assert "further" not in read(pages.page("full")).ids
