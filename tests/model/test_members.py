"""Members and how often they are met: drawn in proportion to sociability, somebody left out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.model.members import place_at
from tests.villages import make_village

WEIGHTS = st.lists(st.floats(0.01, 20), min_size=2, max_size=12)
UNITS = st.floats(0, 1, exclude_max=True)


def sums(weights):
    return np.concatenate([[0.0], np.cumsum(weights)])


@given(WEIGHTS, UNITS, st.data())
def test_a_place_is_the_one_at_the_quantile_of_all_others(weights, u, data):
    without = data.draw(st.integers(0, len(weights) - 1))
    found = place_at(sums(weights), 0, len(weights), without, u)
    assert found != without
    others = [place for place in range(len(weights)) if place != without]
    ends = np.cumsum([weights[place] for place in others])
    sought = u * ends[-1]
    place = others.index(found)
    assert sought <= ends[place] * (1 + 1e-12)
    assert sought >= (ends[place - 1] if place else 0) * (1 - 1e-12)


@given(st.integers(2, 200), UNITS, st.data())
def test_among_equals_it_is_the_number_of_the_owner_without_oneself(number, u, data):
    without = data.draw(st.integers(0, number - 1))
    place = int(u * (number - 1))
    assert place_at(sums([1.0] * number), 0, number, without, u) == place + (place >= without)


def test_whoever_is_alone_finds_nobody():
    assert place_at(sums([2.0, 1.0, 3.0]), 1, 2, 1, 0.5) == -1


def test_groups_are_counted_and_listed_with_the_sociability_before_each():
    state = make_village("baab", sociability=[1.0, 2.0, 4.0, 8.0])
    assert state.groups.tolist() == [1, 0, 0, 1]
    assert state.sizes.tolist() == [2, 2]
    assert state.members.tolist() == [1, 2, 0, 3]
    assert state.met.tolist() == [0, 1, 3, 7, 15]
    assert state.members_met == pytest.approx([0, 2, 6, 7, 15])
