"""The first page says whether asking first would change the choice."""

from functools import cache

import numpy as np
import pytest

from simulation.report.facts import Facts
from simulation.report.sections import choice as under_test
from simulation.report.sections.choice import choice
from tests.report.questions import UNSURE
from tests.report.studies import Case, case, config, run

ASKED = ("belief_own", "belief_other", "degree")


@cache
def unsure() -> Case:
    return run(config(**UNSURE))


def facts(of: Case) -> Facts:
    return Facts(of.config, of.table, of.comparison, of.manifest, "en")


def test_where_one_scenario_is_best_whatever_is_known_asking_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = facts(unsure())
    gains = np.zeros((len(known.table.scenarios), known.table.replicates, 1))
    gains[known.table.scenarios.index("forum")] = 0.1
    monkeypatch.setattr(under_test, "values_at", lambda *_: {known.main: gains})
    told = choice(known, ["forum", "mentoring"], ASKED)
    assert told.startswith("Asking first does not change the choice between “no programme”, “")
    assert "kampung value" in told


def test_where_a_belief_decides_which_is_best_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    known = facts(unsure())
    belief = known.table.values("belief_other", [0])
    gains = np.zeros(belief.shape)
    place = known.table.scenarios.index("forum")
    gains[place] = belief[place] - np.median(belief[place])
    monkeypatch.setattr(under_test, "values_at", lambda *_: {known.main: gains})
    told = choice(known, ["forum"], ASKED)
    assert told.startswith("Asking first can change the choice between “no programme” and “")
    assert "belief in other groups +0.0" in told


@pytest.mark.parametrize("name", ["sets", "full"])
def test_of_few_sets_nothing_is_said(name: str) -> None:
    assert choice(facts(case(name)), ["forum", "all"], ASKED) == ""


def test_without_the_library_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(under_test, "find_spec", lambda _: None)
    assert choice(facts(unsure()), ["forum", "mentoring"], ASKED) == ""
