"""Levels are gathered so that each holds something, and nothing is lost."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.experiment.network_counts import LEVELS
from simulation.questions.network_fit.levels import MOST_LEVELS, gathered, levels_of

LOTS = st.integers(0, 10_000).flatmap(
    lambda seed: st.tuples(st.just(seed), st.sampled_from(sorted(LEVELS)), st.floats(0.05, 8))
)


@given(LOTS)
def test_every_count_is_in_one_level_and_there_are_few(given_: tuple[int, str, float]) -> None:
    seed, name, mean = given_
    counts = np.random.default_rng(seed).poisson(mean, size=(20, LEVELS[name])) * (
        np.arange(LEVELS[name]) < 3 + seed % LEVELS[name]
    )
    levels = levels_of(name, counts)
    places = [place for level in levels for place in level.columns]
    assert places == list(range(LEVELS[name]))
    assert gathered(counts, levels).sum(axis=-1).tolist() == counts.sum(axis=-1).tolist()
    assert 1 <= len(levels) <= MOST_LEVELS + 3


def test_levels_that_hold_enough_stand_alone() -> None:
    counts = np.zeros((10, LEVELS["degree"]), dtype=int)
    counts[:, :4] = [5, 6, 3, 2]
    counts[0, 9] = 1
    assert [(level.least, level.most) for level in levels_of("degree", counts)] == [
        (0, 0), (1, 1), (2, 2), (3, None),
    ]  # fmt: skip


def test_pairs_without_a_path_stand_apart() -> None:
    counts = np.zeros((10, LEVELS["distance"]), dtype=int)
    counts[:, :2], counts[:, -1] = [30, 5], 7
    levels = levels_of("distance", counts)
    assert [(level.least, level.most) for level in levels] == [(1, 1), (2, None), (None, None)]
    assert gathered(counts, levels)[0].tolist() == [30, 5, 7]


def test_which_network_is_the_observed_one_makes_no_difference() -> None:
    counts = np.random.default_rng(3).poisson(0.8, size=(30, LEVELS["partners"]))
    assert levels_of("partners", counts) == levels_of("partners", counts[::-1])


@pytest.mark.parametrize("name", sorted(LEVELS))
def test_a_network_without_anything_has_levels(name: str) -> None:
    assert levels_of(name, np.zeros((3, LEVELS[name]), dtype=int))
