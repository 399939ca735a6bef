"""Measures of single weeks, averaged over the weeks just past: they jump in a week with a session."""

from collections.abc import Sequence

import numpy as np

from simulation.measures.catalogue import MEASURES
from simulation.study.table import WeeklyTable

RECENT = 12
"""Weeks over which a measure of single weeks is averaged: whole rounds of sessions every 1, 2, 3, 4 or 6."""
FLOWS = frozenset(m.name for m in MEASURES if m.file == "conflict" or m.name.startswith("income"))
"""Measures of what happened within one week: they jump in a week with a session."""


def recent_weeks(end: int) -> range:
    """Return the weeks of the mean that ends with a week; row 0 has only itself."""
    return range(max(min(1, end), end - RECENT + 1), end + 1)


def read_weeks(outcomes: Sequence[str], ends: Sequence[int]) -> list[int]:
    """Return the weeks that :func:`values_at` reads, ascending."""
    weeks = set(ends)
    if not FLOWS.isdisjoint(outcomes):
        weeks |= {week for end in ends for week in recent_weeks(end)}
    return sorted(weeks)


def values_at(table: WeeklyTable, outcomes: Sequence[str], weeks: Sequence[int]) -> dict[str, np.ndarray]:
    """Return outcomes, measures of single weeks by their recent mean.

    Returns
    -------
    dict of str to ndarray of float, shape (scenarios, replicates, weeks)
        NaN where a run failed or the measure is not defined.
    """
    flows = [name for name in outcomes if name in FLOWS]
    stocks = [name for name in outcomes if name not in FLOWS]
    found = table.many(stocks, weeks) if stocks else {}
    if flows:
        found |= RecentTable(table).many(flows, weeks)
    return {name: found[name] for name in outcomes}


class RecentTable(WeeklyTable):
    """Measures averaged over the weeks just past, up to :data:`RECENT` of them."""

    def __init__(self, table: WeeklyTable) -> None:
        super().__init__(table.scenarios, table.replicates, table.weeks, table.columns, [])
        self._source = table

    def many(self, columns: Sequence[str], weeks: Sequence[int] | None = None) -> dict[str, np.ndarray]:
        """Return the mean over the weeks that end with each week; cost stays what it is in that week."""
        ends = list(range(self.weeks + 1)) if weeks is None else [int(week) for week in weeks]
        windows = [recent_weeks(end) for end in ends]
        every = sorted({week for window in windows for week in window})
        place = {week: number for number, week in enumerate(every)}
        found = {}
        for name, values in self._source.many(columns, every).items():
            if name == "cost":
                found[name] = values[:, :, [place[end] for end in ends]]
                continue
            parts = [values[:, :, [place[week] for week in window]] for window in windows]
            counts = [np.isfinite(part).sum(axis=2) for part in parts]
            sums = [np.nansum(part, axis=2) for part in parts]
            found[name] = np.stack(
                [
                    np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
                    for total, count in zip(sums, counts, strict=True)
                ],
                axis=2,
            )
        return found
