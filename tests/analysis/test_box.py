"""A box, and how well it tells."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from simulation.analysis.box import Box, Score, Side
from simulation.analysis.workbench import prim_of
from tests.analysis.failures import HIGH_EDGE, LOW_EDGE, in_the_known_box, known_box, villages

KNOWN = Box({"p0": LOW_EDGE}, {"p1": HIGH_EDGE})


def test_a_village_is_inside_where_it_meets_every_condition() -> None:
    x = villages(500, 3, 0)
    assert np.array_equal(KNOWN.inside(x), in_the_known_box(x))
    assert Box().inside(x).all()


def test_the_values_on_an_edge_are_inside() -> None:
    assert Box({"p": 1.0}, {"p": 2.0}).inside(pd.DataFrame({"p": [0.9, 1.0, 2.0, 2.1]})).tolist() == [
        False, True, True, False,
    ]  # fmt: skip


def test_without_a_side_the_box_is_wider() -> None:
    assert KNOWN.sides == [Side("p0", "low"), Side("p1", "high")]
    assert KNOWN.without(Side("p0", "low")) == Box({}, {"p1": HIGH_EDGE})
    assert KNOWN.without(Side("p1", "high")) == Box({"p0": LOW_EDGE}, {})


def test_coverage_and_density_by_hand() -> None:
    score = Score.of(np.array([True] * 4 + [False] * 6), np.array([1, 1, 1, 0, 1, 0, 0, 0, 0, 0], dtype=bool))
    assert score == Score(villages=10, inside=4, failures=4, hits=3)
    assert (score.coverage, score.density, score.mass, score.base) == (0.75, 0.75, 0.4, 0.4)
    assert score.elsewhere == pytest.approx(1 / 6)


counts = st.tuples(*[st.integers(0, 40)] * 4).filter(lambda each: sum(each) > 0)


@given(counts)
def test_shares_are_those_of_a_table_of_four(cells: tuple[int, int, int, int]) -> None:
    hits, calm, missed, rest = cells
    score = Score(sum(cells), hits + calm, hits + missed, hits)
    assert score.base == pytest.approx(
        score.mass * (score.density if score.inside else 0)
        + (1 - score.mass) * (score.elsewhere if score.inside < score.villages else 0)
    )
    table = [[hits, calm], [missed, rest]]
    assert score.p == pytest.approx(fisher_exact(table, alternative="greater").pvalue, abs=1e-9)
    assert -1e-12 <= score.information <= 1 + 1e-12


def test_a_box_that_tells_all_is_worth_one_bit_and_one_that_tells_nothing_none() -> None:
    assert Score(100, 50, 50, 50).information == pytest.approx(1.0)
    assert Score(100, 50, 50, 25).information == pytest.approx(0.0)


def test_no_box_tells_more_than_the_one_with_the_known_edges() -> None:
    half = known_box(4000, 2, 0, 0.8, 0.1)
    best = Score.of(KNOWN.inside(half.x), half.failed).information
    for low in (0.4, 0.5, 0.7, 0.8):
        box = Box({"p0": low}, {"p1": HIGH_EDGE})
        assert Score.of(box.inside(half.x), half.failed).information < best


def test_quasi_p_values_are_those_of_the_workbench() -> None:
    half = known_box(400, 4, 1, 0.8, 0.2)
    found = prim_of(half.x, half.failed.astype(int), threshold=1e-9).find_box()
    compared = 0
    for limits, theirs in zip(found.box_lims, found.qp, strict=True):
        low = {n: limits.loc[0, n] for n, (one, _) in theirs.items() if one >= 0}
        high = {n: limits.loc[1, n] for n, (_, two) in theirs.items() if two >= 0}
        ours = Box(low, high).quasi_p(half.x, half.failed)
        for side, value in ours.items():
            assert value == pytest.approx(theirs[side.parameter][side.end == "high"], rel=1e-9, abs=1e-12)
            compared += 1
    assert compared > 20


def test_a_side_that_does_nothing_is_explained_by_chance() -> None:
    half = known_box(1000, 3, 2, 0.9, 0.1)
    p = Box({"p0": LOW_EDGE, "p2": 0.5}, {"p1": HIGH_EDGE}).quasi_p(half.x, half.failed)
    assert p[Side("p0", "low")] < 1e-6
    assert p[Side("p1", "high")] < 1e-6
    assert p[Side("p2", "low")] > 0.001
