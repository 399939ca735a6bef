"""Exit and entry: firms close by chance, new owners take their places, nobody else is touched (ODD 7.11)."""

import numpy as np
import pytest

from simulation.model import draws
from simulation.model.engine import Engine
from simulation.model.rules.acquaintance import find
from simulation.model.rules.turnover import close_and_open, group_at, turn_over
from simulation.model.state import LEAVING, found
from simulation.parameters import DOSES, Behaviour
from tests.villages import assert_mutual, bits, kept, know, make_village, record, stock

ALWAYS = {"exit_rate": 0.99}


def lived(profile, behaviour, seed=3):
    engine = Engine(profile, behaviour, seed, burn_in=80)
    engine.advance(0)
    return engine.state


def leavers(seed, week, b, owners):
    return [i for i in range(owners) if draws.uniform(seed, week, draws.EXIT, i, 0) < b["exit_weekly"]]


def test_a_year_closes_the_share_of_firms_that_the_parameter_says():
    b, gone = record(exit_rate=0.08), 0
    for week in range(52):
        gone += len(leavers(11, week, b, 4000))
    expected = -52 * np.log(1 - 0.08) / 52 * 4000
    assert gone == pytest.approx(expected, abs=4 * np.sqrt(expected))


def test_the_new_owner_knows_nobody_and_nobody_knows_the_old_one(profile):
    b = record(**ALWAYS)
    state = lived(profile, Behaviour())
    before = state.copy()
    close_and_open(state, b, 3, 7)
    new = leavers(3, 7, b, 60)
    assert 0 < len(new) < 20
    assert_mutual(state)
    for i in new:
        row = state.owners[i]
        assert row["acquaintances"] == 0
        assert row["arrived"] == 7
        assert row["sector"] == before.owners["sector"][i]
        assert not state.beliefs["good"][i].any()
        assert not row["cases_left"]
    stay = np.setdiff1d(np.arange(60), new)
    fields = [name for name in before.owners.dtype.names if name != "acquaintances"]
    for name in fields:
        assert (state.owners[name][stay] == before.owners[name][stay]).all(), name
    for i in stay:
        assert kept(state, i).keys() == kept(before, i).keys() - set(new)


def test_what_is_forgotten_stands_in_the_ledger(profile):
    state = lived(profile, Behaviour())
    state.ledger[:] = 0.0
    before = stock(state)
    close_and_open(state, record(**ALWAYS), 3, 7)
    assert state.ledger[LEAVING].any()
    # of pairs whose owner changed group the side is that of before
    assert state.ledger.sum(axis=0) == pytest.approx(stock(state) - before)


def test_groups_of_the_new_follow_the_shares():
    shares = np.array([0.6, 0.9, 1.0])
    assert [group_at(shares, u) for u in (0.0, 0.59, 0.6, 0.89, 0.95)] == [0, 0, 1, 1, 2]
    assert group_at(np.array([0.3, 0.6, 0.9999999999999999]), np.nextafter(1.0, 0)) == 2


def test_members_and_sizes_are_counted_anew(profile):
    state = found(profile, Behaviour(sociability_sd=0.7), 1)
    for week in range(30):
        close_and_open(state, record(sociability_sd=0.7, **ALWAYS), 1, week)
    assert state.groups.tolist() == state.owners["group"].tolist()
    assert state.sizes.tolist() == np.bincount(state.groups, minlength=2).tolist()
    assert state.met == pytest.approx(np.concatenate([[0], np.cumsum(state.owners["sociability"])]))
    assert sorted(state.members.tolist()) == list(range(60))


def test_a_mediator_who_leaves_takes_the_cases_along():
    state = make_village("aa" * 30, cases_left=2, caseload=2, mediates_until=50)
    b = record(**ALWAYS)
    close_and_open(state, b, 5, 1)
    assert state.cases[0] == 2 * (60 - len(leavers(5, 1, b, 60)))


def test_where_no_firm_closes_nothing_changes(profile):
    state = lived(profile, Behaviour())
    before = bits(state)
    turn_over(state, record(exit_rate=0.0), 3, 7)
    assert bits(state) == before


def test_the_same_firms_close_with_and_without_a_programme(profile):
    behaviour = Behaviour(exit_rate=0.3)
    ends = []
    for doses in ({}, {name: dose() for name, dose in DOSES.items()}):
        engine = Engine(profile, behaviour, 9, burn_in=10, doses=doses)
        engine.advance(104)
        ends.append(engine.state.owners)
    for name in ("arrived", "group", "sociability", "trustworthiness", "income_shift", "attendance"):
        assert (ends[0][name] == ends[1][name]).all(), name
    assert (ends[0]["arrived"] > 0).any()


def test_a_village_in_which_a_group_dies_out_goes_on():
    state = make_village("ab" + "b" * 8)
    know(state, 0, 1, good=(3, 1), tie=0.5)
    b = record(**ALWAYS)
    for week in range(200):
        close_and_open(state, b, 1, week)
    assert state.sizes.sum() == 10
    assert find(state, 0, 1) == -1
