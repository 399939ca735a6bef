"""What knowing something would be worth before a choice: regression instead of nested simulation.

A choice is learnt from what is known: what each decision gains over the first is regressed on it (Strong,
Oakley & Brennan 2014, doi:10.1177/0272989X13505910; on a summary of data not yet collected: Strong, Oakley,
Brennan & Breeze 2015, doi:10.1177/0272989X15575286), in sets that are not the ones it is judged in
(cross-fitting). There the chosen decision is compared with the one that is best over all sets. What is
counted is what the decisions really gained, not what was predicted: fitting noise therefore loses, and cannot
look like a value. For the same reason the value is a little too low rather than too high, most so where
decisions are about equally good.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
from scipy.stats import rankdata

from simulation.model.draws import activity_process, uniforms

PROCESS = activity_process("kampung value")
"""Names its draws: no activity of a village has this name."""
FOLDS = 10
"""Shares of the sets; each is judged by what the others teach."""
FEWEST_SETS = 20
"""Sets below which nothing can be learnt from most and judged in the others."""
SURE = 0.95
"""Chance that the best of a family of things that mean nothing stays below its floor."""
SHUFFLED = 2_000
"""Values of meaningless things that a floor rests on, over the whole family."""
FEWEST_SHUFFLES = 20
RESAMPLED = 50
"""Draws of the sets with replacement that an error rests on."""
BATCH = 4_000
"""Regressions at once."""
PENALTIES = tuple(10.0**power for power in range(-2, 5))
KNOTS = 4
_ERROR = -4
"""Names the draws of errors."""


class Known(NamedTuple):
    """Something that may be known, in each of some villages.

    Attributes
    ----------
    features : ndarray of float, shape (rows, features)
        What is known, as a regression takes it: see :func:`curved` and :func:`straight`.
    gains : ndarray of float, shape (rows, decisions)
        What each decision gains there.
    sets : ndarray of int, shape (rows,)
        To which set a row belongs, from 0; rows of one set stand together, as many for each.
    """

    features: np.ndarray
    gains: np.ndarray
    sets: np.ndarray


class Worth(NamedTuple):
    """What knowing something is worth.

    Attributes
    ----------
    value : float
        Mean gain over choosing without it, in the unit of the gains.
    error : float
        Its standard error: sets drawn with replacement, and all learnt anew. What is chosen may change with
        them, without knowing anything too, so that the scatter of gains over sets alone would say too little.
    changes : float
        Share of the rows in which another decision is chosen.
    by_set : ndarray of float, shape (sets,)
        The gain in each set.
    """

    value: float
    error: float
    changes: float
    by_set: np.ndarray


def curved(values: np.ndarray) -> np.ndarray:
    """Return features for a smooth curve over one quantity: a straight line in its ranks, and splines.

    Parameters
    ----------
    values : ndarray of float, shape (rows,)
    """
    from sklearn.preprocessing import SplineTransformer  # noqa: PLC0415 - an extra that takes seconds to load

    places = (rankdata(values) - 0.5) / values.size
    ends = np.linspace(0.0, 1.0, KNOTS)[:, None]
    splines = SplineTransformer(knots=ends, degree=3, include_bias=False).fit_transform(places[:, None])
    return np.column_stack([np.sqrt(12.0) * (places - 0.5), splines])


def straight(values: np.ndarray) -> np.ndarray:
    """Return features for straight lines over several quantities: each in its own standard deviations.

    Parameters
    ----------
    values : ndarray of float, shape (rows, quantities)
        Those that do not vary are left out.
    """
    spread = values.std(axis=0)
    there = spread > 1e-12 * np.abs(values).max(initial=0.0)
    found: np.ndarray = (values[:, there] - values[:, there].mean(axis=0)) / spread[there]
    return found


def worth(known: Known, seed: int) -> Worth:
    """Return what knowing something is worth; the seed of the study names the draws of its error."""
    won, other = _won(known, known.gains[:, :, None])
    by_set = _by_set(won, known.sets)[:, 0]
    error = float(np.std(_resampled(known, seed), ddof=1))
    return Worth(float(by_set.mean()), error, float(other.mean()), by_set)


def is_worth(found: Worth, floor: float) -> bool:
    """Tell whether something is worth more than luck: more than its floor and than its standard error."""
    return found.value > floor and found.value > found.error


def noise_floor(family: Mapping[str, Known], seed: int) -> float:
    """Return what the best of a family would seem worth in 5 % of the cases, if all of it meant nothing.

    What the decisions gain is dealt out anew among the sets, whole sets at a time, so that nothing known goes
    with it.

    Parameters
    ----------
    family : mapping of str to Known
        All that is compared with each other.
    seed : int
        Of the study: names the draws.
    """
    if not family:
        return 0.0
    each = max(FEWEST_SHUFFLES, SHUFFLED // len(family))
    found: list[float] = []
    for number, known in enumerate(family.values()):
        sets = int(known.sets.max()) + 1
        rows = known.sets.size // sets
        decisions = known.gains.shape[1]
        blocks = known.gains.reshape(sets, rows, decisions)
        lot = max(1, BATCH // decisions)
        for first in range(0, each, lot):
            orders = [
                np.argsort(uniforms(seed, number, PROCESS, np.arange(sets), 1 + first + place), kind="stable")
                for place in range(min(lot, each - first))
            ]
            shuffled = np.stack([blocks[order].reshape(-1, decisions) for order in orders], axis=2)
            found += _by_set(_won(known, shuffled)[0], known.sets).mean(axis=0).tolist()
    # of so many independent ones the largest stays below this with the chance SURE
    return max(0.0, float(np.quantile(found, SURE ** (1 / len(family)))))


def _resampled(known: Known, seed: int) -> np.ndarray:
    """Return the value in sets drawn with replacement, shape (draws,): each counts as often as it was drawn.

    Ridge regressions with these weights, all draws at once; penalties are those of the sets as they are.
    """
    sets, decisions = int(known.sets.max()) + 1, known.gains.shape[1]
    drawn = [uniforms(seed, _ERROR, PROCESS, np.arange(sets), number) for number in range(RESAMPLED)]
    counts = np.stack([np.bincount((one * sets).astype(np.int64), minlength=sets) for one in drawn])
    weights = counts[:, known.sets].astype(float)
    over_first = known.gains[:, 1:] - known.gains[:, :1]
    best = _best(weights @ over_first / weights.sum(axis=1, keepdims=True), decisions, 1)
    won = np.zeros(weights.shape)
    for out, taught in _shares(known.sets):
        features, aims, counted = known.features[taught], over_first[taught], weights[:, taught]
        penalties = np.broadcast_to(_taught(features, aims).alpha_, aims.shape[1])
        total = counted.sum(axis=1)
        middle, level = counted @ features / total[:, None], counted @ aims / total[:, None]
        products = np.einsum("bi,ip,iq->bpq", counted, features, features, optimize=True)
        products -= np.einsum("b,bp,bq->bpq", total, middle, middle)
        along = np.einsum("bi,ip,it->btp", counted, features, aims, optimize=True)
        along -= np.einsum("b,bp,bt->btp", total, middle, level)
        shrunk = products[:, None] + penalties[:, None, None] * np.eye(features.shape[1])
        slopes = np.linalg.solve(shrunk, along[..., None])[..., 0]
        from_middle = known.features[out] - middle[:, None]
        told = level[:, None] + np.einsum("bop,btp->bot", from_middle, slopes)
        chosen = _best(told, decisions, 1)[..., 0]
        here, rows = known.gains[out], np.arange(int(out.sum()))
        won[:, out] = here[rows, chosen] - here[rows, best]
    found: np.ndarray = (won * weights).sum(axis=1) / weights.sum(axis=1)
    return found


def _won(known: Known, gains: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what knowledge gains in each row, for several tables of gains, and where it changes the choice.

    Parameters
    ----------
    known : Known
    gains : ndarray of float, shape (rows, decisions, tables)

    Returns
    -------
    ndarray of float and ndarray of bool, shape (rows, tables)
    """
    rows, decisions, tables = gains.shape
    over_first = (gains[:, 1:] - gains[:, :1]).reshape(rows, -1)
    best = _best(over_first.mean(axis=0), decisions, tables)
    won = np.zeros((rows, tables))
    other = np.zeros((rows, tables), dtype=bool)
    for out, taught in _shares(known.sets):
        model = _taught(known.features[taught], over_first[taught])
        told = model.predict(known.features[out]).reshape(int(out.sum()), -1)
        chosen = _best(told, decisions, tables)
        without = np.broadcast_to(best, chosen.shape)
        taken, kept = (
            np.take_along_axis(gains[out], choice[:, None, :], axis=1)[:, 0] for choice in (chosen, without)
        )
        won[out], other[out] = taken - kept, chosen != without
    return won, other


