"""PRIM finds a known box, and nothing where failing is luck."""

import numpy as np
import pytest

from simulation.analysis.box import Box, Score
from simulation.analysis.peeling import SMALLEST, differing, find_box, peel, pruned
from tests.analysis.failures import HIGH_EDGE, LOW_EDGE, known_box, pure_luck

SEEDS = range(4)


@pytest.mark.parametrize("seed", SEEDS)
def test_sharp_edges_are_found_without_noise(seed: int) -> None:
    half = known_box(1000, 12, seed)
    box = find_box(half.x, half.failed).box
    assert box.parameters == ["p0", "p1"]
    assert box.low["p0"] == pytest.approx(LOW_EDGE, abs=0.03)
    assert box.high["p1"] == pytest.approx(HIGH_EDGE, abs=0.03)
    score = Score.of(box.inside(half.x), half.failed)
    assert score.coverage > 0.9
    assert score.density > 0.9


@pytest.mark.parametrize("seed", SEEDS)
def test_edges_are_found_in_noise_among_dozens_of_idle_parameters(seed: int) -> None:
    half = known_box(1000, 40, seed, 0.85, 0.05)
    box = find_box(half.x, half.failed).box
    assert (list(box.low), list(box.high)) == (["p0"], ["p1"])
    assert box.low["p0"] == pytest.approx(LOW_EDGE, abs=0.06)
    assert box.high["p1"] == pytest.approx(HIGH_EDGE, abs=0.06)


@pytest.mark.long
def test_luck_has_no_box() -> None:
    found = [
        find_box(half.x, half.failed).box.sides
        for rate in (0.1, 0.5, 0.9)
        for seed in SEEDS
        if (half := pure_luck(600, 30, seed, rate))
    ]
    # one search in twenty may keep a restriction; three or more of 12 would have a chance of 2 %
    assert sum(map(bool, found)) <= 2


def test_parameters_that_do_not_matter_are_not_peeled() -> None:
    half = known_box(1000, 40, 0, 0.85, 0.05)
    kept = differing(half.x, half.failed)
    assert {"p0", "p1"} <= set(kept)
    assert len(kept) <= 10


def test_a_weak_box_is_found_where_single_small_steps_are_luck() -> None:
    found = [
        find_box(half.x, half.failed).box for seed in SEEDS if (half := known_box(1000, 40, seed, 0.4, 0.1))
    ]
    assert sum({"p0", "p1"} <= set(box.parameters) for box in found) >= 3


def test_the_trajectory_goes_from_all_villages_to_a_small_box() -> None:
    half = known_box(500, 5, 0, 0.9, 0.1)
    trajectory = peel(half.x, half.failed, 0.05)
    inside = [int(box.inside(half.x).sum()) for box in trajectory]
    assert trajectory[0] == Box()
    assert inside[0] == 500
    assert min(inside) >= SMALLEST * 500
    density = [Score.of(box.inside(half.x), half.failed).density for box in trajectory]
    assert density[-1] > density[0]


def test_whole_numbers_are_peeled_too() -> None:
    half = known_box(800, 3, 0)
    half.x["p0"] = np.floor(half.x["p0"] * 50).astype(int)
    box = find_box(half.x, half.failed).box
    assert box.low["p0"] == pytest.approx(50 * LOW_EDGE, abs=1.6)


def test_a_restriction_of_luck_is_dropped_and_the_others_stay() -> None:
    half = known_box(1000, 4, 0, 0.85, 0.05)
    box = Box({"p0": LOW_EDGE, "p2": 0.1}, {"p1": HIGH_EDGE, "p3": 0.9})
    assert pruned(box, half.x, half.failed, 0.001) == Box({"p0": LOW_EDGE}, {"p1": HIGH_EDGE})


def test_a_parameter_that_does_not_vary_is_left_out() -> None:
    half = known_box(500, 4, 0)
    half.x["p3"] = 1.0
    assert find_box(half.x, half.failed).box.parameters == ["p0", "p1"]
