"""What would be gained if it were known which set a village lives with, and what a pilot tells of it.

Villages of one set differ by luck, which nobody can know before. The mean of a few villages holds that luck,
and the largest of several such means is too large. So the means of the sets are drawn together until they
vary as the sets do, luck removed, for all decisions at once (as :func:`simulation.analysis.spread.spread`
does for one effect).
"""

from typing import NamedTuple

import numpy as np

from simulation.analysis.information import PROCESS, SURE, Known, straight
from simulation.model.draws import uniforms

RESAMPLED = 200
PILOTS = 10
"""Pilots that are simulated in each set."""
_ERROR, _FLOOR, _PILOT = -1, -2, -3


class Perfect(NamedTuple):
    """The expected value of perfect information about the set.

    Attributes
    ----------
    value : float
        Luck removed.
    error : float
        Its standard error: sets drawn with replacement.
    least, most : float
        Bounds: chosen by half of the villages of a set and judged in the others (what is gained at least),
        and the largest mean of all its villages (too large by what luck adds).
    floor : float
        What it would seem worth in 5 % of the cases if sets meant nothing and all were luck.
    changes : float
        Share of the sets in which another decision is best.
    best : ndarray of int, shape (sets,)
        The best decision of each set.
    """

    value: float
    error: float
    least: float
    most: float
    floor: float
    changes: float
    best: np.ndarray


def luck_removed(gains: np.ndarray) -> np.ndarray:
    """Return what each decision gains in each set, drawn together until luck is gone.

    Parameters
    ----------
    gains : ndarray of float, shape (sets, villages, decisions)

    Returns
    -------
    ndarray of float, shape (sets, decisions)
        With the mean over sets as it was, and the covariance that an analysis of variance finds between sets.
    """
    villages = gains.shape[1]
    means = gains.mean(axis=1)
    centre = means.mean(axis=0)
    luck = gains - means[:, None]
    within = np.einsum("svd,sve->de", luck, luck) / (gains.shape[0] * (villages - 1))
    seen = np.atleast_2d(np.cov(means.T))
    between = seen - within / villages
    # in directions in which the means vary at all: a root of what is between sets over a root of what is seen
    sizes, axes = np.linalg.eigh(seen)
    there = sizes > 1e-12 * sizes.max(initial=0.0)
    root = axes[:, there] * np.sqrt(sizes[there])
    back = axes[:, there] / np.sqrt(sizes[there])
    shares, turns = np.linalg.eigh(back.T @ between @ back)
    kept = turns * np.sqrt(np.clip(shares, 0.0, None)) @ turns.T
    found: np.ndarray = centre + (means - centre) @ back @ kept @ root.T
    return found


def perfect(gains: np.ndarray, seed: int) -> Perfect:
    """Return what knowing the set of a village would be worth (see :class:`Perfect`).

    Parameters
    ----------
    gains : ndarray of float, shape (sets, villages, decisions)
        At least two villages.
    seed : int
        Of the study: names the draws.
    """
    sets, villages, decisions = gains.shape
    truth = luck_removed(gains)
    by_set, changes = _won(truth)
    again = [_won(luck_removed(gains[_picked(seed, number, sets)]))[0].mean() for number in range(RESAMPLED)]
    loose = gains.reshape(-1, decisions)
    luck = [
        _won(luck_removed(loose[_order(seed, number, len(loose))].reshape(gains.shape)))[0].mean()
        for number in range(RESAMPLED)
    ]
    half = villages // 2
    parts = (gains[:, :half].mean(axis=1), gains[:, half:].mean(axis=1))
    return Perfect(
        value=float(by_set.mean()),
        error=float(np.std(again, ddof=1)),
        least=float(np.mean([_judged(*parts), _judged(*parts[::-1])])),
        most=float(_won(gains.mean(axis=1))[0].mean()),
        floor=float(np.quantile(luck, SURE)),
        changes=changes,
        best=truth.argmax(axis=1),
    )


def pilot(gains: np.ndarray, villages: int, seed: int) -> Known:
    """Return what a pilot of so many villages tells: what each decision gains over the first, on average.

    In each set :data:`PILOTS` pilots are simulated: what the set gains, and the luck of so many villages,
    drawn from that of all simulated villages. A pilot of more villages holds those of one of fewer.

    Parameters
    ----------
    gains : ndarray of float, shape (sets, villages, decisions)
    villages : int
        Of the pilot; each decision is tried in every one of them.
    seed : int
        Of the study: names the draws.
    """
    sets, each, decisions = gains.shape
    truth = luck_removed(gains)
    luck = (gains - gains.mean(axis=1, keepdims=True)) * np.sqrt(each / (each - 1))
    loose = luck.reshape(-1, decisions)
    rows = np.arange(sets * PILOTS)
    total = np.zeros((rows.size, decisions))
    for number in range(villages):
        drawn = uniforms(seed, _PILOT, PROCESS, rows, number)
        total += loose[(drawn * len(loose)).astype(np.int64)]
    numbers = rows // PILOTS
    seen = truth[numbers] + total / villages
    return Known(straight(seen[:, 1:] - seen[:, :1]), truth[numbers], numbers)


def _won(by_set: np.ndarray) -> tuple[np.ndarray, float]:
    """Return what choosing in each set gains over the one best choice, and how often it is another."""
    best = int(by_set.mean(axis=0).argmax())
    return by_set.max(axis=1) - by_set[:, best], float((by_set.max(axis=1) > by_set[:, best]).mean())


def _judged(chosen_by: np.ndarray, judged_by: np.ndarray) -> float:
    """Return what is gained where some villages of a set choose and others judge."""
    best = int((chosen_by + judged_by).mean(axis=0).argmax())
    chosen = chosen_by.argmax(axis=1)
    return float((judged_by[np.arange(len(chosen)), chosen] - judged_by[:, best]).mean())


def _picked(seed: int, number: int, sets: int) -> np.ndarray:
    drawn = uniforms(seed, _ERROR, PROCESS, np.arange(sets), number)
    picked: np.ndarray = (drawn * sets).astype(np.int64)
    return picked


def _order(seed: int, number: int, count: int) -> np.ndarray:
    return np.argsort(uniforms(seed, _FLOOR, PROCESS, np.arange(count), number), kind="stable")
