"""What an ensemble says of its parameters: how wide each is, what goes together, what lies in the middle."""

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.special import ndtri
from scipy.stats import rankdata

from simulation.questions.ensemble.space import Space

LEVELS = {"q05": 0.05, "q25": 0.25, "median": 0.5, "q75": 0.75, "q95": 0.95}
PAIRS = 20
"""Pairs that are told: the strongest."""
SURE = 0.95
"""Chance that no pair of all would be called tied if none were, and no parameter narrowed."""
NARROW = 0.8
"""A parameter is narrowed if less than this is left of its middle half, and less than chance would leave."""


def narrowing(space: Space, values: np.ndarray, middle: int | None, own: Mapping[str, float]) -> pd.DataFrame:
    """Return one row a parameter: its range, where the sets lie, and how wide they still are.

    Parameters
    ----------
    space : Space
    values : ndarray of float, shape (sets, parameters)
    middle : int or None
        The set in the middle.
    own : mapping of str to float
        What the experiment has.

    Returns
    -------
    DataFrame
        ``left``: the interquartile range of the sets over that of the whole range; 1 nothing was learnt.
        NaN without sets. ``narrowed``: whether that is little, and less than chance leaves (the standard
        error of the quartiles' distance is 1 / sqrt(sets) of what it is for a uniform distribution).
    """
    chance = 1 - _bound(len(space.names), 1) / np.sqrt(max(1, len(values)))
    rows = []
    for place, (name, (low, high)) in enumerate(space.ranges().items()):
        shares = np.quantile(values[:, place], list(LEVELS.values())) if len(values) else np.full(5, np.nan)
        told = dict(zip(LEVELS, shares.tolist(), strict=True))
        rows.append(
            {
                "parameter": name, "range_low": low, "range_high": high, "experiment": own[name],
                "medoid": np.nan if middle is None else values[middle, place], **told,
                "left": (told["q75"] - told["q25"]) / (0.5 * (high - low)),
            }
        )  # fmt: skip
    frame = pd.DataFrame(rows)
    frame["narrowed"] = frame["left"] < min(NARROW, chance)
    return frame.sort_values("left", kind="stable", ignore_index=True)


def pairs(names: tuple[str, ...], values: np.ndarray) -> pd.DataFrame:
    """Return the strongest rank correlations (Spearman) between parameters of the sets.

    ``tied``: stronger than the strongest of all pairs would be by chance in one of twenty ensembles.
    """
    columns = ["first", "second", "correlation", "tied"]
    if len(values) < 3 or len(names) < 2:
        return pd.DataFrame(columns=columns)
    ranks = rankdata(values, axis=0)
    moves = np.flatnonzero(ranks.std(axis=0) > 0)
    found: np.ndarray = np.atleast_2d(np.corrcoef(ranks[:, moves], rowvar=False))
    every = list(combinations(range(len(moves)), 2))
    limit = _bound(len(every), 2) / np.sqrt(len(values) - 1)
    rows = [(names[moves[one]], names[moves[two]], found[one, two]) for one, two in every]
    frame = pd.DataFrame(rows, columns=columns[:3])
    frame["tied"] = frame["correlation"].abs() > limit
    frame = frame.sort_values("correlation", key=np.abs, ascending=False, kind="stable", ignore_index=True)
    return frame.head(PAIRS)


def _bound(number: int, sides: int) -> float:
    """Return how many standard errors none of so many quantities exceeds by chance, as sure as SURE."""
    return float(ndtri(1 - (1 - SURE) / sides / max(1, number)))


def spread_out(values: np.ndarray) -> np.ndarray:
    """Return an order of the sets in which the first few, however many, lie as all of them do.

    First comes the medoid, the set whose ranks are nearest to those of all others; then always the set
    that brings those before it nearest to the whole ensemble, by energy distance of ranks (Szekely &
    Rizzo 2013, doi:10.1016/j.jspi.2013.03.018; greedily, as in Mak & Joseph 2018, doi:10.1214/17-AOS1629).

    Parameters
    ----------
    values : ndarray of float, shape (sets, parameters)

    Returns
    -------
    ndarray of int, shape (sets,)
    """
    ranks = rankdata(values, axis=0)
    distance = np.array([np.abs(ranks - row).sum(axis=1) for row in ranks])
    to_all = distance.mean(axis=0) if len(values) else np.empty(0)
    to_chosen, left = np.zeros(len(values)), np.ones(len(values), dtype=bool)
    order = np.empty(len(values), dtype=np.int64)
    for place in range(len(values)):
        worth = to_all - to_chosen / (place + 1)
        order[place] = np.flatnonzero(left)[np.argmin(worth[left])]
        left[order[place]] = False
        to_chosen += distance[order[place]]
    return order
