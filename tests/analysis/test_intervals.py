"""Means of many villages at once are those of one village after the other."""

import numpy as np
import pytest

from simulation.analysis.comparison import paired
from simulation.analysis.intervals import Means


def test_each_row_is_what_a_paired_comparison_says_of_it() -> None:
    values = np.random.default_rng(2).normal(0.1, 0.2, (6, 9))
    values[2, :4] = np.nan
    values[3] = np.nan
    values[4, 1:] = np.nan
    found = Means.of(values)
    for row in range(6):
        one = paired(values[row])
        three = [found.mean[row], found.low[row], found.high[row]]
        assert three == pytest.approx([one["difference"], one["low"], one["high"]], nan_ok=True)


def test_reliability_is_the_share_that_is_no_luck() -> None:
    random = np.random.default_rng(3)
    truth = random.normal(0, 1, 2000)[:, None]
    assert Means.of(truth + random.normal(0, 3, (2000, 9))).reliability == pytest.approx(0.5, abs=0.05)
    assert Means.of(random.normal(0, 3, (2000, 9))).reliability < 0.1
