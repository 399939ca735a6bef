"""Paired comparison of scenarios: what differs, how surely, and at what cost."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy import stats

from simulation.compiled import compiled
from simulation.model import draws
from simulation.study.table import WeeklyTable

RESAMPLES = 2000
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
    counts = resamples(table.replicates, RESAMPLES, BOOTSTRAP_SEED)
    cost = _means(found["cost"], axis=1)
    rows = []
    for outcome in outcomes:
        values = found[outcome]
        differences = values - values[base]
        for place, week in enumerate(weeks):
            tests = [
                paired(differences[scenario, :, place], counts) if scenario != base else None
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


def paired(differences: np.ndarray, counts: np.ndarray) -> dict[str, float]:
    """Return the statistics of paired differences (one each replicate; NaN is left out).

    Parameters
    ----------
    differences : ndarray of float, shape (replicates,)
    counts : ndarray of float, shape (resamples, replicates)
        How often each resample holds each replicate.
    """
    valid = ~np.isnan(differences)
    kept = differences[valid]
    number = kept.size
    names = ("difference", "low", "high", "boot_low", "boot_high", "dz", "sign_share", "p")
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
    half = float(stats.t.ppf(0.975, number - 1)) * deviation / np.sqrt(number)
    result["low"], result["high"] = mean - half, mean + half
    weights = counts[:, valid]
    drawn = weights.sum(axis=1)
    # a resample of failed runs alone says nothing
    means = (weights @ kept)[drawn > 0] / drawn[drawn > 0]
    result["boot_low"], result["boot_high"] = np.percentile(means, [2.5, 97.5]).tolist()
    if deviation > 0:
        result["dz"] = mean / deviation
        result["p"] = float(2 * stats.t.sf(abs(mean) / deviation * np.sqrt(number), number - 1))
    else:
        result["p"] = 1.0 if mean == 0 else 0.0
    return result


def resamples(number: int, times: int, seed: int) -> np.ndarray:
    """Return how often each of ``number`` items stands in each bootstrap resample, shape (times, number)."""
    return _resamples(number, times, seed)


@compiled
def _resamples(number: int, times: int, seed: int) -> np.ndarray:
    counts = np.zeros((times, number))
    for time in range(times):
        key = draws.owner_key(draws.week_key(seed, 0), draws.FOUNDING, time)
        for k in range(number):
            counts[time, int(draws.draw(key, k) * number)] += 1.0
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
        return float(stats.t.ppf(0.975, number - 1)) / float(np.sqrt(number))

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
