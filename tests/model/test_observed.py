"""A village that begins as it was observed (ODD 5.1)."""

import math

import numpy as np
import pytest

from simulation.model.engine import Engine
from simulation.model.observed import BAD_A_WEEK, GOOD_A_WEEK, lived_weeks
from simulation.model.state import found
from simulation.model.village import Village
from simulation.parameters import NORMS, TOPICS, Behaviour, ObservedOwners, ObservedTies, Start
from simulation.parameters.village import VillageProfile
from tests.villages import alike, bits, kept, make_profile, stock


def begun(profile: VillageProfile, owners: dict | None = None, ties: list | None = None) -> VillageProfile:
    """Return the profile with a start; ties are (first, second, strength)."""
    names = ("first", "second", "strength")
    columns = dict(zip(names, map(list, zip(*ties, strict=True)), strict=True)) if ties else {}
    start = Start(
        owners=None if owners is None else ObservedOwners(**owners),
        ties=ObservedTies(**columns) if ties else None,
    )
    return VillageProfile.model_validate(profile.model_dump() | {"start": start})


def as_seen(engine: Engine) -> VillageProfile:
    """Return the village of an engine with everything a survey could ever see of it as its start."""
    state, b = engine.state, engine.behaviour
    owners, held = state.owners, state.beliefs
    believed = (b.belief_weight * held["prior"] + held["good"]) / (
        b.belief_weight + held["good"] + held["bad"]
    )
    groups, sectors = engine.profile.groups, engine.profile.sectors
    columns = {name: owners[name].tolist() for name in ("communication", "conflict")}
    columns |= {norm: owners["norms"][:, place].tolist() for place, norm in enumerate(NORMS)}
    columns |= {
        f"knowledge_{topic}": owners["knowledge"][:, place].tolist() for place, topic in enumerate(TOPICS)
    }
    columns["belief"] = {group.name: believed[:, place].tolist() for place, group in enumerate(groups)}
    columns["group"] = [groups[place].name for place in owners["group"]]
    columns["sector"] = [sectors[place].name for place in owners["sector"]]
    ties = [
        (i, j, pair.tie)
        for i in range(owners.size)
        for j, pair in kept(state, i).items()
        if i < j and pair.tie > b.tie_minimum
    ]
    # firms closed and opened: the shares are those of now
    shares = [size / owners.size for size in state.sizes.tolist()]
    seen = [group.model_copy(update={"share": share}) for group, share in zip(groups, shares, strict=True)]
    return begun(engine.profile.model_copy(update={"groups": seen}), columns, ties)


def test_what_was_observed_is_the_value_and_what_it_goes_back_to():
    profile = begun(
        make_profile("aab"),
        {
            "communication": [0.1, None, 0.9],
            "transparency": [None, 0.2, None],
            "knowledge_promotion": [1.0, 0.0, 0.5],
            "belief": {"b": [0.3, None, None]},
        },
    )
    state, drawn = found(profile, Behaviour(), 4), found(make_profile("aab"), Behaviour(), 4)
    owners, usual = state.owners, drawn.owners
    for name in ("communication", "communication_start"):
        assert owners[name].tolist() == [0.1, usual[name][1], 0.9]
    for name in ("norms", "anchors", "anchors_start"):
        assert owners[name][:, 1].tolist() == [usual[name][0, 1], 0.2, usual[name][2, 1]]
        assert np.array_equal(owners[name][:, 0], usual[name][:, 0])
    for name in ("knowledge", "knowledge_start"):
        assert owners[name][:, 2].tolist() == [1.0, 0.0, 0.5]
    for name in ("prior", "prior_start"):
        assert state.beliefs[name][:, 1].tolist() == [0.3, *drawn.beliefs[name][1:, 1]]


