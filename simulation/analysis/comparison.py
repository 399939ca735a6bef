"""Paired comparison of scenarios: what differs, how surely, and at what cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeAlias

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from simulation.analysis.direction import sign
from simulation.analysis.spread import Spread, spread
from simulation.analysis.windows import values_at
from simulation.experiment.config import StudyConfig
from simulation.experiment.window import CUMULATED, Window
from simulation.running.weekly_table import WeeklyTable

Row: TypeAlias = "Mapping[Any, Any] | pd.Series[Any]"
"""A row of a table, by name of the column."""
ENDS = ("low", "high", "error_low", "error_high")
"""Columns of a plausible range, and of the interval of computing error."""
COLUMNS = [
    "scenario",
    "outcome",
    "week",
    "window",
    "sets",
    "villages",
    "mean",
    "difference",
    "sign_share",
    "low",
    "high",
    "helps",
    "little",
    "harms",
    "best",
    "regret",
    "luck",
    "error",
    "error_low",
    "error_high",
    "cost",
    "per_million",
]


@dataclass(frozen=True)
class Terms:
    """What a comparison rests on.

    Attributes
    ----------
    reference : str
        The scenario the others are compared with.
    window : Window
        Over how many weeks outcomes are averaged.
    sets : ndarray of int, shape (replicates,)
        The set of parameters that each replicate lives with, from 0.
    smallest : mapping of str to float
        Smallest effect of interest, by outcome.
    groups : sequence of sequences of str
        Scenarios among which the best is told; one of several groups belongs to the first.
    """

    reference: str
    window: Window
    sets: np.ndarray
    smallest: Mapping[str, float]
    groups: Sequence[Sequence[str]] = ()

    @classmethod
    def of(cls, config: StudyConfig, replicates: int) -> Self:
        """Return the terms of an experiment."""
        return cls(
            config.reference,
            config.window,
            config.set_numbers(replicates),
            {name: outcome.smallest_effect for name, outcome in config.outcomes.items()},
            [panel.scenarios for panel in config.panels.values()],
        )

    def rivals(self, scenario: str) -> list[str]:
        """Return the group of a scenario, without the reference; itself alone if it is in none."""
        found = next((group for group in self.groups if scenario in group), [scenario])
        return [name for name in found if name != self.reference]


def compare(table: WeeklyTable, terms: Terms, outcomes: Sequence[str], weeks: Sequence[int]) -> pd.DataFrame:
    """Compare every scenario with the reference, on the same seeds, set by set.

    Returns
    -------
    DataFrame
        One row a scenario, outcome and week (the reference too, with empty differences):

        ``window``, over how many weeks that end with it the outcome is averaged; ``sets`` and
        ``villages``, how many of them have a paired difference; ``mean`` over villages; ``difference``,
        the paired difference from the reference: the median of the sets, of a single set the mean;
        ``sign_share``, share of villages whose difference has its sign.

        Over several sets: ``low``, ``high``, the plausible range, 5th to 95th percentile of the sets,
        luck removed; ``helps``, ``little``, ``harms``, shares of sets in which it is at least the
        smallest effect of interest in the wanted direction, smaller, and at least that in the other
        (of an outcome that is neither good nor bad, ``helps`` is more); ``best``, the share of sets in
        which no scenario of its group does better, and ``regret``, by how much the best of the group is
        better, mean over sets; ``luck``, the share of the variance of single villages' differences that
        is no difference between sets.

        ``error``, computing error: the standard error of the mean that more villages would shrink;
        ``error_low``, ``error_high``, its 95 % interval (Student t). ``cost``, mean rupiah up to that
        week; ``per_million``, difference for each million rupiah more than the reference. Empty (NaN)
        where a figure is not defined.
    """
    read = list(dict.fromkeys([*outcomes, CUMULATED]))
    return compare_values(
        table.scenarios, values_at(table, read, weeks, terms.window), terms, outcomes, weeks
    )


def compare_values(
    scenarios: Sequence[str],
    found: Mapping[str, np.ndarray],
    terms: Terms,
    outcomes: Sequence[str],
    weeks: Sequence[int],
) -> pd.DataFrame:
    """Compare scenarios by values at hand (see :func:`compare`).

    Parameters
    ----------
    scenarios : sequence of str
    found : mapping of str to ndarray, shape (scenarios, replicates, weeks)
        The outcomes, averaged over their windows, and the cost.
    terms, outcomes, weeks
        As :func:`compare`.
    """
    base = scenarios.index(terms.reference)
    cost = _means(found[CUMULATED], axis=1)
    rows = []
    for outcome in outcomes:
        values = found[outcome]
        means = _means(values, axis=1)
        for place, week in enumerate(weeks):
            spreads = {
                scenario: spread(values[number, :, place] - values[base, :, place], terms.sets)
                for number, scenario in enumerate(scenarios)
                if number != base
            }
            for number, scenario in enumerate(scenarios):
                row: dict[str, object] = {
                    "scenario": scenario,
                    "outcome": outcome,
                    "week": week,
                    "window": len(terms.window.weeks(outcome, week)),
                    "mean": means[number, place],
                    "cost": cost[number, place],
                }
                if scenario in spreads:
                    one, group = spreads[scenario], [spreads[name].sets for name in terms.rivals(scenario)]
                    more = (cost[number, place] - cost[base, place]) / 1e6
                    row |= _told(one) | _shares(outcome, one.sets, terms.smallest.get(outcome, np.nan))
                    row |= _among(outcome, one.sets, group)
                    row["per_million"] = one.effect / more if more > 0 else np.nan
                rows.append(row)
    frame = pd.DataFrame(rows, columns=COLUMNS)
    order = {name: place for place, name in enumerate(scenarios)}
    return frame.sort_values(
        by=["scenario", "outcome", "week"],
        key=lambda column: column.map(order) if column.name == "scenario" else column,
        kind="stable",
        ignore_index=True,
    )


def _told(found: Spread) -> dict[str, float]:
    return {
        "sets": found.sets_with,
        "villages": found.villages,
        "difference": found.effect,
        "sign_share": found.sign_share,
        "low": found.low,
        "high": found.high,
        "luck": found.luck,
        "error": found.error,
        "error_low": found.error_low,
        "error_high": found.error_high,
    }


def _shares(outcome: str, sets: np.ndarray, smallest: float) -> dict[str, float]:
    """Return in which share of sets a scenario helps, changes little and harms; nothing of one set."""
    kept = sign(outcome) * sets[~np.isnan(sets)]
    if kept.size < 2 or np.isnan(smallest):
        return {}
    helps, harms = float((kept >= smallest).mean()), float((kept <= -smallest).mean())
    return {"helps": helps, "little": 1.0 - helps - harms, "harms": harms}


def _among(outcome: str, sets: np.ndarray, group: Sequence[np.ndarray]) -> dict[str, float]:
    """Return in which share of sets a scenario is the best of its group, and what it misses of the best."""
    if len(group) < 2 or sets.size < 2:
        return {}
    rivals = sign(outcome) * np.stack(group)
    own = sign(outcome) * sets
    known = ~np.isnan(own) & ~np.isnan(rivals).any(axis=0)
    if not known.any():
        return {}
    missed = rivals[:, known].max(axis=0) - own[known]
    return {"best": float((missed <= 0).mean()), "regret": float(missed.mean())}


def _means(values: np.ndarray, axis: int) -> np.ndarray:
    """Return means that leave out failed runs; NaN where nothing is left, without a warning."""
    valid = ~np.isnan(values)
    total = np.where(valid, values, 0.0).sum(axis=axis)
    count = valid.sum(axis=axis)
    mean: np.ndarray = np.divide(total, count, out=np.full(np.shape(total), np.nan), where=count > 0)
    return mean


def paired(differences: np.ndarray) -> dict[str, float]:
    """Return the mean of paired differences with its computing error: the 95 % interval (Student t).

    Parameters
    ----------
    differences : ndarray of float, shape (villages,)
        NaN is left out; of fewer than two there is no interval.
    """
    kept = differences[~np.isnan(differences)]
    if kept.size == 0:
        return dict.fromkeys(("difference", "low", "high"), np.nan)
    mean = float(kept.mean())
    if kept.size < 2:
        return {"difference": mean, "low": np.nan, "high": np.nan}
    half = float(stdtrit(kept.size - 1, 0.975) * kept.std(ddof=1) / np.sqrt(kept.size))
    return {"difference": mean, "low": mean - half, "high": mean + half}


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


def edges(row: Row) -> tuple[float, float]:
    """Return the ends that judge a difference: its plausible range, of a single set computing error."""
    low, high = row["low"], row["high"]
    return (row["error_low"], row["error_high"]) if np.isnan(low) and "error_low" in row else (low, high)


def verdict(row: Row, smallest_effect: float) -> str:
    """Return what a paired difference says, against the smallest effect of interest.

    ``higher`` or ``lower``: its range (see :func:`edges`) lies beyond the smallest effect; ``same``: it
    lies within; ``unsure``: it reaches over it.
    """
    low, high = edges(row)
    if np.isnan(low) or np.isnan(high):
        return "unsure"
    if low >= smallest_effect:
        return "higher"
    if high <= -smallest_effect:
        return "lower"
    return "same" if -smallest_effect < low and high < smallest_effect else "unsure"
