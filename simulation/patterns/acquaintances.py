"""Who knows whom, what they think of each other and what they earn by it, as matrices and rows of owners."""

from typing import NamedTuple

import numpy as np

from simulation.model.state import VillageState
from simulation.parameters import Behaviour


class Acquaintances(NamedTuple):
    """All acquaintances of a village; row i holds those of owner i, zero where there is none.

    Attributes
    ----------
    known : ndarray of bool, shape (N, N)
        Whether two keep each other in mind.
    good, bad : ndarray of float, shape (N, N)
        Evidence of i about j.
    strength : ndarray of float, shape (N, N)
        Of their tie.
    """

    known: np.ndarray
    good: np.ndarray
    bad: np.ndarray
    strength: np.ndarray

    @classmethod
    def of(cls, state: VillageState) -> "Acquaintances":
        """Return the acquaintances of a village as they stand."""
        number, room = state.circle.shape
        owners, slots = np.nonzero(np.arange(room) < state.owners["acquaintances"][:, None])
        there = state.circle[owners, slots]
        known = np.zeros((number, number), dtype=np.bool_)
        known[owners, there["partner"]] = True
        parts = []
        for field in ("good", "bad", "tie"):
            parts.append(np.zeros((number, number)))
            parts[-1][owners, there["partner"]] = there[field]
        return cls(known, *parts)

    def ties(self, behaviour: Behaviour) -> np.ndarray:
        """Return which of them are ties, of shape (N, N)."""
        return self.strength > behaviour.tie_minimum


def beliefs(state: VillageState, behaviour: Behaviour) -> np.ndarray:
    """Return what each owner believes of each group, of shape (N, groups), in [0, 1]."""
    held = state.beliefs
    prior = behaviour.belief_weight * held["prior"]
    believed: np.ndarray = (prior + held["good"]) / (behaviour.belief_weight + held["good"] + held["bad"])
    return believed


def trusts(state: VillageState, behaviour: Behaviour, there: Acquaintances) -> np.ndarray:
    """Return the trust of each owner in each, of shape (N, N); the diagonal means nothing."""
    weight = behaviour.prior_weight
    believed = beliefs(state, behaviour)[:, state.owners["group"]]
    trust: np.ndarray = (there.good + weight * believed) / (there.good + there.bad + weight)
    return trust


def stayed(owners: np.ndarray, week: int) -> np.ndarray:
    """Return of each place whether its owner was there at the end of a week already, of shape (N,)."""
    there: np.ndarray = owners["arrived"] <= week
    return there
