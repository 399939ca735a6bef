"""Information: whoever knows less closes rho of the difference; practice where facilitated (ODD 7.6)."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from simulation.model import draws
from simulation.model.rules.information import practise, share
from simulation.model.rules.meeting import meet
from tests.villages import certain, held, know, make_village, record

OPEN, CLOSED = (0.5, 1.0, 1.0), (0.5, 0.0, 1.0)
KNOWN = [(0.2, 0.4, 0.6), (0.8, 0.4, 0.1)]


def two(norms=(OPEN, OPEN), knowledge=KNOWN, sectors="xx", **more):
    return make_village("aa", sectors, norms=list(norms), knowledge=list(knowledge), belief=1.0, **more)


def talk(state, b=None, week=1, **setting):
    meet(state, b or certain(sharing=0.1, practice=0.02), held(**setting), 1, week, 0, 1, 0)
    return state.owners["knowledge"]


@pytest.mark.parametrize("who", [(0, 1), (1, 0)])
def test_whoever_knows_less_closes_rho_of_the_difference(who):
    state = two()
    share(state, record(sharing=0.1), *who, 0)
    assert state.owners["knowledge"].tolist() == [pytest.approx([0.26, 0.4, 0.6]), [0.8, 0.4, 0.1]]
    share(state, record(sharing=0.1), *who, 2)
    assert state.owners["knowledge"].tolist() == [
        pytest.approx([0.26, 0.4, 0.6]),
        pytest.approx([0.8, 0.4, 0.15]),
    ]


def test_equals_have_nothing_to_teach():
    state = two()
    share(state, record(sharing=1.0), 0, 1, 1)
    assert state.owners["knowledge"].tolist() == [list(each) for each in KNOWN]


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_nobody_loses_knowledge_or_overtakes_the_other_by_sharing(one, other, rho):
    state = two(knowledge=[(one,) * 3, (other,) * 3])
    share(state, record(sharing=rho), 0, 1, 0)
    after = state.owners["knowledge"][:, 0]
    assert max(after) <= max(one, other) + 1e-15
    assert min(after) >= min(one, other) - 1e-15


def test_practice_closes_its_share_of_what_is_missing_on_every_topic():
    state = two()
    practise(state, record(practice=0.02), 0)
    assert state.owners["knowledge"][0] == pytest.approx([0.216, 0.412, 0.608])
    assert state.owners["knowledge"][1].tolist() == list(KNOWN[1])


def test_both_share_when_open_and_trusting_and_the_topics_are_those_of_the_draws():
    for week in range(40):
        topics = [int(3 * draws.uniform(1, week, 1 << 40, 0, draws.TOPIC + side)) for side in (0, 1)]
        known = np.array(KNOWN)
        for topic in topics:
            low = int(known[0, topic] >= known[1, topic])
            known[low, topic] += 0.1 * (known[1 - low, topic] - known[low, topic])
        assert talk(two(), week=week) == pytest.approx(known)


def test_topics_are_drawn_alike():
    found: Counter[int] = Counter()
    for week in range(1500):
        known = talk(two(norms=(OPEN, CLOSED), knowledge=[(0, 0, 0), (1, 1, 1)]), week=week)
        found.update(np.flatnonzero(known[0] > 0).tolist())
    assert sum(found.values()) == 1500
    assert stats.chisquare([found[topic] for topic in range(3)]).pvalue > 1e-3


def test_nobody_shares_without_openness_or_without_trust():
    assert talk(two(norms=(CLOSED, CLOSED))).tolist() == [list(each) for each in KNOWN]
    distrust = two()
    distrust.beliefs["prior"] = 0.0
    assert talk(distrust).tolist() == [list(each) for each in KNOWN]


def test_sharing_is_as_frequent_as_trust_times_openness():
    state = two(norms=[(0.5, 0.6, 1.0), CLOSED], knowledge=[(0, 0, 0), (1, 1, 1)])
    state.beliefs["prior"] = 0.5
    know(state, 0, 1, good=(6, 0), bad=(0, 0))  # T = (6 + 2 x .5)/(6 + 2) = .875
    shared = 0
    for week in range(4000):
        after = state.copy()
        talk(after, week=week)
        shared += int(after.owners["partner_shared"][1])
        assert after.owners["partner_shared"][0] == 0
    assert shared / 4000 == pytest.approx(0.875 * 0.6, abs=0.03)


@pytest.mark.parametrize("commitment", [(1.0, 0.0), (0.0, 1.0), (0.0, 0.0)])
def test_nothing_is_learned_unless_both_cooperated(commitment):
    state = two(norms=[(0.5, 1.0, each) for each in commitment], sectors="xy")
    assert talk(state, facilitation=1.0).tolist() == [list(each) for each in KNOWN]
    assert not state.owners["joint"].any()


def test_what_counts_is_what_they_did_not_what_they_read():
    state = two()
    known = talk(state, certain(misreading=1.0, sharing=0.1))
    assert known.tolist() != [list(each) for each in KNOWN]
    assert state.owners["joint"].tolist() == [1, 1]


@pytest.mark.parametrize(
    ("sectors", "relations", "facilitation", "practised"),
    [
        ("xy", None, 0.5, True),
        ("xy", None, 0.0, False),
        ("xx", None, 0.5, False),
        ("xy", [[-1, 0], [0, -1]], 0.5, False),
        ("xx", [[1]], 0.5, True),
    ],
)
def test_only_complementary_owners_in_a_facilitated_meeting_learn_by_doing(
    sectors, relations, facilitation, practised
):
    state = two(norms=(CLOSED, CLOSED), sectors=sectors, relations=relations)
    before = np.array(KNOWN)
    expected = before + 0.02 * (1 - before) if practised else before
    assert talk(state, facilitation=facilitation) == pytest.approx(expected)


def test_practice_comes_after_sharing():
    state = two(norms=(OPEN, CLOSED), knowledge=[(0, 0, 0), (1, 1, 1)], sectors="xy")
    known = talk(state, certain(sharing=0.5, practice=0.5), facilitation=0.5)
    assert sorted(known[0]) == pytest.approx([0.5, 0.5, 0.75])
