"""What an ensemble says of its parameters, on sets with known answers."""

import numpy as np
import pytest

from simulation.questions.ensemble.space import Space, evenly
from simulation.questions.ensemble.summary import narrowing, pairs, spread_out

SPACE = Space(("a", "b", "c"), np.zeros(3), np.array([1.0, 2.0, 100.0]), np.zeros(3, dtype=bool))
OWN = {"a": 0.5, "b": 1.0, "c": 50.0}


def sets(number: int = 400) -> np.ndarray:
    """The first parameter is half as wide as its range, the second goes with it, the third is anywhere."""
    shares = evenly(1, 0, number, 3)
    shares[:, 0] = 0.25 + 0.5 * shares[:, 0]
    shares[:, 1] = 0.5 * shares[:, 0] + 0.5 * shares[:, 1]
    return SPACE.values(shares)


def test_how_much_of_each_range_is_left() -> None:
    found = narrowing(SPACE, sets(), 3, OWN).set_index("parameter")
    assert found.loc["a", "left"] == pytest.approx(0.5, abs=0.02)
    assert found.loc["c", "left"] == pytest.approx(1.0, abs=0.02)
    assert found.loc["c", "q05"] == pytest.approx(5, abs=1)
    assert found.loc["b", "medoid"] == sets()[3, 1]
    assert found["narrowed"].to_dict() == {"a": True, "b": True, "c": False}
    assert found["left"].is_monotonic_increasing


def test_few_sets_narrow_nothing_by_chance() -> None:
    assert not narrowing(SPACE, sets(4), 0, OWN)["narrowed"].any()


def test_pairs_that_go_together_are_told_and_chance_is_not() -> None:
    found = pairs(SPACE.names, sets())
    assert found.iloc[0][["first", "second", "tied"]].tolist() == ["a", "b", True]
    assert found.iloc[0]["correlation"] > 0.3
    assert not found["tied"].iloc[1:].any()


def test_by_chance_hardly_any_pair_is_called_tied() -> None:
    names = tuple(f"p{place}" for place in range(20))
    tied = [pairs(names, evenly(seed, 0, 100, 20))["tied"].any() for seed in range(40)]
    assert sum(tied) <= 6  # two are expected; seven or more have a chance of half a per cent


def test_the_first_is_the_set_in_the_middle_whatever_the_scale() -> None:
    values = np.array([[1.0, 100], [2, 300], [3, 200], [4, 500], [1000, 400]])
    ranks = np.array([[1, 1], [2, 3], [3, 2], [4, 5], [5, 4]])
    sums = [np.abs(ranks - row).sum() for row in ranks]
    assert spread_out(values)[0] == sums.index(min(sums)) == spread_out(np.log(values))[0]


def test_the_first_few_sets_lie_as_all_of_them_do() -> None:
    values = sets()
    order = spread_out(values)
    assert sorted(order) == list(range(400))
    for few in (10, 50, 100):
        for column in values.T:
            found = np.sort(column[order[:few]])
            steps = (np.searchsorted(found, np.sort(column), side="right") / few) - np.arange(1, 401) / 400
            # nearer than a random few of so many: Kolmogorov's distance of half of these is .83 / sqrt(few)
            assert np.abs(steps).max() < 0.83 / np.sqrt(few)


def test_without_sets_there_is_no_order() -> None:
    assert spread_out(np.empty((0, 3))).size == 0


def test_without_sets_nothing_is_said() -> None:
    empty = np.empty((0, 3))
    assert narrowing(SPACE, empty, None, OWN)["left"].isna().all()
    assert pairs(SPACE.names, empty).empty
