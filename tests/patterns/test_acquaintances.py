"""Acquaintances as matrices say what the model's own measures say."""

import numpy as np
import pytest

from simulation.model.engine import Engine
from simulation.parameters import Behaviour, VillageProfile
from simulation.patterns.acquaintances import Acquaintances, beliefs, stayed, trusts


@pytest.fixture(scope="module")
def engine(profile: VillageProfile) -> Engine:
    engine = Engine(profile, Behaviour(exit_rate=0.2), 3, burn_in=60)
    engine.advance(0)
    return engine


def test_ties_are_those_the_measures_count(engine: Engine) -> None:
    ties = Acquaintances.of(engine.state).ties(engine.behaviour)
    assert (ties == ties.T).all()
    assert ties.sum() > 0
    assert ties.sum(axis=1).mean() == pytest.approx(engine.measure()[engine.columns.index("degree")])


def test_both_sides_know_each_other_with_one_tie(engine: Engine) -> None:
    there = Acquaintances.of(engine.state)
    assert (there.known == there.known.T).all()
    assert (there.strength == there.strength.T).all()
    assert there.known.sum() == engine.state.owners["acquaintances"].sum()
    assert not there.good[~there.known].any()


def test_trust_in_a_random_owner_is_the_measure_of_it(engine: Engine) -> None:
    trust = trusts(engine.state, engine.behaviour, Acquaintances.of(engine.state))
    others = ~np.eye(len(trust), dtype=bool)
    assert trust[others].mean() == pytest.approx(engine.measure()[engine.columns.index("trust")])


def test_in_a_village_of_strangers_trust_is_the_belief(profile: VillageProfile) -> None:
    engine = Engine(profile, Behaviour(belief_sd=0.0), 1)
    believed = beliefs(engine.state, engine.behaviour)
    assert believed[0].tolist() == pytest.approx([Behaviour().belief_own, Behaviour().belief_other])
    trust = trusts(engine.state, engine.behaviour, Acquaintances.of(engine.state))
    assert trust[0] == pytest.approx(believed[0, engine.state.owners["group"]])


def test_who_came_later_has_not_stayed(engine: Engine) -> None:
    owners = engine.state.owners
    assert stayed(owners, 0).all()
    founders = stayed(owners, engine.first)
    assert 0 < founders.sum() < owners.size
    assert (owners["arrived"][~founders] > engine.first).all()
