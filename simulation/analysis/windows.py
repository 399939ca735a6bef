"""The values of outcomes as they are compared: means over the weeks that end with the week compared."""

from collections.abc import Sequence

import numpy as np

from simulation.experiment.window import Window
from simulation.running.weekly_table import WeeklyTable


def read_weeks(outcomes: Sequence[str], ends: Sequence[int], window: Window) -> list[int]:
    """Return the weeks that :func:`values_at` reads, ascending."""
    return sorted({week for name in outcomes for end in ends for week in window.weeks(name, end)} | set(ends))


def values_at(
    table: WeeklyTable, outcomes: Sequence[str], ends: Sequence[int], window: Window
) -> dict[str, np.ndarray]:
    """Return outcomes in some weeks, each the mean over its window.

    A measure that is not computed in every week, such as the path length, is the mean over those of the
    window in which it is.

    Returns
    -------
    dict of str to ndarray of float, shape (scenarios, replicates, weeks)
        NaN where a run failed or the measure is not defined.
    """
    found: dict[str, np.ndarray] = {}
    # outcomes with the same windows are read together
    groups: dict[tuple[range, ...], list[str]] = {}
    for name in outcomes:
        groups.setdefault(tuple(window.weeks(name, end) for end in ends), []).append(name)
    for windows, names in groups.items():
        every = sorted({week for weeks in windows for week in weeks})
        place = {week: number for number, week in enumerate(every)}
        for name, values in table.many(names, every).items():
            found[name] = np.stack(
                [_mean(values[:, :, [place[week] for week in weeks]]) for weeks in windows], axis=2
            )
    return {name: found[name] for name in outcomes}


def _mean(values: np.ndarray) -> np.ndarray:
    """Return the mean over the last axis of what is defined; NaN where nothing is."""
    if values.shape[-1] == 1:
        return values[..., 0]
    count = np.isfinite(values).sum(axis=-1)
    total = np.nansum(values, axis=-1)
    mean: np.ndarray = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
    return mean
