"""Points spread evenly along every parameter, and no two parameters go together."""

import numpy as np
import pytest

from simulation.analysis.latin_hypercube import latin_hypercube

RANGES = {f"p{place}": (float(place), place + 2.0) for place in range(44)}


def test_each_of_so_many_equal_parts_of_a_range_holds_one_point() -> None:
    for name, (low, high) in RANGES.items():
        values = np.array(latin_hypercube(3, 0, RANGES, 50)[name])
        assert sorted(((values - low) / (high - low) * 50).astype(int)) == list(range(50))


@pytest.mark.parametrize("lot", [0, 1])
def test_parameters_do_not_go_together(lot: int) -> None:
    points = np.array(list(latin_hypercube(7, lot, RANGES, 1000).values()))
    pairs = np.corrcoef(points)[np.triu_indices(44, 1)]
    # of independent parameters a correlation has a standard deviation of .032
    assert np.abs(pairs).max() < 0.16
    assert pairs.std() == pytest.approx(0.0316, abs=0.004)


def test_lots_and_seeds_are_different_points() -> None:
    first = latin_hypercube(7, 0, RANGES, 20)
    assert first == latin_hypercube(7, 0, RANGES, 20)
    assert first["p0"] != latin_hypercube(7, 1, RANGES, 20)["p0"]
    assert first["p0"] != latin_hypercube(8, 0, RANGES, 20)["p0"]