def _shares(sets: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield which rows are judged and which teach, share by share of the sets."""
    fold = sets % FOLDS
    for held in range(FOLDS):
        yield fold == held, fold != held


def _taught(features: np.ndarray, aims: np.ndarray) -> Any:
    """Return ridge regressions, each with the penalty that leaving out one row at a time finds best."""
    from sklearn import config_context  # noqa: PLC0415 - see above
    from sklearn.linear_model import RidgeCV  # noqa: PLC0415

    # thousands of small regressions: looking at their arguments would take longer than they do
    with config_context(assume_finite=True, skip_parameter_validation=True):
        return RidgeCV(alphas=PENALTIES, alpha_per_target=True).fit(features, aims)


def _best(over_first: np.ndarray, decisions: int, tables: int) -> np.ndarray:
    """Return the number of the best decision, from what each but the first gains over it."""
    gains = over_first.reshape(*over_first.shape[:-1], decisions - 1, tables)
    best: np.ndarray = np.concatenate([np.zeros_like(gains[..., :1, :]), gains], axis=-2).argmax(axis=-2)
    return best


def _by_set(won: np.ndarray, sets: np.ndarray) -> np.ndarray:
    """Return the mean over the rows of each set, shape (sets, tables)."""
    number = int(sets.max()) + 1
    found: np.ndarray = won.reshape(number, -1, won.shape[1]).mean(axis=1)
    return found
