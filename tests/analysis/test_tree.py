"""The tree finds the known box as well, and nothing where failing is luck."""

import numpy as np
import pytest

from simulation.analysis.tree import LEAST, grow
from tests.analysis.failures import HIGH_EDGE, LOW_EDGE, in_the_known_box, known_box, pure_luck


@pytest.mark.parametrize("seed", range(4))
def test_it_marks_the_known_box(seed: int) -> None:
    half = known_box(1000, 40, seed, 0.85, 0.05)
    tree = grow(half.x, half.failed, 0)
    assert set(tree.parameters) == {"p0", "p1"}
    assert tree.failing == 1
    worst = tree.leaves[0]
    assert worst.low["p0"] == pytest.approx(LOW_EDGE, abs=0.06)
    assert worst.high["p1"] == pytest.approx(HIGH_EDGE, abs=0.06)
    fresh = known_box(1000, 40, 100 + seed).x
    assert np.mean(tree.marked(fresh) == in_the_known_box(fresh)) > 0.95


def test_luck_has_no_split() -> None:
    trees = [
        grow(half.x, half.failed, 0)
        for rate in (0.1, 0.5, 0.9)
        for seed in range(8)
        if (half := pure_luck(600, 30, seed, rate))
    ]
    # one tree in twenty may split; four or more of 24 would have a chance below 4 %
    assert sum(bool(tree.failing) for tree in trees) <= 3


def test_every_village_lies_in_one_leaf() -> None:
    half = known_box(1000, 5, 0, 0.7, 0.2)
    leaves = [leaf.inside(half.x) for leaf in grow(half.x, half.failed, 0).leaves]
    assert np.sum(leaves, axis=0).tolist() == [1] * 1000
    assert min(int(leaf.sum()) for leaf in leaves) >= LEAST * 1000


def test_the_same_villages_give_the_same_tree() -> None:
    half = known_box(500, 10, 3, 0.7, 0.2)
    half.x["twin"] = half.x["p0"]
    assert grow(half.x, half.failed, 5) == grow(half.x, half.failed, 5)
