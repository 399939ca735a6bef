"""Measures of trust: the mean over ordered pairs, by group and by acquaintance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.measures.catalogue import MEASURES
from simulation.measures.relations import survey
from simulation.measures.trust import WIDTH, measure_trust
from simulation.model.engine import Engine
from simulation.model.state import VillageState
from simulation.parameters import Behaviour
from tests.villages import behaviours, kept, know, make_village, profiles, record

NAMES = [measure.name for measure in MEASURES if measure.file == "trust"]


def measured(state: VillageState, b=None) -> dict[str, float]:
    row = np.empty(WIDTH)
    groups = state.owners["group"].astype(np.int64)
    sizes = np.bincount(groups, minlength=state.beliefs.shape[1])
    measure_trust(survey(state, record() if b is None else b, sizes), groups, sizes, row)
    return dict(zip(NAMES, row, strict=True))


def brute_force(state: VillageState, b: Behaviour) -> dict[str, float]:
    """Return the measures from the definition: every ordered pair, one by one."""
    found: dict[str, list[float]] = {name: [] for name in NAMES}
    group = state.owners["group"]

    def trust(i: int, j: int) -> float:
        held = state.beliefs[i, group[j]]
        weight = b.belief_weight
        believed = (weight * held["prior"] + held["good"]) / (weight + held["good"] + held["bad"])
        pair = kept(state, i).get(j)
        good, bad = (pair.good, pair.bad) if pair else (0.0, 0.0)
        return (good + b.prior_weight * believed) / (good + bad + b.prior_weight)

    in_others: list[float] = []
    for i in range(group.size):
        circle = kept(state, i)
        others = [trust(i, j) for j in range(group.size) if group[j] != group[i]]
        in_others.append(np.mean(others) if others else np.nan)
        for j in set(range(group.size)) - {i}:
            value = trust(i, j)
            for side in ("", "_own" if group[i] == group[j] else "_other"):
                for met in ("", "_met" if j in circle else "_unmet"):
                    found[f"trust{side}{met}"].append(value)
            if i < j and j in circle and circle[j].tie > b.tie_minimum:
                found["trust_mutual"].append(float(value >= 0.5 and trust(j, i) >= 0.5))
    sizes = np.bincount(group, minlength=state.beliefs.shape[1])
    for i in range(group.size):
        held = state.beliefs[i]
        all_of = (b.belief_weight * held["prior"] + held["good"]) / (
            b.belief_weight + held["good"] + held["bad"]
        )
        far = np.arange(sizes.size) != group[i]
        found["belief_own"].append(all_of[group[i]])
        found["belief_other"].append(
            np.sum(all_of[far] * sizes[far]) / sizes[far].sum() if sizes[far].sum() else np.nan
        )
    found["trust_other_lowest"] = sorted(in_others)[: -(-group.size // 4)]
    means = {name: float(np.mean(values)) if values else np.nan for name, values in found.items()}
    return means | {"trust_gap": means["trust_own"] - means["trust_other"]}


def test_strangers_are_trusted_as_their_groups_are():
    state = make_village("aab")
    state.beliefs["prior"] = [(0.8, 0.2), (0.6, 0.4), (0.1, 0.9)]
    found = measured(state)
    assert found["trust"] == pytest.approx((0.8 + 0.2 + 0.6 + 0.4 + 0.1 + 0.1) / 6)
    assert found["trust_own"] == found["trust_own_unmet"] == pytest.approx(0.7)
    assert found["trust_other"] == found["trust_other_unmet"] == pytest.approx(0.2)
    assert found["trust_gap"] == pytest.approx(0.5)
    assert (found["belief_own"], found["belief_other"]) == pytest.approx((2.3 / 3, 0.7 / 3))
    for name in ("trust_met", "trust_own_met", "trust_other_met", "trust_mutual"):
        assert np.isnan(found[name])


def test_acquaintances_are_trusted_by_their_evidence():
    state = make_village("aab")
    know(state, 0, 2, good=(2, 0), bad=(0, 4), tie=0.5)
    found = measured(state, record(prior_weight=2))
    assert found["trust_met"] == found["trust_other_met"] == pytest.approx((3 / 4 + 1 / 6) / 2)
    assert found["trust_unmet"] == pytest.approx(0.5)
    assert found["trust_own"] == pytest.approx(0.5)
    assert np.isnan(found["trust_own_met"])


@pytest.mark.parametrize(
    ("good", "bad", "share"), [((2, 2), (0, 0), 1.0), ((2, 0), (0, 1), 0.0), ((0, 0), (0, 0), 1.0)]
)
def test_a_tie_is_mutual_when_both_sides_trust_at_least_by_half(good, bad, share):
    state = make_village("ab")
    know(state, 0, 1, good=good, bad=bad, tie=0.5)
    assert measured(state)["trust_mutual"] == share


def test_only_ties_are_asked_for_mutual_trust():
    state = make_village("abc")
    know(state, 0, 1, good=(5, 5), tie=0.5)
    know(state, 0, 2, bad=(5, 5), tie=0.1)
    assert measured(state)["trust_mutual"] == 1.0


def test_one_group_trusts_no_others():
    found = measured(make_village("aaa"))
    assert np.isnan(found["trust_other"])
    assert np.isnan(found["trust_gap"])
    assert np.isnan(found["belief_other"]) and found["belief_own"] == pytest.approx(0.5)
    assert found["trust"] == found["trust_own"] == pytest.approx(0.5)


@given(profiles(owners=14), behaviours(), st.integers(0, 2**40), st.integers(0, 8))
def test_all_measures_are_means_over_pairs_for_any_village(profile, behaviour, seed, weeks):
    engine = Engine(profile, behaviour, seed, burn_in=0)
    engine.advance(weeks)
    row = dict(zip(engine.columns, engine.measure(), strict=True))
    for name, value in brute_force(engine.state, behaviour).items():
        assert row[name] == pytest.approx(value, abs=1e-9, nan_ok=True), name
