"""Paired comparison: the statistics are the textbook's."""

from typing import Any

import numpy as np
import pytest
from scipy import stats

from simulation.analysis.comparison import COLUMNS, Terms, compare, paired, replicates_to_halve, verdict
from simulation.experiment.window import Window
from simulation.running.replicate import Replicate
from simulation.running.weekly_table import WeeklyTable, part_table

DIFFERENCES = np.array([0.3, 0.1, 0.4, -0.1, 0.5, 0.9, -0.2, 0.6])


def table(values: np.ndarray, missing: tuple[int, int] | None = None, outcome: str = "x") -> WeeklyTable:
    """Return a table with an outcome of shape (scenarios, replicates, weeks) and a cost."""
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
    part = part_table(scenarios, [outcome, "cost"], range(values.shape[2]), replicates)
    return WeeklyTable(scenarios, values.shape[1], values.shape[2] - 1, [outcome, "cost"], [part])


def terms(replicates: int, sets: list[int] | None = None, **changes: Any) -> Terms:
    numbers = np.zeros(replicates, dtype=int) if sets is None else np.array(sets)
    usual = {"reference": "s0", "window": Window(stocks=1), "sets": numbers, "smallest": {"x": 0.5}}
    return Terms(**(usual | changes))


def test_the_interval_is_that_of_the_paired_t_test() -> None:
    found = paired(DIFFERENCES)
    interval = stats.ttest_1samp(DIFFERENCES, 0.0).confidence_interval(0.95)
    assert found["difference"] == pytest.approx(DIFFERENCES.mean())
    assert (found["low"], found["high"]) == pytest.approx((interval.low, interval.high))


def test_pairs_that_never_differ_are_no_effect() -> None:
    assert paired(np.zeros(5)) == {"difference": 0, "low": 0, "high": 0}


def test_one_replicate_has_a_difference_and_no_interval() -> None:
    found = paired(np.array([0.2, np.nan]))
    assert found["difference"] == 0.2
    assert np.isnan(found["low"]) and np.isnan(found["high"])
    assert np.isnan(list(paired(np.full(2, np.nan)).values())).all()


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


def test_a_plausible_range_is_judged_before_computing_error() -> None:
    row = {"low": -0.3, "high": 0.4, "error_low": 0.2, "error_high": 0.3}
    assert verdict(row, 0.1) == "unsure"
    assert verdict(row | {"low": np.nan, "high": np.nan}, 0.1) == "higher"


def test_compare_takes_differences_within_replicates() -> None:
    village = np.array([10.0, 20.0, 30.0, 40.0])
    values = np.stack([village, village + np.array([1.0, 1.1, 0.9, 1.0])])[:, :, None].repeat(3, axis=2)
    frame = compare(table(values), terms(4), ["x"], [1, 2])
    assert list(frame.columns) == COLUMNS
    assert len(frame) == 4
    row = frame[(frame.scenario == "s1") & (frame.week == 2)].iloc[0]
    assert row["mean"] == pytest.approx(26.0)
    assert row["difference"] == pytest.approx(1.0)
    assert row["error_high"] - row["error_low"] < 0.5  # the villages' own spread of 13 is gone
    assert row["cost"] == 2e6
    assert row["per_million"] == pytest.approx(0.5)
    assert (row["sets"], row["villages"], row["sign_share"]) == (1, 4, 1.0)
    # one set says nothing of what is not known
    assert row[["low", "high", "helps", "little", "harms", "best", "regret", "luck"]].isna().all()
    assert frame[frame.scenario == "s0"]["difference"].isna().all()


def over_sets(outcome: str = "x") -> WeeklyTable:
    """Return three scenarios in four sets of two villages: effects 1, 0, -1, 1 and half of them plus .1."""
    effects = np.repeat([1.0, 0.0, -1.0, 1.0], 2)
    values = np.stack([np.zeros(8), effects, effects / 2 + 0.1])
    return table(values[:, :, None].repeat(2, axis=2), outcome=outcome)


def test_over_sets_shares_count_sets_and_not_villages() -> None:
    groups = [["s0", "s1", "s2"]]
    frame = compare(over_sets(), terms(8, [0, 0, 1, 1, 2, 2, 3, 3], groups=groups), ["x"], [1])
    one, two = (frame[frame.scenario == name].iloc[0] for name in ("s1", "s2"))
    assert (one["helps"], one["little"], one["harms"]) == (0.5, 0.25, 0.25)
    assert (two["helps"], two["little"], two["harms"]) == (0.5, 0.5, 0.0)
    assert (one["best"], two["best"]) == (0.5, 0.5)
    assert one["regret"] == pytest.approx((0.1 + 0.6) / 4)
    assert two["regret"] == pytest.approx((0.4 + 0.4) / 4)
    assert one["difference"] == pytest.approx(0.5) and one["low"] < -0.8 and one["high"] == pytest.approx(1.0)
    assert (one["sets"], one["villages"], one["luck"], one["error"]) == (4, 8, 0, 0)


def test_where_less_is_better_less_of_it_helps() -> None:
    asked = terms(8, [0, 0, 1, 1, 2, 2, 3, 3], window=Window(flows=1), smallest={"unresolved": 0.5})
    row = compare(over_sets("unresolved"), asked, ["unresolved"], [1]).query("scenario == 's1'").iloc[0]
    assert (row["helps"], row["little"], row["harms"]) == (0.25, 0.25, 0.5)


def test_a_failed_run_leaves_its_pair_out() -> None:
    values = np.zeros((2, 4, 2))
    values[1] = np.array([1.0, 2.0, 3.0, 100.0])[:, None]
    frame = compare(table(values, missing=(1, 3)), terms(4), ["x"], [1])
    assert frame[frame.scenario == "s1"]["difference"].item() == pytest.approx(2.0)


def test_an_unknown_outcome_is_named() -> None:
    with pytest.raises(KeyError, match="trust_othr"):
        compare(table(np.zeros((2, 2, 2))), terms(2), ["trust_othr"], [1])
