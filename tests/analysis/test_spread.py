"""Sets and luck: what is not known is told apart from what differs between villages of one set."""

import numpy as np
import pytest
from scipy import stats

from simulation.analysis.houses import in_houses
from simulation.analysis.spread import spread


def villages(
    sets: int, each: int, between: float, within: float, seed: int = 1
) -> tuple[np.ndarray, np.ndarray]:
    """Return differences of villages with a true spread of sets around .1, and the set of each."""
    draws = np.random.default_rng(seed)
    centres = 0.1 + between * draws.standard_normal(sets)
    numbers = np.repeat(np.arange(sets), each)
    return centres[numbers] + within * draws.standard_normal(sets * each), numbers


def test_variances_are_those_of_a_one_way_analysis() -> None:
    values, sets = villages(40, 3, 0.05, 0.08)
    found = spread(values, sets)
    groups = values.reshape(40, 3)
    f = stats.f_oneway(*groups).statistic
    assert found.within == pytest.approx(groups.var(axis=1, ddof=1).mean())
    assert found.between == pytest.approx(found.within * (f - 1) / 3)
    assert found.luck == pytest.approx(found.within / (found.within + found.between))


def test_luck_does_not_widen_the_plausible_range() -> None:
    values, sets = villages(4000, 2, 0.05, 0.1)
    found = spread(values, sets)
    true = stats.norm(0.1, 0.05).ppf([0.05, 0.95])
    assert (found.low, found.high) == pytest.approx(true, abs=0.01)
    assert found.sets.var(ddof=1) == pytest.approx(found.between, rel=0.01)
    # the raw means of the sets are the root of three times as far apart
    raw = values.reshape(-1, 2).mean(axis=1)
    assert np.quantile(raw, 0.95) - 0.1 > 1.6 * (found.high - 0.1)


def test_where_sets_do_not_differ_all_of_it_is_luck() -> None:
    values = np.array([0.1, 0.3, 0.3, 0.1, 0.1, 0.3])
    found = spread(values, np.repeat([0, 1, 2], 2))
    assert found.between == 0 and found.luck == 1
    assert found.sets.tolist() == pytest.approx([0.2] * 3)
    assert found.low == found.high == found.effect == pytest.approx(0.2)


def test_a_single_set_has_the_paired_t_interval_as_computing_error_and_no_range() -> None:
    values = np.array([0.3, 0.1, 0.4, -0.1, 0.5, 0.9, -0.2, 0.6])
    found = spread(values, np.zeros(8, dtype=int))
    interval = stats.ttest_1samp(values, 0.0).confidence_interval(0.95)
    assert (found.error_low, found.error_high) == pytest.approx((interval.low, interval.high))
    assert found.effect == pytest.approx(values.mean())
    assert np.isnan([found.low, found.high, found.between]).all()
    assert found.sign_share == 6 / 8


def test_one_village_in_each_set_tells_no_luck_apart() -> None:
    values = np.linspace(0, 1, 21)
    found = spread(values, np.arange(21))
    assert np.isnan([found.within, found.error, found.luck]).all()
    assert (found.low, found.high) == pytest.approx((0.05, 0.95))


def test_more_villages_shrink_computing_error_and_not_the_range() -> None:
    few, many = (spread(*villages(300, each, 0.05, 0.05)) for each in (2, 32))
    assert few.error / many.error == pytest.approx(4, rel=0.1)
    assert many.high - many.low == pytest.approx(few.high - few.low, rel=0.15)


def test_failed_villages_are_left_out_and_a_set_without_any_has_no_effect() -> None:
    values, sets = villages(10, 2, 0.05, 0.02)
    values[4] = np.nan
    values[6:8] = np.nan
    found = spread(values, sets)
    assert np.isnan(found.sets[3]) and np.isfinite(found.sets[2])
    assert (found.sets_with, found.villages) == (9, 17)
    nothing = spread(np.full(4, np.nan), np.array([0, 0, 1, 1]))
    assert np.isnan(nothing.effect) and nothing.villages == 0


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([0.8, 0.2, 0.0], [16, 4, 0]),
        ([1 / 3, 1 / 3, 1 / 3], [7, 7, 6]),
        ([0.99, 0.01, 0.0], [20, 0, 0]),
        ([0.29, 0.57, 0.14], [6, 11, 3]),
    ],
)
def test_houses_add_up_to_twenty(shares: list[float], expected: list[int]) -> None:
    assert in_houses(shares) == expected
    assert sum(in_houses(shares)) == 20
