"""Any valid village, behaviour and programme: all stays in range, mutual and accounted for."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.measures.catalogue import catalogue
from simulation.model.engine import Engine
from simulation.model.state import TALLIES
from simulation.parameters import DOSES
from tests.villages import assert_mutual, behaviours, kept, make_profile, profiles, programmes, stock

ALL = {name: dose(first=1, every=2) for name, dose in DOSES.items()}


def assert_in_range(made: Engine) -> None:
    state = made.state
    for name in ("communication", "conflict", "norms", "anchors", "knowledge"):
        assert ((state.owners[name] >= -1e-12) & (state.owners[name] <= 1 + 1e-12)).all(), name
    assert ((state.beliefs["prior"] >= -1e-12) & (state.beliefs["prior"] <= 1 + 1e-12)).all()
    for array in (state.beliefs["good"], state.beliefs["bad"], state.owners["cases_left"]):
        assert (array >= 0).all()
    assert state.cases[0] == state.owners["cases_left"].sum()
    for i in range(state.owners.size):
        for pair in kept(state, i).values():
            assert min(pair.good, pair.bad) >= 0
            assert 0 <= pair.tie <= 1
    assert np.isfinite(state.owners["income"]).all()
    assert (state.owners["income"] > 0).all()
    assert (state.tallies >= 0).all()
    tally = dict(zip(TALLIES, state.tallies, strict=True))
    assert tally["acts"] == 2 * tally["meetings"] == tally["own_acts"] + tally["other_acts"]
    assert tally["unresolved"] <= tally["disputes"] <= tally["acts"]
    assert tally["cooperated"] <= tally["acts"]


UNITS = {"0-1": (0, 1), "-1 to 1": (-1, 1)}


def assert_row_in_range(made: Engine, row: np.ndarray) -> None:
    for measure, value in zip(catalogue([(g.name,) * 3 for g in made.profile.groups]), row, strict=True):
        low, high = UNITS.get(measure.unit, (-np.inf, np.inf))
        assert np.isnan(value) or low - 1e-9 <= value <= high + 1e-9, measure.name


@settings(max_examples=60)
@given(data=st.data(), behaviour=behaviours(), profile=profiles(), seed=st.integers(0, 2**63 - 1))
def test_any_valid_village_stays_in_range_mutual_and_accounted_for(data, behaviour, profile, seed):
    doses = data.draw(programmes(profile))
    made = Engine(profile, behaviour, seed, burn_in=2, doses=doses, network_weeks=[5, 10])
    for week in range(-1, 11):
        before = stock(made.state)
        row = np.empty((1, len(made.columns)))
        made.advance(week, row)
        assert_in_range(made)
        assert_mutual(made.state)
        assert_row_in_range(made, row[0])
        change, lines = stock(made.state) - before, made.state.ledger
        assert np.abs(change - lines.sum(axis=0)).max() <= 1e-11 * max(1.0, np.abs(lines).sum())


@pytest.mark.parametrize("doses", [{}, ALL], ids=["nothing", "all_at_once"])
@pytest.mark.parametrize("groups", ["aa", "ab", "a" * 20, "abcde", "abcde" * 8, "a" * 39 + "b"])
def test_villages_at_the_edges_live(groups, doses, behaviour):
    profile = make_profile(groups, "".join("wxyz"[place % 4] for place in range(len(groups))))
    made = Engine(profile, behaviour, 5, burn_in=20, doses=doses)
    made.advance(0)
    rows = np.empty((30, len(made.columns)))
    made.advance(30, rows)
    assert_in_range(made)
    assert_mutual(made.state)
    for row in rows:
        assert_row_in_range(made, row)
    assert rows[:, made.columns.index("meetings")].any()
