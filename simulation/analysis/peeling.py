"""PRIM: peel away what does not fail until a box is left in which most does (Friedman & Fisher 1999).

The peeling is that of ema-workbench. Which box of its trajectory is taken, and which of its restrictions
are kept, is decided by rules instead of by eye; see :func:`find_box`.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import ks_2samp

from simulation.analysis.box import Box, Score, box_of
from simulation.analysis.workbench import prim_of

PEELS = (0.05, 0.10, 0.20)
"""Shares of the villages that one step peels away. Small steps find sharp edges, but stop where by luck no
single one helps; in noise larger ones go on."""
SMALLEST = 0.02
"""Share of the villages that a box must hold."""
DIFFERING = 0.05
"""Chance of peeling a parameter that has nothing to do with failing."""
LEVEL = 0.05
"""Chance of keeping any restriction where there is none to find."""


class Peeled(NamedTuple):
    """What a search found.

    Attributes
    ----------
    box : Box
        The box taken; without any side where nothing stood the tests.
    trajectory : list of Box
        From all villages to the smallest box, as PRIM peeled them in steps of the size that found it.
    chosen : int
        The place in the trajectory from which the box was taken.
    """

    box: Box
    trajectory: list[Box]
    chosen: int


def find_box(x: pd.DataFrame, failed: np.ndarray) -> Peeled:
    """Return the box that tells most about where failures lie.

    Only parameters that differ at all between villages that fail and others are peeled (:func:`differing`):
    among dozens of idle ones PRIM follows luck. It peels in steps of several sizes, and each box of each
    trajectory loses the restrictions that chance explains (:func:`pruned`). Of what is left the box is
    taken whose inside and outside tell most about which villages fail (information, as a tree weighs its
    splits; for a box with sharp edges it is greatest at these edges); of equals the one of fewest sides.

    Parameters
    ----------
    x : DataFrame, shape (villages, parameters)
        Parameters; those that do not vary are left out.
    failed : ndarray of bool, shape (villages,)
        Some, but not all.
    """
    # the first look takes away no test: each side of every parameter could have become one
    level = LEVEL / (2 * x.shape[1])
    kept = x[differing(x, failed)]
    found = [_best(peel(kept, failed, share), x, failed, level) for share in PEELS]
    return max(found, key=lambda peeled: _worth(peeled.box, x, failed))


def _best(trajectory: list[Box], x: pd.DataFrame, failed: np.ndarray, level: float) -> Peeled:
    candidates = [pruned(box, x, failed, level) for box in trajectory]
    worth = [_worth(box, x, failed) for box in candidates]
    chosen = worth.index(max(worth))
    return Peeled(candidates[chosen], trajectory, chosen)


def _worth(box: Box, x: pd.DataFrame, failed: np.ndarray) -> tuple[float, int]:
    return round(Score.of(box.inside(x), failed).information, 12), -len(box.sides)


def differing(x: pd.DataFrame, failed: np.ndarray) -> list[str]:
    """Return the parameters whose values differ between failures and others (Kolmogorov & Smirnov)."""
    found = []
    for name in x.columns:
        values = x[name].to_numpy()
        if ks_2samp(values[failed], values[~failed], method="asymp").pvalue <= DIFFERING:
            found.append(str(name))
    return found


def peel(x: pd.DataFrame, failed: np.ndarray, share: float) -> list[Box]:
    """Return the peeling trajectory of PRIM, from all villages to the smallest box.

    Parameters
    ----------
    x, failed
        As in :func:`find_box`.
    share : float
        Of the villages, that one step peels away.
    """
    if x.empty:
        return [Box()]
    prim = prim_of(
        # as numbers with a fraction: pasting would write a fraction into a column of whole ones
        x.astype(float),
        failed.astype(int),
        # counts a one as a failure, and takes any box: which one is good enough is decided by find_box
        threshold=1e-9,
        peel_alpha=share,
        mass_min=SMALLEST,
    )
    limits = prim.find_box().box_lims
    return [box_of(each, limits[0]) for each in limits]


def pruned(box: Box, x: pd.DataFrame, failed: np.ndarray, level: float) -> Box:
    """Return a box without the restrictions whose quasi-p value is above a level.

    The least certain one is dropped first, and the others are tested anew.
    """
    while box.sides:
        found = box.quasi_p(x, failed)
        worst = max(found, key=lambda side: found[side])
        if found[worst] <= level:
            break
        box = box.without(worst)
    return box
