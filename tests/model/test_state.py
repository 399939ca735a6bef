"""Founding: who lives in the village at its start, and what a state holds (ODD 2 and 5)."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.model import draws
from simulation.model.behaviour_record import behaviour_record
from simulation.model.state import TALLIES, found
from simulation.parameters import NORMS, TOPICS, Behaviour, Group, Sector, VillageProfile
from simulation.parameters.village import BYTES_PER_OWNER, quotas
from tests.villages import behaviours, bits, make_profile, profiles

SEEDS = st.integers(0, 2**63 - 1)


def normal(seed: int, owner: int, k: int) -> float:
    """Return z(k) of ODD 5."""
    one, two = (draws.uniform(seed, 0, draws.FOUNDING, owner, k + step) for step in (0, 1))
    return math.sqrt(-2.0 * math.log(1.0 - one)) * math.cos(2.0 * math.pi * two)


def clipped(value: float) -> float:
    return min(1.0, max(0.0, value))


@given(st.lists(st.integers(1, 50), min_size=1, max_size=8), st.integers(2, 500))
def test_quotas_add_up_and_differ_from_the_shares_by_less_than_one_owner(weights, total):
    shares = [weight / sum(weights) for weight in weights]
    counts = quotas(shares, total)
    assert sum(counts) == total
    rest = [share * total - count for share, count in zip(shares, counts, strict=True)]
    assert all(abs(each) < 1 for each in rest)
    # largest remainder: nobody rounded down has a larger remainder than somebody rounded up
    assert max(rest) <= min(rest) + 1 + 1e-9


@pytest.mark.parametrize(
    ("shares", "total", "counts"),
    [
        ([0.6, 0.4], 60, [36, 24]),
        ([0.25] * 4, 60, [15] * 4),
        ([1 / 3, 1 / 3, 1 / 3], 10, [4, 3, 3]),
        ([0.5, 0.3, 0.2], 3, [1, 1, 1]),
        ([0.47, 0.16, 0.158, 0.12, 0.061, 0.031], 100, [47, 16, 16, 12, 6, 3]),
        ([0.9, 0.1], 2, [2, 0]),
        ([0.1] * 10, 10, [1] * 10),
    ],
)
def test_quotas_of_known_villages(shares, total, counts):
    assert quotas(shares, total) == counts


def test_groups_take_blocks_and_sectors_the_order_of_a_draw(profile, behaviour):
    state = found(profile, behaviour, 9)
    assert state.owners["group"].tolist() == [0] * 36 + [1] * 24
    luck = [draws.uniform(9, 0, draws.FOUNDING, owner, 0) for owner in range(60)]
    drawn = sorted(range(60), key=lambda owner: luck[owner])
    assert [int(state.owners["sector"][owner]) for owner in drawn] == [0] * 15 + [1] * 15 + [2] * 15 + [
        3
    ] * 15


@given(profiles(), behaviours(), SEEDS)
def test_any_village_has_its_quotas_and_values_in_range(profile, behaviour, seed):
    state = found(profile, behaviour, seed)
    for what, parts in (("group", profile.groups), ("sector", profile.sectors)):
        counts = np.bincount(state.owners[what], minlength=len(parts))
        assert counts.tolist() == quotas([part.share for part in parts], profile.owners)
    for name in ("communication", "conflict", "anchors", "knowledge"):
        assert np.array_equal(state.owners[name], state.owners[f"{name}_start"])
        assert ((state.owners[name] >= 0) & (state.owners[name] <= 1)).all()
    assert np.array_equal(state.owners["norms"], state.owners["anchors"])
    assert np.array_equal(state.beliefs["prior"], state.beliefs["prior_start"])
    assert ((state.beliefs["prior"] >= 0) & (state.beliefs["prior"] <= 1)).all()
    assert (state.owners["income"] > 0).all()
    assert np.isfinite(state.owners["income"]).all()


def test_nobody_knows_anybody_or_has_any_evidence(profile, behaviour):
    state = found(profile, behaviour, 1)
    assert not state.owners["acquaintances"].any()
    assert not state.circle["tie"].any()
    assert not state.beliefs["good"].any()
    assert not state.beliefs["bad"].any()
    assert not state.ledger.any()
    assert state.tallies.tolist() == [0.0] * len(TALLIES)
    assert (state.owners["mediates_until"] < -1000).all()


@given(SEEDS, st.integers(0, 59))
def test_an_owner_is_born_as_the_equations_say(profile, seed, owner):
    b = Behaviour(belief_sd=0.2, personal_sd=0.3, knowledge_sd=0.25, income_sd=0.4)
    state = found(profile, b, seed)
    row, group = state.owners[owner], int(state.owners["group"][owner])
    assert row["communication"] == pytest.approx(clipped(b.communication + 0.3 * normal(seed, owner, 4)))
    assert row["conflict"] == pytest.approx(clipped(b.conflict + 0.3 * normal(seed, owner, 6)))
    for place, name in enumerate(NORMS):
        norm = clipped(getattr(b, name) + 0.3 * normal(seed, owner, 8 + 2 * place))
        assert row["norms"][place] == pytest.approx(norm)
    for place, topic in enumerate(TOPICS):
        strong = topic in profile.groups[group].strong_topics
        start = b.knowledge_strong if strong else b.knowledge_weak
        assert row["knowledge"][place] == pytest.approx(
            clipped(start + 0.25 * normal(seed, owner, 14 + 2 * place))
        )
    for other in range(2):
        start = b.belief_own if other == group else b.belief_other
        assert state.beliefs["prior"][owner, other] == pytest.approx(
            clipped(start + 0.2 * normal(seed, owner, 2))
        )
    level = b.income_spread * normal(seed, owner, 26) - b.income_spread**2 / 2
    assert row["income_shift"] == pytest.approx(level)
    assert row["income"] == pytest.approx(b.income * math.exp(level + 0.4 * normal(seed, owner, 20)))
    personal = b.sociability_sd * normal(seed, owner, 22) - b.sociability_sd**2 / 2
    assert row["sociability"] == pytest.approx(math.exp(personal))
    assert row["trustworthiness"] == pytest.approx(b.trustworthiness_sd * normal(seed, owner, 24))


def test_an_owner_trusts_all_groups_more_or_all_less():
    profile = make_profile("aaabbbcccddd")
    state = found(profile, Behaviour(belief_sd=0.05), 4)
    own = np.eye(4, dtype=bool)[state.owners["group"]]
    shift = state.beliefs["prior"] - np.where(own, Behaviour().belief_own, Behaviour().belief_other)
    assert shift == pytest.approx(np.repeat(shift[:, :1], 4, axis=1), abs=1e-12)
    assert np.ptp(shift[:, 0]) > 0.05


def test_strong_topics_are_those_of_the_group():
    profile = VillageProfile(
        name="Strong",
        owners=10,
        groups=[Group(name="a", share=0.5, strong_topics=["promotion"]), Group(name="b", share=0.5)],
        sectors=[Sector(name="x", share=1.0)],
    )
    state = found(profile, Behaviour(knowledge_sd=0.0, knowledge_strong=0.8, knowledge_weak=0.1), 1)
    assert state.owners["knowledge"].tolist() == [[0.1, 0.1, 0.8]] * 5 + [[0.1, 0.1, 0.1]] * 5


def test_equal_sectors_compete_and_others_complement_unless_the_profile_says_otherwise():
    assert found(make_profile("aa", "xy"), Behaviour(), 1).relations.tolist() == [[-1, 1], [1, -1]]
    own_say = [[0, -1], [-1, 1]]
    assert found(make_profile("aa", "xy", own_say), Behaviour(), 1).relations.tolist() == own_say


def test_a_village_is_a_function_of_its_seed(profile, behaviour):
    assert bits(found(profile, behaviour, 5)) == bits(found(profile, behaviour, 5))
    one, other = found(profile, behaviour, 5), found(profile, behaviour, 6)
    assert not (one.owners["communication"] == other.owners["communication"]).any()


def test_one_more_owner_leaves_the_luck_of_the_others_as_it_was(behaviour):
    few, more = found(make_profile("a" * 9), behaviour, 5), found(make_profile("a" * 10), behaviour, 5)
    for name in ("communication", "norms", "knowledge", "income"):
        assert np.array_equal(few.owners[name], more.owners[name][:9])


def test_a_copy_shares_nothing(profile, behaviour):
    state = found(profile, behaviour, 1, events=True)
    copy = state.copy()
    assert bits(copy) == bits(state)
    for one, two in zip(state, copy, strict=True):
        assert not np.shares_memory(one, two)
    before = bits(state)
    for array in copy:
        array.view(np.uint8)[...] += 1
    assert bits(state) == before


def test_an_owner_with_24_acquaintances_takes_less_than_1200_bytes(behaviour):
    profile = make_profile("ab" * 500)
    state = found(profile, behaviour.model_copy(update={"acquaintances": 24}), 1)
    assert sum(array.nbytes for array in state) / profile.owners < 1200
    assert BYTES_PER_OWNER == 1200
    assert state.circle.shape == (1000, 24)


@given(st.floats(0.1, 1e6))
def test_after_a_half_life_half_of_it_is_left(half_life):
    b = behaviour_record(Behaviour(skill_half_life=half_life))
    assert b["skill_keep"] ** half_life == pytest.approx(0.5, rel=1e-6)
