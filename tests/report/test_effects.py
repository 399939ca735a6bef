"""Measures kept for a report are those of the table they come from, whatever room there is."""

import numpy as np
import pyarrow as pa
import pytest

from simulation.report.effects import KeptTable
from simulation.running.replicate import Replicate
from simulation.running.weekly_table import WeeklyTable, part_table

SCENARIOS, COLUMNS, WEEKS, REPLICATES = ("none", "forum"), ("trust", "bridging", "cost"), 5, 4


def _table() -> WeeklyTable:
    rng = np.random.default_rng(3)
    rows = [{n: rng.random((WEEKS + 1, len(COLUMNS))) for n in range(2)} for _ in range(REPLICATES)]
    replicates = [Replicate(number, runs) for number, runs in enumerate(rows)]
    part: pa.Table = part_table(SCENARIOS, COLUMNS, range(WEEKS + 1), replicates)
    return WeeklyTable(SCENARIOS, REPLICATES, WEEKS, COLUMNS, [part])


@pytest.mark.parametrize("room", [0, 60, 10_000])
def test_what_is_kept_is_what_was_read_in_any_room(monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    monkeypatch.setattr(KeptTable, "MOST", room)
    source = _table()
    kept = KeptTable(source)
    kept.keep(COLUMNS)
    for weeks in ([1, 3, 5], [3], [5, 1], None, [0, 3]):
        for columns in (["trust"], ["cost", "bridging"], list(COLUMNS)):
            expected, found = source.many(columns, weeks), kept.many(columns, weeks)
            assert list(found) == columns
            for name in columns:
                np.testing.assert_array_equal(found[name], expected[name])


def test_weeks_of_measures_that_wait_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    source = _table()
    kept = KeptTable(source)
    monkeypatch.setattr(KeptTable, "MOST", 100)  # a whole measure takes 48 numbers: one is kept
    kept.keep(COLUMNS)
    kept.many(["bridging"], [1, 3])
    monkeypatch.setattr(source, "many", lambda *_: pytest.fail("read again"))
    kept.many(["trust"], None)
    kept.many(["cost"], [3])


def test_some_scenarios_of_kept_measures_are_still_there() -> None:
    kept = KeptTable(_table())
    kept.keep(["trust"])
    two = kept.only(["forum", "none"]).many(["trust"])["trust"]
    np.testing.assert_array_equal(two[1], kept.many(["trust"])["trust"][0])
