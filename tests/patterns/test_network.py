"""Patterns of the network, on networks drawn by hand."""

import networkx as nx
import numpy as np
import pytest

from simulation.patterns.network import inbreeding, persistence, size_slope, survival, variation

EVERYBODY = np.ones(5, dtype=bool)


def ties(*pairs: tuple[int, int], owners: int = 5) -> np.ndarray:
    matrix = np.zeros((owners, owners), dtype=bool)
    for one, two in pairs:
        matrix[one, two] = matrix[two, one] = True
    return matrix


def test_the_coefficient_of_variation_of_known_degrees() -> None:
    assert variation(np.array([2, 4, 4, 4, 5, 5, 7, 9])) == pytest.approx(2 / 5)
    assert variation(np.array([3, 3, 3])) == 0
    assert np.isnan(variation(np.zeros(4)))


def test_the_degrees_of_a_random_graph_vary_as_a_poisson_number_does() -> None:
    graph = nx.fast_gnp_random_graph(2000, 10 / 1999, seed=1)
    degrees = np.array([degree for _, degree in graph.degree])
    assert variation(degrees) == pytest.approx(1 / np.sqrt(10), rel=0.05)


def test_two_of_four_ties_are_left() -> None:
    before, after = ties((0, 1), (1, 2), (2, 3), (3, 4)), ties((0, 1), (1, 2), (0, 4))
    assert survival(before, after, EVERYBODY) == 0.5


def test_a_tie_of_somebody_who_left_is_no_tie_lost() -> None:
    before, after = ties((0, 1), (1, 2), (2, 3), (3, 4)), ties((0, 1), (1, 2), (0, 4))
    assert survival(before, after, np.array([1, 1, 1, 1, 0], dtype=bool)) == pytest.approx(2 / 3)
    assert np.isnan(survival(before, after, np.array([1, 0, 1, 0, 1], dtype=bool)))


def test_degree_that_stays_correlates_fully_and_degree_that_turns_round_inversely() -> None:
    star, other = ties((0, 1), (0, 2), (0, 3)), ties((1, 2), (1, 3), (2, 3))
    assert persistence(star, star, EVERYBODY) == pytest.approx(1)
    assert persistence(star[:4, :4], other[:4, :4], EVERYBODY[:4]) == pytest.approx(-1)
    assert np.isnan(persistence(star, ties(), EVERYBODY))


def test_degrees_are_compared_over_those_who_are_still_there() -> None:
    before, after = ties((0, 1), (0, 2), (0, 3)), ties((4, 0), (4, 1), (4, 2), (0, 1), (0, 2))
    same = np.array([1, 1, 1, 1, 0], dtype=bool)
    assert persistence(before, after, same) == pytest.approx(np.corrcoef([3, 1, 1, 1], [3, 2, 2, 0])[0, 1])


def test_inbreeding_is_how_far_a_group_keeps_to_itself_beyond_its_share() -> None:
    members = np.array([1, 1, 1, 0, 0], dtype=bool)
    # of the six ends of the three members four stay among them
    assert inbreeding(ties((0, 1), (1, 2), (0, 3), (2, 4)), members) == pytest.approx((4 / 6 - 0.6) / 0.4)
    assert inbreeding(ties((0, 1), (1, 2)), members) == 1
    assert np.isnan(inbreeding(ties(), members))
    assert np.isnan(inbreeding(ties((0, 1)), EVERYBODY))


def test_a_slope_of_two_ties_per_unit_of_share_over_a_mean_degree_of_four_is_a_half() -> None:
    shares = np.array([0.1, 0.2, 0.5])
    assert size_slope(shares, 3 + 2 * shares, 4) == pytest.approx(0.5)
    assert size_slope(shares, np.full(3, 3.0), 4) == pytest.approx(0)
    assert np.isnan(size_slope(shares[:1], shares[:1], 4))
    assert np.isnan(size_slope(shares, np.zeros(3), 0))
