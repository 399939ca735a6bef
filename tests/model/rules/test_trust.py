"""Trust and belief: T = (r + kappa mu)/(r + s + kappa), mu = (A mu0 + GR)/(A + GR + GS) (ODD 2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from simulation.model.rules.acquaintance import find
from simulation.model.rules.trust import belief, trust, trust_in
from tests.villages import behaviours, know, make_village, record

EVIDENCE = st.floats(0, 1e4)
SHARE = st.floats(0, 1)
WEIGHT = st.floats(0.01, 1000)


def believe(state, i, group, prior, good=0.0, bad=0.0):
    state.beliefs[i, group] = (prior, prior, good, bad)


def test_belief_starts_where_it_was_born_and_moves_with_evidence():
    state = make_village("aab")
    believe(state, 0, 1, 0.5)
    assert belief(state, record(belief_weight=10), 0, 1) == 0.5
    believe(state, 0, 1, 0.5, good=3, bad=1)
    assert belief(state, record(belief_weight=10), 0, 1) == pytest.approx(8 / 14)


def test_trust_by_hand():
    assert trust(3.0, 1.0, 0.4, 2.0) == pytest.approx(3.8 / 6)
    assert trust(0.0, 1.25, 0.6, 2.0) == pytest.approx(1.2 / 3.25)


def test_whoever_is_not_kept_in_mind_is_trusted_as_the_group_is():
    state = make_village("aab")
    believe(state, 0, 0, 0.7)
    believe(state, 0, 1, 0.2, good=2, bad=6)
    b = record(belief_weight=8)
    assert trust_in(state, b, 0, 1, -1) == pytest.approx(0.7)
    assert trust_in(state, b, 0, 2, -1) == pytest.approx((1.6 + 2) / 16)


def test_an_acquaintance_is_trusted_by_the_evidence_of_the_truster_alone():
    state = make_village("aab")
    believe(state, 0, 1, 0.4)
    believe(state, 2, 0, 0.9)
    know(state, 0, 2, good=(3.0, 0.0), bad=(1.0, 5.0))
    b = record(prior_weight=2)
    assert trust_in(state, b, 0, 2, find(state, 0, 2)) == pytest.approx(3.8 / 6)
    assert trust_in(state, b, 2, 0, find(state, 2, 0)) == pytest.approx(1.8 / 7)
    assert trust_in(state, b, 0, 1, find(state, 0, 1)) == pytest.approx(0.5)


def test_the_tie_itself_carries_no_trust():
    state = make_village("ab")
    know(state, 0, 1, good=(1, 1), tie=0.9)
    before = trust_in(state, record(), 0, 1, 0)
    state.circle["tie"] = 0.0
    assert trust_in(state, record(), 0, 1, 0) == before


@given(EVIDENCE, EVIDENCE, SHARE, WEIGHT)
def test_trust_is_the_mean_of_a_beta_distribution(good, bad, believed, weight):
    value = trust(good, bad, believed, weight)
    for_, against = good + weight * believed, bad + weight * (1 - believed)
    if for_ > 0 and against > 0:
        assert value == pytest.approx(stats.beta(for_, against).mean(), rel=1e-9)
    assert -1e-12 <= value <= 1 + 1e-12


@given(EVIDENCE, EVIDENCE, SHARE, WEIGHT, st.floats(0.01, 10))
def test_good_evidence_never_lowers_trust_and_bad_never_raises_it(good, bad, believed, weight, more):
    value = trust(good, bad, believed, weight)
    assert trust(good + more, bad, believed, weight) >= value - 1e-12
    assert trust(good, bad + more, believed, weight) <= value + 1e-12


@given(EVIDENCE, EVIDENCE, SHARE, WEIGHT)
def test_the_more_a_belief_weighs_the_closer_trust_stays_to_it(good, bad, believed, weight):
    light, heavy = (trust(good, bad, believed, each) for each in (weight, 2 * weight))
    assert abs(heavy - believed) <= abs(light - believed) + 1e-12


@given(behaviours(), SHARE, EVIDENCE, EVIDENCE, EVIDENCE, EVIDENCE)
def test_belief_and_trust_are_shares_for_any_parameters(b, prior, good, bad, r, s):
    state = make_village("ab")
    believe(state, 0, 1, prior, good, bad)
    know(state, 0, 1, good=(r, 0), bad=(s, 0))
    held = record(**b.model_dump())
    assert -1e-12 <= belief(state, held, 0, 1) <= 1 + 1e-12
    assert -1e-12 <= trust_in(state, held, 0, 1, 0) <= 1 + 1e-12
