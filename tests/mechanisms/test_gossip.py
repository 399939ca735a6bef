"""Gossip: what is heard of somebody else after a good meeting (ODD 7.12)."""

import pytest

from simulation.model.rules.meeting import meet
from simulation.model.state import ACTIVITY
from tests.mechanisms.villages import SEED, with_one
from tests.villages import certain, held, know, of, stock

B = certain()
KAPPA = 2.0


def triangle(groups: str = "aab", **given):
    """Return a village in which 0 knows 2 well and 1 hardly; 0 and 1 know each other."""
    state = with_one("gossip", groups, **({"strength": 0.5, "chance": 1.0} | given))
    know(state, 0, 1, good=(3, 3), bad=(1, 1), tie=0.5)
    know(state, 0, 2, good=(6, 0), bad=(2, 0), tie=0.5)
    know(state, 1, 2, good=(1, 0), bad=(0, 0), tie=0.1)
    return state


def test_the_listener_adds_what_the_teller_holds_as_far_as_it_trusts_the_teller():
    state = triangle()
    meet(state, certain(generalisation=0.0, prior_weight=KAPPA), held(), SEED, 1, 0, 1, 0)
    trust = (3 + 1 + KAPPA * 0.5) / (3 + 1 + 1 + KAPPA)  # after the meeting
    weight = 0.5 * trust / (6 + 2 + KAPPA)
    heard = of(state, 1, 2)
    assert heard.good == pytest.approx(1 + 6 * weight, rel=0.01)
    assert heard.bad == pytest.approx(2 * weight, rel=0.02)
    # the teller hears what the listener now holds, and not of itself
    assert of(state, 0, 2).good > 6
    assert of(state, 0, 1).good == of(state, 1, 0).good == 4


def test_a_story_never_counts_more_than_the_strength():
    state = triangle(strength=1.0)
    state.circle[0]["good"] *= 1e6
    meet(state, B, held(), SEED, 1, 0, 1, 0)
    assert 1 < of(state, 1, 2).good < 2


def test_of_whom_the_listener_does_not_know_it_keeps_nothing():
    state = with_one("gossip", "aab", strength=1.0, chance=1.0)
    know(state, 0, 1, good=(3, 3), tie=0.5)
    know(state, 0, 2, good=(6, 0), tie=0.5)
    meet(state, B, held(), SEED, 1, 0, 1, 0)
    assert state.owners["acquaintances"].tolist() == [2, 1, 1]
    assert not state.ledger[ACTIVITY].any()


@pytest.mark.parametrize(("chance", "commitment"), [(0.0, 1.0), (1.0, 0.0)])
def test_without_a_telling_or_after_a_bad_meeting_nothing_is_heard(chance, commitment):
    state = triangle(chance=chance)
    state.owners["norms"][0] = commitment
    meet(state, B, held(), SEED, 1, 0, 1, 0)
    assert of(state, 1, 2).good == 1


def test_the_ledger_tells_what_was_heard_and_adds_up():
    state = triangle()
    before = stock(state)
    meet(state, B, held(), SEED, 1, 0, 1, 0)
    assert stock(state) - before == pytest.approx(state.ledger.sum(axis=0))
    assert state.ledger[ACTIVITY, 1].min() > 0  # of a member of another group
    assert not state.ledger[ACTIVITY, 0].any()


def test_two_meetings_of_a_week_have_stories_of_their_own():
    listened = []
    for number in range(200):
        state = triangle(chance=0.5)
        meet(state, B, held(), SEED, 1, 0, 1, number)
        listened.append(of(state, 1, 2).good > 1)
    assert 60 < sum(listened) < 140
