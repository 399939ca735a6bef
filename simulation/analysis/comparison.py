"""Paired comparison of scenarios: what differs, how surely, and at what cost."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

from simulation.compiled import compiled
from simulation.model import draws
from simulation.study.table import WeeklyTable

RESAMPLES = 2000
COUNTS_AT_ONCE = 2_000_000
"""Numbers in a block of resamples: a study of any size is compared in a few tens of megabytes."""
BOOTSTRAP_SEED = 20260701
"""Names the resamples: the same for every study, so that a comparison is reproducible."""
COLUMNS = [
    "scenario",
    "outcome",
    "week",
    "mean",
    "difference",
    "low",
    "high",
    "boot_low",
    "boot_high",
    "dz",
    "sign_share",
    "p_holm",
    "cost",
    "per_million",
]


def compare(
    table: WeeklyTable, reference: str, outcomes: Sequence[str], weeks: Sequence[int]
) -> pd.DataFrame:
    """Compare every scenario with the reference, on the same seeds.

    Returns
    -------
    DataFrame
        One row a scenario, outcome and week (the reference too, with empty differences):
        ``mean`` over replicates; ``difference``, mean paired difference from the reference; ``low``,
        ``high``, its 95 % interval (Student t); ``boot_low``, ``boot_high``, the same by bootstrap of
        the pairs (percentiles of 2,000 resamples); ``dz``, mean over standard deviation of the
        differences (Cohen 1988); ``sign_share``, share of replicates whose difference has the sign of
        the mean; ``p_holm``, two-sided paired t-test, adjusted over the scenarios (Holm 1979);
        ``cost``, mean rupiah up to that week; ``per_million``, difference for each million rupiah
        more than the reference. Empty (NaN) where a figure is not defined.
    """
    found = table.many([*outcomes, *(["cost"] if "cost" not in outcomes else [])], weeks)
    base = table.scenarios.index(reference)
    cost = _means(found["cost"], axis=1)
    rows = []
    for outcome in outcomes:
        values = found[outcome]
        differences = values - values[base]
        boot = bootstrap(np.moveaxis(differences, 1, 0))
        for place, week in enumerate(weeks):
            tests = [
                paired(differences[scenario, :, place]) if scenario != base else None
                for scenario in range(len(table.scenarios))
            ]
            adjusted = holm([np.nan if test is None else test["p"] for test in tests])
            for scenario, test in enumerate(tests):
                more = (cost[scenario, place] - cost[base, place]) / 1e6
                row = {
                    "scenario": table.scenarios[scenario],
                    "outcome": outcome,
                    "week": week,
                    "mean": float(_means(values[scenario, :, place], axis=0)),
                    "cost": float(cost[scenario, place]),
                }
                if test is not None:
                    row |= {name: value for name, value in test.items() if name != "p"}
                    row["boot_low"], row["boot_high"] = boot[:, scenario, place].tolist()
                    row["p_holm"] = adjusted[scenario]
                    row["per_million"] = test["difference"] / more if more > 0 else np.nan
                rows.append(row)
    frame = pd.DataFrame(rows, columns=COLUMNS)
    order = {name: place for place, name in enumerate(table.scenarios)}
    return frame.sort_values(
        by=["scenario", "outcome", "week"],
        key=lambda column: column.map(order) if column.name == "scenario" else column,
        kind="stable",
        ignore_index=True,
    )


def _means(values: np.ndarray, axis: int) -> np.ndarray:
    """Return means that leave out failed runs; NaN where nothing is left, without a warning."""
    valid = ~np.isnan(values)
    total = np.where(valid, values, 0.0).sum(axis=axis)
    count = valid.sum(axis=axis)
    mean: np.ndarray = np.divide(total, count, out=np.full(np.shape(total), np.nan), where=count > 0)
    return mean


def paired(differences: np.ndarray) -> dict[str, float]:
    """Return the statistics of paired differences (one each replicate; NaN is left out)."""
    kept = differences[~np.isnan(differences)]
    number = kept.size
    names = ("difference", "low", "high", "dz", "sign_share", "p")
    result = dict.fromkeys(names, np.nan)
    if number == 0:
        return result
    mean = float(kept.mean())
    result["difference"] = mean
    # pairs that never differ have no sign
    result["sign_share"] = float(np.mean(np.sign(kept) == np.sign(mean))) if kept.any() else np.nan
    if number < 2:
        return result
    deviation = float(kept.std(ddof=1))
    half = float(stdtrit(number - 1, 0.975)) * deviation / np.sqrt(number)
    result["low"], result["high"] = mean - half, mean + half
    if deviation > 0:
        result["dz"] = mean / deviation
        result["p"] = float(2 * stdtr(number - 1, -abs(mean) / deviation * np.sqrt(number)))
    else:
        result["p"] = 1.0 if mean == 0 else 0.0
    return result


def bootstrap(differences: np.ndarray, times: int = RESAMPLES) -> np.ndarray:
    """Return 95 % intervals of means by bootstrap of the replicates (percentiles).

    Parameters
    ----------
    differences : ndarray of float, shape (replicates, ...)
        NaN is left out.
    times : int
        Resamples; the same ones for all columns.

    Returns
    -------
    ndarray of float, shape (2, ...)
        Low and high; NaN where there are fewer than two replicates.
    """
    number, shape = differences.shape[0], differences.shape[1:]
    columns = differences.reshape(number, -1)
    valid = ~np.isnan(columns)
    filled, weights = np.where(valid, columns, 0.0), valid.astype(float)
    means = np.empty((times, columns.shape[1]))
    block = max(1, COUNTS_AT_ONCE // number)
    for first in range(0, times, block):
        counts = resamples(number, first, min(first + block, times), BOOTSTRAP_SEED)
        drawn = counts @ weights
        part = means[first : first + block]
        part[:] = np.nan  # a resample of failed runs alone says nothing
        np.divide(counts @ filled, drawn, out=part, where=drawn > 0)
    result = np.full((2, columns.shape[1]), np.nan)
    enough = valid.sum(axis=0) > 1
    result[:, enough] = np.nanpercentile(means[:, enough], [2.5, 97.5], axis=0)
    return result.reshape(2, *shape)


@compiled
def resamples(number: int, first: int, last: int, seed: int) -> np.ndarray:
    """Return how often each of ``number`` items stands in resamples ``first`` to ``last - 1``.

    Returns
    -------
    ndarray of float, shape (last - first, number)
    """
    counts = np.zeros((last - first, number))
    for time in range(first, last):
        key = draws.owner_key(draws.week_key(seed, 0), draws.FOUNDING, time)
        for k in range(number):
            counts[time - first, int(draws.draw(key, k) * number)] += 1.0
    return counts


def holm(p_values: Sequence[float]) -> np.ndarray:
    """Return p-values adjusted for their number (Holm 1979); NaN stays NaN and is not counted."""
    values = np.asarray(p_values, dtype=float)
    adjusted = np.full(values.size, np.nan)
    tested = np.flatnonzero(~np.isnan(values))
    largest = 0.0
    for rank, place in enumerate(tested[np.argsort(values[tested], kind="stable")]):
        largest = max(largest, min(1.0, (tested.size - rank) * values[place]))
        adjusted[place] = largest
    return adjusted


def replicates_to_halve(replicates: int) -> int:
    """Return how many replicates would halve a t interval, the spread staying the same.

    The width is proportional to t(n - 1)/sqrt(n), so it is a little under four times as many.
    """
    if replicates < 2:
        raise ValueError("an interval needs at least 2 replicates")

    def width(number: int) -> float:
        return float(stdtrit(number - 1, 0.975)) / float(np.sqrt(number))

    low, high = replicates, 4 * replicates
    target = width(replicates) / 2
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if width(middle) <= target else (middle + 1, high)
    return low


def verdict(row: Mapping[str, float], smallest_effect: float) -> str:
    """Return what a paired difference says, against the smallest effect of interest.

    ``higher`` or ``lower``: the interval lies beyond the smallest effect; ``same``: it lies within;
    ``unsure``: it reaches over it.
    """
    low, high = row["low"], row["high"]
    if np.isnan(low) or np.isnan(high):
        return "unsure"
    if low >= smallest_effect:
        return "higher"
    if high <= -smallest_effect:
        return "lower"
    return "same" if -smallest_effect < low and high < smallest_effect else "unsure"
