"""Randomisation inference: how the estimate would lie if another draw had given the programme (Fisher 1935).

It rests on the draw alone and on no distribution of outcomes (Gail et al. 1996,
doi:10.1002/(SICI)1097-0258(19960615)15:11<1069::AID-SIM220>3.0.CO;2-Q).
"""

from itertools import combinations
from math import comb

import numpy as np

from simulation.analysis.draw_rows import uniforms
from simulation.questions.trial.ancova import ancova

EXACT = 2000
"""Allocations up to which all are looked at; of more, so many are drawn."""


def allocations(villages: int, treated: int, key: int) -> np.ndarray:
    """Return allocations of the programme: all of them, or drawn ones.

    Parameters
    ----------
    villages, treated : int
        How many, and how many of them with the programme.
    key : int
        Names the draws.

    Returns
    -------
    ndarray of bool, shape (allocations, villages)
    """
    if comb(villages, treated) <= EXACT:
        chosen = np.array(list(combinations(range(villages), treated)))
    else:
        drawn = uniforms(key, EXACT * villages).reshape(EXACT, villages)
        chosen = np.argsort(drawn, axis=1)[:, :treated]
    found = np.zeros((len(chosen), villages), dtype=bool)
    np.put_along_axis(found, chosen, True, axis=1)
    return found


def randomisation_p(before: np.ndarray, after: np.ndarray, treated: np.ndarray, others: np.ndarray) -> float:
    """Return the share of allocations whose adjusted effect is as far from 0, or further.

    Parameters
    ----------
    before, after : ndarray of float, shape (villages,)
        Means of one trial.
    treated : ndarray of bool, shape (villages,)
        As it was drawn.
    others : ndarray of bool, shape (allocations, villages)
        From :func:`allocations`. Drawn ones are counted together with the true one, so that p is valid.
    """
    every = ancova(np.broadcast_to(before, others.shape), np.broadcast_to(after, others.shape), others)
    seen = float(ancova(before[None], after[None], treated).effect[0])
    beyond = np.abs(every.effect) >= abs(seen) * (1 - 1e-9)
    if (others == treated).all(axis=1).any() and comb(treated.size, int(treated.sum())) == len(others):
        return float(beyond.mean())
    return float((beyond.sum() + 1) / (len(others) + 1))