def test_a_blank_cell_is_drawn_as_in_a_village_where_nothing_was_observed():
    blank = begun(make_profile("aabb", "xyxy"), {"conflict": [None] * 4})
    state, drawn = found(blank, Behaviour(), 9), found(make_profile("aabb", "xyxy"), Behaviour(), 9)
    for name in set(drawn.owners.dtype.names) - {"income"}:  # which ties and knowledge raise from the start
        assert np.array_equal(state.owners[name], drawn.owners[name]), name
    assert np.array_equal(state.beliefs, drawn.beliefs)


def test_groups_and_sectors_are_those_of_the_table():
    profile = begun(make_profile("aab", "xyy"), {"group": ["a", "b", "a"], "sector": ["y", "y", "x"]})
    state = found(profile, Behaviour(), 1)
    assert state.owners["group"].tolist() == [0, 1, 0]
    assert state.owners["sector"].tolist() == [1, 1, 0]


def test_both_sides_keep_an_observed_tie_with_the_evidence_of_the_usual_burn_in():
    b = Behaviour(memory=0.9)
    state = found(begun(make_profile("aab"), ties=[(2, 0, 0.5)]), b, 1)
    weeks = (1 - 0.9**208) / 0.1
    assert kept(state, 0).keys() == {2}
    assert kept(state, 2).keys() == {0}
    assert not kept(state, 1)
    for i, j in ((0, 2), (2, 0)):
        pair = kept(state, i)[j]
        assert pair.tie == 0.5
        assert (pair.good, pair.bad) == pytest.approx((GOOD_A_WEEK * 0.5 * weeks, BAD_A_WEEK * 0.5 * weeks))
        assert state.circle[i, 0]["group"] == state.owners["group"][j]


def test_the_evidence_behind_ties_leaves_the_belief_in_a_group_as_it_was_observed():
    b = Behaviour()
    profile = begun(make_profile("abb"), {"belief": {"b": [0.7, None, None]}}, [(0, 1, 0.5), (0, 2, 0.3)])
    held = found(profile, b, 1).beliefs[0, 1]
    a_week = b.generalisation * (GOOD_A_WEEK + BAD_A_WEEK * b.bad_generalisation)
    experience = a_week * 0.8 * (1 - b.group_memory**208) / (1 - b.group_memory)
    assert held["good"] + held["bad"] == pytest.approx(experience)
    believed = (b.belief_weight * held["prior"] + held["good"]) / (b.belief_weight + experience)
    assert believed == pytest.approx(0.7)


def test_an_observed_income_stays_the_level_of_its_owner():
    b = alike(income_sd=0.0, meetings=0.0, tie_decay=0.0, knowledge_sd=0.0)
    profile = begun(make_profile("aa", "xy"), {"income": [4e6, None]}, [(0, 1, 0.5)])
    engine = Engine(profile, b, 1)
    usual = b.income * (1 + b.income_ties * math.log(2)) * (1 + b.income_knowledge * b.knowledge_weak)
    assert engine.state.owners["income"] == pytest.approx([4e6, usual])
    engine.advance(20)
    assert engine.state.owners["income"] == pytest.approx([4e6, usual])


def test_there_is_no_burn_in_unless_somebody_asks_for_it():
    profile = begun(make_profile("aab"), {"communication": [0.5, 0.5, 0.5]})
    assert Engine(profile, Behaviour(), 1).week == 0
    assert Engine(profile, Behaviour(), 1, burn_in=30).week == -30
    assert Engine(make_profile("aab"), Behaviour(), 1).week == -208
    village = Village(profile)
    assert village.week == 0
    assert len(village.weekly()) == 1


