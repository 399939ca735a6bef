"""Where to go first: a rule must stand in villages it has not seen, and beat the size alone."""

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.box import Box
from simulation.questions.villages.priority import (
    BETTER,
    FEW,
    NO_BETTER,
    NOTHING,
    SIZE_ALONE,
    joined,
    where_first,
)


def seen(number: int = 600, seed: int = 4) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "owners": random.integers(20, 200, number).astype(float),
            "share_newcomer": random.uniform(0.1, 0.5, number),
            "assortativity_once": random.uniform(0.3, 0.9, number),
            "sector_food": 0.25,
        }
    )


def noise(number: int = 600) -> np.ndarray:
    return np.random.default_rng(5).normal(0, 0.1, number)


def test_a_rule_over_other_traits_is_found_and_beats_size() -> None:
    villages = seen()
    worth = (villages["share_newcomer"] > 0.35) * (villages["assortativity_once"] > 0.55) + noise()
    found = where_first(villages, worth.to_numpy(), 1)
    assert found.verdict == BETTER and found.taken is found.rule and found.rule is not None
    assert set(found.rule.tree.parameters) == {"share_newcomer", "assortativity_once"}
    assert found.rule.held.density > 0.8


def test_where_only_size_matters_size_alone_is_the_rule() -> None:
    villages = seen()
    found = where_first(villages, (villages["owners"] / 100 + noise()).to_numpy(), 1)
    assert found.verdict in (SIZE_ALONE, NO_BETTER)
    assert found.taken is not None and found.taken.tree.parameters == ["owners"]
    assert found.taken.held.density > 0.7


@pytest.mark.parametrize("seed", range(5))
def test_in_pure_luck_no_rule_is_told(seed: int) -> None:
    found = where_first(seen(), np.random.default_rng(seed).normal(size=600), seed)
    assert found.taken is None


def test_a_hit_is_counted_in_villages_that_were_held_out() -> None:
    villages = seen()
    worth = (villages["owners"] / 100 + noise()).to_numpy()
    found = where_first(villages, worth, 1)
    assert found.taken is not None
    assert found.taken.held.villages == 300 == found.taken.marked.size


def test_few_villages_give_no_rule() -> None:
    assert where_first(seen(100), noise(100), 1).verdict == FEW
    assert where_first(seen(), np.full(600, np.nan), 1).verdict == FEW
    assert where_first(seen()[["sector_food", "share_newcomer"]], noise()[::-1].copy(), 2).verdict == NOTHING


def test_neighbouring_leaves_are_told_as_one() -> None:
    middle, large = Box({"owners": 67.5}, {"owners": 78.5}), Box({"owners": 78.5}, {})
    assert joined([large, middle]) == [Box({"owners": 67.5}, {})]
    other = Box({"owners": 78.5, "share_newcomer": 0.3}, {})
    assert joined([other, middle]) == [other, middle]
    one, two = Box({}, {"share_newcomer": 0.3}), Box({"share_newcomer": 0.3}, {})
    assert joined([one, two]) == [Box()]
