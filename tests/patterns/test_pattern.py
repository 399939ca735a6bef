"""Implausibility: the distance to a band in units of chance and of what the model may be off, by hand."""

from math import inf, sqrt

import numpy as np
import pytest

from simulation.patterns.catalogue import PATTERNS
from simulation.patterns.pattern import RUNS, Band

BY_NAME = {pattern.name: pattern for pattern in PATTERNS}
SAID = np.array([[7.0], [9.0], [8.0], [8.0]])
"""Mean 8, variance 2/3, so a variance of the mean of 1/6."""


def band(low: float, high: float, stated: float | None = None) -> Band:
    return Band("X", "x", "x", low, high, "made up", stated=stated)


@pytest.mark.parametrize(
    ("low", "high", "stated", "expected"),
    [
        (2.0, 10.0, None, 0.0),
        (8.0, 9.0, None, 0.0),
        # half the band is 2, a tenth of it 0.2
        (2.0, 6.0, None, 2 / sqrt(1 / 6 + 0.2**2)),
        (9.5, 13.5, None, 1.5 / sqrt(1 / 6 + 0.2**2)),
        (2.0, 6.0, 0.0, 2 / sqrt(1 / 6)),
        (2.0, 6.0, 1.5, 2 / sqrt(1 / 6 + 1.5**2)),
        # a band that is open on one side states nothing
        (-inf, 6.0, None, 2 / sqrt(1 / 6)),
        (9.0, inf, None, 1 / sqrt(1 / 6)),
    ],
)
def test_implausibility_by_hand(low: float, high: float, stated: float | None, expected: float) -> None:
    assert band(low, high, stated).implausibility(SAID) == pytest.approx(expected)


def test_villages_that_say_nothing_are_left_out_and_fewer_than_two_rule_out() -> None:
    some = np.array([[7.0], [np.nan], [9.0], [8.0], [8.0]])
    assert band(2, 6).implausibility(some) == band(2, 6).implausibility(SAID)
    assert band(2, 10).implausibility(np.array([[8.0], [np.nan]])) == inf


def test_without_chance_and_discrepancy_a_miss_is_beyond_every_limit() -> None:
    alike = np.full((4, 1), 8.0)
    assert band(2, 6, 0.0).implausibility(alike) == inf
    assert band(8, 9, 0.0).implausibility(alike) == 0


def test_more_villages_see_a_miss_more_clearly() -> None:
    few, many = SAID, np.tile(SAID, (10, 1))
    assert band(2, 6).implausibility(few) < band(2, 6).implausibility(many)


def test_what_many_villages_make_together_is_judged_as_such() -> None:
    half = np.column_stack([np.linspace(1, 2, 8), np.linspace(1, 2, 8) * 0.4])
    pattern = BY_NAME["P8 stays"]
    # the ratio of the means is .4 in whatever villages, .1 below the band, and may be off by .05
    assert pattern.implausibility(half) == pytest.approx(0.1 / 0.05)


def test_the_discrepancies_of_the_catalogue() -> None:
    for pattern in PATTERNS:
        if pattern.name.startswith("P3") or pattern.name in ("P5 order", "P14 rival"):
            assert pattern.discrepancy == 0, pattern.name
        elif pattern.name == "P8 stays":
            assert pattern.discrepancy == 0.05
        else:
            assert pattern.discrepancy == pytest.approx((pattern.high - pattern.low) / 20), pattern.name


def test_a_pattern_needs_what_is_run_and_only_that_of_many_sets_judges_none() -> None:
    assert {pattern.needs for pattern in PATTERNS} == set(RUNS)
    assert [pattern.name for pattern in PATTERNS if not pattern.judged] == ["P23"]
