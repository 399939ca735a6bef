"""Intervals of shares, against values that are known."""

import numpy as np
import pytest

from simulation.analysis.proportion import wilson


def test_ten_of_twenty_and_none_of_ten() -> None:
    """Values of Newcombe (1998), Statistics in Medicine 17, table I."""
    low, high = wilson(np.array([81, 15, 0, 1]), np.array([263, 148, 20, 29]))
    assert low == pytest.approx([0.2553, 0.0624, 0.0, 0.0061], abs=5e-5)
    assert high == pytest.approx([0.3662, 0.1605, 0.1611, 0.1718], abs=5e-5)


def test_it_is_the_same_seen_from_the_other_side() -> None:
    low, high = wilson(np.arange(11), 10)
    assert low == pytest.approx(1 - high[::-1])


def test_nothing_counted_is_nothing_known() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
