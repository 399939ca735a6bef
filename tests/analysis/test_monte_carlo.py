"""The Monte-Carlo test: known distances, and a p that is right whatever is simulated."""

import numpy as np
import pytest

from simulation.analysis.monte_carlo import monte_carlo


def drawn(seed: int, rows: int, columns: int) -> np.ndarray:
    """Return skewed numbers that hang together, as counts of networks do."""
    rng = np.random.default_rng(seed)
    mixed = rng.gamma(1.5, size=(rows, columns)) @ rng.normal(size=(columns, columns))
    return np.round(mixed, 1)


def test_of_one_number_it_is_the_share_that_lies_as_far_out() -> None:
    tested = monte_carlo(np.array([9.0]), np.array([[1.0], [2.0], [3.0], [4.0]]))
    assert tested.p == pytest.approx(1 / 5)
    assert (tested.simulated, tested.dimensions) == (4, 1)
    middle = monte_carlo(np.array([2.5]), np.array([[1.0], [2.0], [3.0], [4.0]]))
    assert middle.p == 1.0 and middle.distance == pytest.approx(0)


def test_distances_are_mahalanobis_distances_among_all() -> None:
    every = drawn(1, 40, 3)
    centred = every - every.mean(axis=0)
    expected = np.sqrt(np.einsum("ij,jk,ik->i", centred, np.linalg.inv(np.cov(every.T)), centred))
    tested = monte_carlo(every[0], every[1:])
    assert tested.distance == pytest.approx(expected[0]) and tested.dimensions == 3
    assert tested.p == pytest.approx(np.mean(expected >= expected[0] - 1e-9))


def test_numbers_that_follow_from_others_add_nothing() -> None:
    every = drawn(2, 50, 3)
    wider = np.column_stack([every, every.sum(axis=1), np.full(50, 7.0), 1000 * every[:, 0]])
    one, other = monte_carlo(every[0], every[1:]), monte_carlo(wider[0], wider[1:])
    assert other.dimensions == one.dimensions == 3
    assert other.p == one.p and other.distance == pytest.approx(one.distance)


def test_what_nobody_else_has_lies_farthest_out() -> None:
    simulated = np.column_stack([drawn(3, 99, 2), np.zeros(99)])
    assert monte_carlo(np.array([0.0, 0.0, 1.0]), simulated).p == pytest.approx(1 / 100)


def test_the_same_everywhere_is_not_far_out() -> None:
    assert monte_carlo(np.ones(3), np.ones((20, 3))).p == 1.0
    assert np.isnan(monte_carlo(np.ones(3), np.empty((0, 3))).p)


@pytest.mark.parametrize("columns", [1, 4, 12])
def test_one_of_them_taken_for_the_observed_one_has_every_rank_once(columns: int) -> None:
    every = drawn(4, 60, columns)
    p = np.array([monte_carlo(every[k], np.delete(every, k, axis=0)).p for k in range(60)])
    # exact, however few there are and however skewed: of 60 ranks each is held once, ties apart
    for share in (0.05, 0.1, 0.5):
        assert np.mean(p <= share) <= share + 1e-12
    assert np.mean(p <= 0.5) > 0.4
