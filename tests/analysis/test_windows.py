"""An outcome is compared by its mean over the weeks that end with the week compared."""

import numpy as np
import pytest

from simulation.analysis.windows import read_weeks, values_at
from simulation.experiment.window import FLOWS, Window
from simulation.running.replicate import Replicate
from simulation.running.weekly_table import WeeklyTable, part_table

COLUMNS = ["trust_other", "unresolved", "path_length", "cost"]
WEEKS = 20


@pytest.fixture(scope="module")
def table() -> WeeklyTable:
    """One village in which every measure is the number of the week; the path length every tenth week."""
    rows = np.repeat(np.arange(WEEKS + 1.0)[:, None], len(COLUMNS), axis=1)
    rows[np.arange(WEEKS + 1) % 10 != 0, 2] = np.nan
    part = part_table(["none"], COLUMNS, range(WEEKS + 1), [Replicate(0, {0: rows})])
    return WeeklyTable(["none"], 1, WEEKS, COLUMNS, [part])


def value(table: WeeklyTable, outcome: str, week: int, window: Window) -> float:
    return float(values_at(table, [outcome], [week], window)[outcome][0, 0, 0])


def test_what_is_there_is_a_mean_over_four_weeks_and_what_happens_over_twelve(table: WeeklyTable) -> None:
    assert value(table, "trust_other", 20, Window()) == np.mean([17, 18, 19, 20])
    assert value(table, "unresolved", 20, Window()) == np.mean(range(9, 21))


def test_no_window_reaches_before_the_first_week(table: WeeklyTable) -> None:
    assert value(table, "unresolved", 3, Window()) == 2.0
    assert value(table, "trust_other", 0, Window()) == 0.0


def test_the_experiment_sets_the_window(table: WeeklyTable) -> None:
    assert value(table, "trust_other", 20, Window(stocks=1)) == 20.0
    assert value(table, "unresolved", 20, Window(flows=3)) == 19.0


def test_a_measure_that_is_computed_now_and_then_is_what_it_was_then(table: WeeklyTable) -> None:
    assert value(table, "path_length", 20, Window()) == 20.0
    assert np.isnan(value(table, "path_length", 19, Window()))


def test_money_spent_is_what_it_is_in_the_week(table: WeeklyTable) -> None:
    assert value(table, "cost", 20, Window()) == 20.0


def test_only_weeks_that_are_read_need_be_kept(table: WeeklyTable) -> None:
    assert read_weeks(["trust_other"], [20], Window()) == [17, 18, 19, 20]
    assert read_weeks(["unresolved", "trust_other"], [4, 20], Window()) == [*range(1, 5), *range(9, 21)]


def test_what_happens_within_a_week_is_told_from_what_is_there() -> None:
    assert {"disputes", "unresolved", "income", "cooperation"} <= FLOWS
    assert not {"trust_other", "bridging", "gotong_royong", "cost"} & FLOWS
