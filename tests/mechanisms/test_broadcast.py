"""Brokers and a broadcast: who posts, who reads, what is learned (ODD 7.12)."""

import numpy as np
import pytest

from simulation.model import draws
from tests.mechanisms.villages import SEED, live, with_one
from tests.villages import know

LASTING = {"knowledge_half_life": 1e6, "sharing": 0.2, "tie_minimum": 0.15}


def wise_centre(strength: float, reach: float, knowledge: tuple[float, float] = (0.9, 0.1)):
    """Return a village in whose middle stands owner 0, the only broker."""
    state = with_one("broadcast", "aaab", strength=strength, reach=reach, brokers=0.25)
    for other in (1, 2, 3):
        know(state, 0, other, good=(1, 1), tie=0.5)
    wise, others = knowledge
    state.owners["knowledge"] = state.owners["knowledge_start"] = others
    state.owners["knowledge"][0] = state.owners["knowledge_start"][0] = wise
    return state


def test_everybody_who_reads_closes_part_of_the_difference_on_the_topic_of_the_post():
    state = wise_centre(strength=0.5, reach=1.0)
    live(state, **LASTING)
    topic = int(3 * draws.uniform(SEED, 1, draws.mechanism_process("broadcast"), 0, 0))
    expected = np.full((4, 3), 0.1)
    expected[0] = 0.9
    expected[1:, topic] += 0.5 * 0.2 * 0.8
    assert state.owners["knowledge"] == pytest.approx(expected)


def test_nobody_learns_from_who_knows_less():
    state = wise_centre(strength=0.5, reach=1.0, knowledge=(0.1, 0.9))
    live(state, **LASTING)
    assert state.owners["knowledge"] == pytest.approx(state.owners["knowledge_start"])


@pytest.mark.parametrize("reach", [0.0, 0.3])
def test_a_share_of_owners_reads(reach):
    state = with_one("broadcast", "a" * 2000, strength=1.0, reach=reach, brokers=0.0)
    state.owners["knowledge"] = state.owners["knowledge_start"] = 0.1
    know(state, 7, 8, tie=0.5, good=(1, 1))  # the only two with a tie; the lower index is the broker
    state.owners["knowledge"][7] = state.owners["knowledge_start"][7] = 0.9
    live(state, **LASTING)
    learned = (state.owners["knowledge"] > 0.1 + 1e-9).any(axis=1)
    learned[7] = False
    assert learned.mean() == pytest.approx(reach, abs=4 * np.sqrt(reach * (1 - reach) / 2000))


def test_it_moves_no_trust():
    state = wise_centre(strength=1.0, reach=1.0)
    ledger = live(state, **LASTING)
    assert not ledger.any()
    assert not state.beliefs["good"].any()
