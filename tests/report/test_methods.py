"""The paragraph on methods holds the numbers of the run, and says nothing that is not so."""

from html import unescape
from importlib.metadata import version

import pytest

from simulation.experiment.config import StudyConfig
from simulation.experiment.posterior import PLAUSIBLE, read_posterior
from simulation.report.blocks import Passage, Section
from simulation.report.facts import Facts
from simulation.report.sections.methods import methods
from simulation.report.words import Words
from simulation.result import Result
from tests.report.conftest import Pages
from tests.report.studies import CASES, Case, case, run
from tests.report.studies import config as study


def told(found: Case, language: str = "en") -> tuple[str, Section]:
    """Return the paragraph and its section."""
    facts = Facts(found.config, found.table, found.comparison, found.manifest, language)
    section = methods(facts)
    (passage,) = [block.text for block in section.blocks if isinstance(block, Passage)]
    return passage, section


def works(section: Section) -> str:
    return " ".join(getattr(section.blocks[-1], "items", []))


def observed(burn_in: int) -> StudyConfig:
    """Return a study that starts from tables."""
    owners = {"group": ["valley", "hill"] * 12, "sector": ["food", "craft"] * 12}
    ties = {"first": [0, 1], "second": [2, 3], "strength": [0.5, 0.5]}
    village = study().to_document()["village"] | {"start": {"owners": owners, "ties": ties}}
    return study(village=village, burn_in=burn_in, assumed={})


def test_the_numbers_are_those_of_the_run(full: Case) -> None:
    text, section = told(full)
    for part in (
        "Kampung Contoh, a village of 24 owners of small businesses in 2 groups, with Kampung 0.1.0",
        "8 scenarios were compared with the reference scenario “no programme”",
        "in 6 simulated villages (random seed 7), 25 weeks of burn-in without a programme and 30 weeks",
        "common random numbers at the level of the single decision",
        "95% Student t intervals",
        "weeks 15 and 30, each as the mean of the 4 weeks up to it",
        "of 12 weeks for flows",
        "trust in other groups 0.020",
        "income Rp\N{NO-BREAK SPACE}20,000",
        "practically equivalent",
        "Python 3.11, numpy 2.",
        full.config.hash()[:16],
        "no forecast",
    ):
        assert part in text, part
    assert "history matching" not in text
    assert "failed" not in text
    assert {"Lakens" in works(section), "Klein" in works(section)} == {True}
    assert "Vernon" not in works(section)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("language", ["en", "id"])
def test_it_is_on_every_page_as_one_paragraph_to_be_copied(name: str, language: str, pages: Pages) -> None:
    page = unescape(pages.page(name, language))
    text, _ = told(case(name), language)
    assert f'<blockquote class="passage">{text}</blockquote>' in page
    assert "\n" not in text
    assert "{" not in text


def test_what_is_named_is_in_the_list_and_the_other_way_round() -> None:
    for name in CASES:
        text, section = told(case(name))
        listed = works(section)
        for author in ("Josang", "Grimm", "Klein", "Vernon", "Ghosh", "Lakens"):
            assert (author in text) == (author in listed), (name, author)


def test_sets_are_told_with_their_villages_and_those_that_ship_with_their_origin() -> None:
    text, _ = told(case("sets"))
    assert "4 sets of them, 2 villages each" in text
    assert "5th to the 95th percentile" in text
    assert "history matching" not in text
    _, shipped = read_posterior(PLAUSIBLE)
    points = {"columns": {name: shipped[name][:] for name in ("threshold", "memory")}}
    whole = run(study(points=points, replicates=2, scenarios={"none": {}, "forum": {"activities": ["forum"]}},
                      panels={}, programme={}, assumed={}))  # fmt: skip
    text, section = told(whole)
    assert "2 sets of them, 1 village each, from an ensemble of sets that history matching" in text
    assert "Vernon" in works(section)


def test_one_scenario_one_village_and_failed_runs_are_told_as_they_are() -> None:
    text, section = told(case("alone"))
    assert "One scenario was simulated, “no programme”" in text
    assert "lived through by the same villages" not in text
    assert "Klein" not in works(section)
    text, _ = told(case("one_replicate"))
    assert "interval" not in text
    assert "equivalent" not in text
    assert "6 runs failed and are missing from all numbers." in told(case("failed"))[0]
    assert "in 1 group," in told(case("one_group"))[0]


def test_villages_that_were_added_until_precise_and_starts_that_were_observed_are_told() -> None:
    until = {"until": {"outcome": "trust_other", "week": 30, "half_width": 0.005}}
    config = study(replicates=until | {"at_least": 30, "at_most": 40})
    found = case("full")
    text, _ = told(Case(config, found.table, found.comparison, found.manifest))
    assert "trust in other groups, week 30, were narrower than ± 0.0050" in text
    for burn_in, part in (
        (0, "from the owners and ties that were observed."),
        (10, "10 weeks of burn-in and"),
    ):
        text, _ = told(Case(observed(burn_in), found.table, found.comparison, found.manifest))
        assert part in text


@pytest.mark.parametrize("language", ["en", "id"])
def test_changed_rules_and_optional_processes_are_told(language: str) -> None:
    found = case("full")
    bare, _ = told(found, language)
    manifest = found.manifest | {"origin": {"model": "mine.Markets 0123abc"}}
    changed = found.config.model_copy(update={"mechanisms": {"gossip": {}}})
    text, _ = told(Case(changed, found.table, found.comparison, manifest), language)
    assert "(mine.Markets)" in text and "gossip" in text
    assert "mine.Markets" not in bare and "gossip" not in bare


def test_both_languages_have_the_same_sentences() -> None:
    english, indonesian = Words("en"), Words("id")
    for key in ("methods.sets_shipped", "methods.work.vernon", "methods.work.ghosh", "methods.work.lakens"):
        assert english.has(key)
        assert indonesian.has(key)
    assert "common random numbers" in indonesian("methods.paired")
    assert "history matching" in indonesian("methods.sets_shipped")


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_result_in_memory_has_the_paragraph_too_and_does_not_speak_of_a_folder(
    full: Case, language: str
) -> None:
    result = Result(full.config, full.table, [])
    paragraph, empty, *named = result.methods(language).split("\n")
    assert not empty and named == works_of(full, language)
    assert full.config.hash()[:16] in paragraph and "folder" not in paragraph.casefold()
    assert f"Kampung {version('kampung')}" in paragraph


def works_of(found: Case, language: str) -> list[str]:
    return list(told(found, language)[1].blocks[-1].items)  # type: ignore[union-attr]
