"""Neighbourhood and kin: whom one finds by chance (ODD 7.12)."""

import numpy as np
import pytest

from simulation.mechanisms.neighbourhood import KIN, PLACE
from simulation.model import draws
from simulation.model.rules.partners import MOST_TRIES, find_partner
from simulation.model.rules.turnover import replace
from tests.mechanisms.villages import SEED, with_one
from tests.villages import record

BY_CHANCE = {"by_tie": 0.0, "by_friend": 0.0, "avoidance": 0.0}


def partners(state, meetings: int = 3000, i: int = 0) -> np.ndarray:
    keys, b = draws.week_key(SEED, 1), record(**BY_CHANCE)
    return np.array([find_partner(state, b, keys, SEED, 1, i, m) for m in range(meetings)])


def placed(state, places: list[int], kin: list[int]):
    state.traits[0, :, PLACE], state.traits[0, :, KIN] = places, kin
    return state


@pytest.mark.parametrize("strength", [0.0, 0.5, 0.9])
def test_strangers_are_met_less_the_stronger_it_is(strength):
    state = placed(with_one("neighbourhood", "aabb", strength=strength), [0, 1, 0, 1], [0, 0, 0, 0])
    found = partners(state)
    # 1 is kin, 2 lives next door, 3 neither: its odds fall to 1 - strength
    share = (1 - strength) / (3 - strength)
    assert (found == 3).mean() == pytest.approx(share, abs=4 * np.sqrt(share * (1 - share) / 3000) + 1e-9)
    assert abs((found == 1).mean() - (found == 2).mean()) < 4 * np.sqrt(2 / 3 / 3000)


def test_equal_numbers_of_kin_in_two_groups_are_no_kin():
    state = placed(with_one("neighbourhood", "abb", strength=1.0), [0, 0, 1], [7, 7, 7])
    found = partners(state, 200)
    refused = (2 / 2**MOST_TRIES) * 200
    assert refused < 0.001 and set(found.tolist()) == {1}


def test_where_all_are_refused_the_last_one_tried_is_met():
    state = placed(with_one("neighbourhood", "abb", strength=1.0), [0, 1, 2], [0, 0, 0])
    assert set(partners(state, 200).tolist()) == {1, 2}


def test_who_takes_over_a_place_lives_there_and_has_other_kin():
    state = with_one("neighbourhood", "ab" * 100, kin_groups=1000, neighbourhoods=50)
    before = state.traits[0].copy()
    for i in range(200):
        replace(state, record(), i, 0, SEED, 1)
    assert (state.traits[0, :, PLACE] == before[:, PLACE]).all()
    assert (state.traits[0, :, KIN] != before[:, KIN]).mean() > 0.97


def test_neighbourhoods_are_about_equal():
    state = with_one("neighbourhood", "ab" * 1000, neighbourhoods=5)
    counts = np.bincount(state.traits[0, :, PLACE].astype(int), minlength=5)
    assert counts.size == 5
    assert abs(counts - 400).max() < 4 * np.sqrt(400 * 0.8)
