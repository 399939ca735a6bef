"""The search for plans from a page: what it proposes, how far it is, and that it can be given up."""

import time
from dataclasses import replace

import pytest

from simulation.dashboard.state.plan_search import ONE_AT_A_TIME, GivenUp, Search, new_search, search_key
from simulation.dashboard.state.proposals import Proposals, ranks
from simulation.dashboard.state.settings import Programme, Settings
from simulation.dashboard.state.starting_point import Resolved, Start, differences, read_start
from simulation.files.faults import StudyError
from simulation.interventions.registry import dose_types
from tests.patience import PATIENCE

pytest.importorskip("pymoo")
BUDGET = 12e6
SMALL = {"evaluations": 40, "replicates": 10}


@pytest.fixture(scope="module")
def start() -> Start:
    return read_start(None)


@pytest.fixture(scope="module")
def resolved(start: Start) -> Resolved:
    return start.resolve(start.settings())


def small(start: Start, resolved: Resolved) -> Search:
    return new_search(start, resolved, BUDGET, 26, 1, **SMALL)


@pytest.fixture(scope="module")
def search(start: Start, resolved: Resolved) -> Search:
    search = small(start, resolved).start()
    search.future.result(timeout=PATIENCE)
    return search


@pytest.fixture(scope="module")
def found(search: Search) -> Proposals:
    return search.future.result()


def test_proposals_are_within_the_budget_and_ranked(found: Proposals) -> None:
    assert 1 <= len(found.plans) <= 6
    assert all(0 < plan.cost <= BUDGET for plan in found.plans)
    assert [plan.rank for plan in found.plans] == sorted(plan.rank for plan in found.plans)
    assert [plan.best for plan in found.plans].count(True) == 1
    assert found.plans[0].best
    assert all(plan.low <= plan.difference <= plan.high for plan in found.plans)
    assert all(plan.regret >= 0 for plan in found.plans)


def test_a_tie_is_a_rank_that_two_plans_share(found: Proposals) -> None:
    places = [plan.rank for plan in found.plans]
    assert [plan.tied for plan in found.plans] == [places.count(rank) > 1 for rank in places]


def test_effects_are_told_from_villages_without_a_part_in_the_choice(found: Proposals) -> None:
    assert found.villages == 8 * max(2, SMALL["replicates"] // 2)
    assert found.tried >= SMALL["evaluations"]


def test_a_proposal_is_used_as_it_was_found(start: Start, found: Proposals) -> None:
    types = dose_types()
    for plan in found.plans:
        activities = {name: differences(types[name](), dose) for name, dose in plan.doses.items()}
        settings = Settings(programmes=(Programme(name="plan", activities=activities),))
        resolved = start.resolve(settings)
        assert resolved.programmes[0] == plan.doses
        assert start.cost(resolved, resolved.programmes[0]) == pytest.approx(plan.cost)


def test_a_finished_search_is_at_its_end(search: Search) -> None:
    assert search.progress.stage == "checking"
    assert search.progress.share == pytest.approx(1.0, abs=0.01)


def test_a_search_that_is_given_up_ends_and_lets_the_next_one_in(
    start: Start, resolved: Resolved, caplog: pytest.LogCaptureFixture
) -> None:
    search = new_search(start, resolved, BUDGET, 26, 1, evaluations=100_000, replicates=3).start()
    while search.progress.tried < 40:
        time.sleep(0.05)
    search.cancel()
    with pytest.raises(GivenUp):
        search.future.result(timeout=PATIENCE)
    assert ONE_AT_A_TIME.acquire(timeout=10)
    ONE_AT_A_TIME.release()
    assert caplog.text == ""  # nobody's fault: nothing of it is in the log of the server


def test_a_search_that_is_given_up_does_not_wait_for_its_stage(start: Start, resolved: Resolved) -> None:
    # one stage of it has thousands of villages
    search = new_search(start, resolved, BUDGET, 52, 1, evaluations=40, replicates=2000).start()
    while search.progress.stage != "searching":
        time.sleep(0.05)
    search.cancel()
    with pytest.raises(GivenUp):
        search.future.result(timeout=30)
    assert search.progress.tried == 0


def test_a_search_waits_for_another_one(start: Start, resolved: Resolved) -> None:
    with ONE_AT_A_TIME:
        search = small(start, resolved).start()
        time.sleep(0.5)
        assert search.progress.stage == "waiting"
        search.cancel()
        with pytest.raises(GivenUp):
            search.future.result(timeout=10)


def test_a_budget_that_buys_nothing_is_refused(start: Start, resolved: Resolved) -> None:
    with pytest.raises(StudyError, match="cheapest plan"):
        new_search(start, resolved, 1000.0, 52, 1)


def test_another_price_is_another_search(start: Start, resolved: Resolved) -> None:
    dearer = replace(resolved, prices=resolved.prices.model_copy(update={"snack": 30_000.0}))
    keys = {
        search_key(start, resolved, BUDGET, 52, 1),
        search_key(start, dearer, BUDGET, 52, 1),
        search_key(start, resolved, BUDGET + 1, 52, 1),
        search_key(start, resolved, BUDGET, 104, 1),
    }
    assert len(keys) == 4
    assert search_key(start, resolved, BUDGET, 52, 1) in keys


def test_plans_that_cannot_be_told_apart_share_a_rank() -> None:
    """Plans 0 and 1 by their interval, 2 by the smallest difference that matters, 4 with 3."""
    gaps = {
        (1, 0): (-0.03, 0.01),
        (2, 0): (-0.018, -0.005),
        (3, 0): (-0.08, -0.04),
        (4, 3): (-0.01, 0.01),
        (5, 3): (-0.09, -0.05),
    }

    def more(plan: int, other: int) -> dict[str, float]:
        low, high = gaps[plan, other]
        return {"low": low, "high": high}

    assert ranks([0, 1, 2, 3, 4, 5], more, smallest=0.02) == [1, 1, 1, 4, 4, 6]