def test_histories_begin_with_what_was_observed():
    profile = begun(make_profile("aabb"), ties=[(0, 3, 0.6), (1, 2, 0.9)])
    village = Village(profile, seed=2, burn_in=3, record_events=True)
    for _ in range(10):
        village.step()
    history, held = village.history(0, 3), village.belief_history(0, "b")
    assert history["cause"][0] == held["cause"][0] == "observed"
    assert history["week"][0] == held["week"][0] == -3
    now = kept(village.state, 0)[3], kept(village.state, 3)[0]
    assert history[["good_ij", "bad_ij", "good_ji", "bad_ji", "tie"]].sum().tolist() == pytest.approx(
        [now[0].good, now[0].bad, now[1].good, now[1].bad, now[0].tie]
    )
    assert held[["good", "bad"]].sum().tolist() == pytest.approx(list(village.state.beliefs[0, 1])[2:])


def test_nobody_can_start_with_more_ties_than_are_kept_in_mind():
    profile = begun(make_profile("aaaa"), ties=[(0, 1, 0.5), (2, 0, 0.5), (3, 0, 0.5)])
    found(profile, Behaviour(acquaintances=3), 1)
    with pytest.raises(ValueError, match="row 2 of the ties: owner 0 has more than 2 ties"):
        found(profile, Behaviour(acquaintances=2), 1)


def test_a_village_without_a_start_is_founded_as_ever(profile, behaviour):
    plain = VillageProfile.model_validate(profile.model_dump() | {"start": None})
    assert bits(found(plain, behaviour, 3)) == bits(found(profile, behaviour, 3))
    assert not found(profile, alike(), 3).owners["income_shift"].any()


@pytest.fixture(scope="module")
def burned_in(profile) -> list[Engine]:
    engines = [Engine(profile, Behaviour(), seed) for seed in range(100, 130)]
    for engine in engines:
        engine.advance(0)
    return engines


def test_the_evidence_behind_a_tie_is_that_of_the_usual_village(burned_in):
    ties = [
        pair
        for engine in burned_in
        for i in range(60)
        for pair in kept(engine.state, i).values()
        if pair.tie > engine.behaviour.tie_minimum
    ]
    strength = sum(pair.tie for pair in ties)
    (weeks,) = lived_weeks(np.array([Behaviour().memory]))
    assert sum(pair.good for pair in ties) / strength / weeks == pytest.approx(GOOD_A_WEEK, rel=0.05)
    assert sum(pair.bad for pair in ties) / strength / weeks == pytest.approx(BAD_A_WEEK, rel=0.05)


def test_a_burned_in_village_observed_as_it_is_begins_much_as_it_is(burned_in):
    names = burned_in[0].columns
    rows = [(engine.measure(), Engine(as_seen(engine), Behaviour(), 1).measure()) for engine in burned_in]
    was, began = (dict(zip(names, np.mean(side, axis=0), strict=True)) for side in zip(*rows, strict=True))
    for name in ("degree", "assortativity", "clustering", "gotong_royong", "knowledge"):
        assert began[name] == pytest.approx(was[name], rel=1e-9), name
    for name in ("trust", "trust_own", "trust_other"):
        assert began[name] == pytest.approx(was[name], abs=0.02), name


def test_the_evidence_of_a_founding_is_in_no_ledger_but_all_later_change_is():
    engine = Engine(begun(make_profile("aabb"), ties=[(0, 3, 0.6), (1, 2, 0.9)]), Behaviour(), 5)
    before = stock(engine.state)
    assert before.sum() > 0
    engine.advance(1)
    assert stock(engine.state) - before == pytest.approx(engine.state.ledger.sum(axis=0))


@pytest.mark.parametrize("each_side", [1, 6])
def test_the_village_pulls_an_observed_network_to_its_own_density_within_a_year(profile, each_side):
    ties = [(i, (i + step) % 60, 0.3) for i in range(60) for step in range(1, each_side + 1)]
    engines = [Engine(begun(profile, ties=ties), Behaviour(), seed) for seed in range(10)]
    degree = engines[0].columns.index("degree")
    assert engines[0].measure()[degree] == 2 * each_side
    for engine in engines:
        engine.advance(52)
    assert 3.5 < np.mean([engine.measure()[degree] for engine in engines]) < 6
