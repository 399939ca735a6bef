"""Paired comparison: the statistics are the textbook's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from simulation.analysis.comparison import (
    COLUMNS,
    bootstrap,
    compare,
    holm,
    paired,
    replicates_to_halve,
    resamples,
    verdict,
)
from simulation.study.replicate import Replicate
from simulation.study.table import WeeklyTable, part_table

DIFFERENCES = np.array([0.3, 0.1, 0.4, -0.1, 0.5, 0.9, -0.2, 0.6])
COUNTS = resamples(8, 0, 2000, 1)


def table(values: np.ndarray, missing: tuple[int, int] | None = None) -> WeeklyTable:
    """Return a table with outcome ``x`` of shape (scenarios, replicates, weeks) and a cost."""
    scenarios = [f"s{number}" for number in range(values.shape[0])]
    weeks = np.arange(values.shape[2])
    replicates = [
        Replicate(
            number,
            {
                scenario: np.stack([values[scenario, number], weeks * 1e6 * scenario], axis=1)
                for scenario in range(values.shape[0])
                if (scenario, number) != missing
            },
        )
        for number in range(values.shape[1])
    ]
    part = part_table(scenarios, ["x", "cost"], range(values.shape[2]), replicates)
    return WeeklyTable(scenarios, values.shape[1], values.shape[2] - 1, ["x", "cost"], [part])


def test_interval_and_p_are_those_of_the_paired_t_test() -> None:
    found = paired(DIFFERENCES)
    test = stats.ttest_1samp(DIFFERENCES, 0.0)
    interval = test.confidence_interval(0.95)
    assert found["difference"] == pytest.approx(DIFFERENCES.mean())
    assert (found["low"], found["high"]) == pytest.approx((interval.low, interval.high))
    assert found["p"] == pytest.approx(test.pvalue)


def test_dz_is_mean_over_standard_deviation() -> None:
    assert paired(DIFFERENCES)["dz"] == pytest.approx(DIFFERENCES.mean() / DIFFERENCES.std(ddof=1))


def test_sign_share_counts_replicates_with_the_sign_of_the_mean() -> None:
    assert paired(DIFFERENCES)["sign_share"] == 6 / 8
    assert paired(-DIFFERENCES)["sign_share"] == 6 / 8
    assert paired(np.array([0.0, 0.0, 1.0, 1.0]))["sign_share"] == 0.5


def test_bootstrap_interval_agrees_with_scipy() -> None:
    values = np.random.default_rng(3).gamma(2.0, size=60)
    low, high = bootstrap(values, 4000)
    theirs = stats.bootstrap(
        (values,), np.mean, n_resamples=4000, method="percentile", rng=np.random.default_rng(1)
    ).confidence_interval
    width = theirs.high - theirs.low
    assert abs(low - theirs.low) < 0.08 * width
    assert abs(high - theirs.high) < 0.08 * width


def test_every_resample_has_as_many_items_as_there_are() -> None:
    assert (COUNTS.sum(axis=1) == 8).all()
    assert abs(COUNTS.mean() - 1.0) < 1e-12
    assert COUNTS.var() == pytest.approx(7 / 8, rel=0.1)  # binomial(8, 1/8)


def test_a_study_of_any_size_is_resampled_in_blocks_that_change_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    values = np.random.default_rng(5).normal(size=(8, 3, 2))
    values[2, 1, 0] = np.nan
    whole = bootstrap(values)
    monkeypatch.setattr("simulation.analysis.comparison.COUNTS_AT_ONCE", 50)
    np.testing.assert_allclose(bootstrap(values), whole, rtol=1e-12)
    assert (resamples(8, 3, 5, 1) == COUNTS[3:5]).all()


def test_pairs_that_never_differ_are_no_effect() -> None:
    found = paired(np.zeros(5))
    assert (found["difference"], found["low"], found["high"], found["p"]) == (0, 0, 0, 1)
    assert np.isnan(found["sign_share"]) and np.isnan(found["dz"])


def test_one_replicate_has_a_difference_and_no_interval() -> None:
    found = paired(np.array([0.2]))
    assert found["difference"] == 0.2
    assert all(np.isnan(found[name]) for name in ("low", "high", "dz", "p"))
    assert np.isnan(bootstrap(np.array([0.2]))).all()


def test_holm_known_values() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]).tolist() == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.9, np.nan, 0.6]).tolist() == pytest.approx([1.0, np.nan, 1.0], nan_ok=True)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_holm_never_lowers_and_keeps_the_order(values: list[float]) -> None:
    adjusted = holm(values)
    assert (adjusted >= np.array(values) - 1e-12).all() and (adjusted <= 1).all()
    order = np.argsort(values, kind="stable")
    assert (np.diff(adjusted[order]) >= -1e-12).all()


@pytest.mark.parametrize("replicates", [2, 5, 30, 100, 1000])
def test_replicates_to_halve_is_the_first_number_that_does(replicates: int) -> None:
    def width(number: int) -> float:
        return stats.t.ppf(0.975, number - 1) / np.sqrt(number)

    needed = replicates_to_halve(replicates)
    assert width(needed) <= width(replicates) / 2 < width(needed - 1)


def test_verdicts_against_the_smallest_effect() -> None:
    def said(low: float, high: float) -> str:
        return verdict({"low": low, "high": high}, 0.1)

    assert said(0.2, 0.3) == "higher"
    assert said(-0.3, -0.2) == "lower"
    assert said(-0.05, 0.05) == "same"
    assert said(0.05, 0.2) == "unsure"
    assert said(np.nan, np.nan) == "unsure"


def test_compare_takes_differences_within_replicates() -> None:
    village = np.array([10.0, 20.0, 30.0, 40.0])
    values = np.stack([village, village + np.array([1.0, 1.1, 0.9, 1.0])])[:, :, None].repeat(3, axis=2)
    frame = compare(table(values), "s0", ["x"], [1, 2])
    assert list(frame.columns) == COLUMNS
    assert len(frame) == 4
    row = frame[(frame.scenario == "s1") & (frame.week == 2)].iloc[0]
    assert row["mean"] == pytest.approx(26.0)
    assert row["difference"] == pytest.approx(1.0)
    assert row["high"] - row["low"] < 0.5  # the villages' own spread of 13 is gone
    assert row["cost"] == 2e6
    assert row["per_million"] == pytest.approx(0.5)
    assert frame[frame.scenario == "s0"]["difference"].isna().all()


def test_a_failed_run_leaves_its_pair_out() -> None:
    values = np.zeros((2, 4, 2))
    values[1] = np.array([1.0, 2.0, 3.0, 100.0])[:, None]
    frame = compare(table(values, missing=(1, 3)), "s0", ["x"], [1])
    assert frame[frame.scenario == "s1"]["difference"].item() == pytest.approx(2.0)


def test_an_unknown_outcome_is_named() -> None:
    with pytest.raises(KeyError, match="trust_othr"):
        compare(table(np.zeros((2, 2, 2))), "s0", ["trust_othr"], [1])
