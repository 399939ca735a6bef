"""Shapley values and interactions as weights of the worth of all coalitions.

The Shapley value of a player is its mean contribution over all orders in which the players could join
(Shapley 1953); the interaction of two is what they reach together beyond what each reaches alone, averaged
over who else is there (Grabisch & Roubens 1999).
"""

from itertools import combinations
from math import comb

import numpy as np


def shapley_weights(players: int) -> np.ndarray:
    """Return the matrix that turns the worth of all coalitions into Shapley values.

    Coalition number ``c`` holds player ``i`` if bit ``i`` of ``c`` is set.

    Returns
    -------
    ndarray of float, shape (players, 2**players)
    """
    weights = np.zeros((players, 2**players))
    for coalition in range(2**players):
        size = coalition.bit_count()
        for player in range(players):
            if coalition >> player & 1:
                weights[player, coalition] = 1 / (players * comb(players - 1, size - 1))
            else:
                weights[player, coalition] = -1 / (players * comb(players - 1, size))
    return weights


def interaction_weights(players: int) -> np.ndarray:
    """Return the matrix that turns the worth of all coalitions into pairwise Shapley interactions.

    Returns
    -------
    ndarray of float, shape (pairs, 2**players)
        Pairs in the order of ``itertools.combinations``.
    """
    pairs = list(combinations(range(players), 2))
    weights = np.zeros((len(pairs), 2**players))
    for place, (one, two) in enumerate(pairs):
        for coalition in range(2**players):
            held = (coalition >> one & 1) + (coalition >> two & 1)
            others = coalition.bit_count() - held
            sign = -1 if held == 1 else 1
            weights[place, coalition] = sign / ((players - 1) * comb(players - 2, others))
    return weights
