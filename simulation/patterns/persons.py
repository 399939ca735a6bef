"""Patterns of persons: how much they differ in contacts, beliefs and income (P20, P21, P24)."""

import numpy as np

from simulation.measures.economy import gini


def contacts(events: np.ndarray, number: int) -> np.ndarray:
    """Return in how many meetings each owner took part, whoever began them, of shape (number,).

    Parameters
    ----------
    events : ndarray of EVENT
        What happened; meetings are those in which somebody acted.
    number : int
        Owners.
    """
    meetings = events[events["initiator_cooperated"] >= 0]
    both = np.concatenate([meetings["initiator"], meetings["partner"]])
    return np.bincount(both, minlength=number)


def belief_gap(believed: np.ndarray, groups: np.ndarray) -> float:
    """Return the belief in the own group less that in the others, in standard deviations of persons.

    As a survey has it that asks everybody for the trust in people of the own and of other groups: the
    difference of both means, over the root of the mean of the variances of both answers.

    Parameters
    ----------
    believed : ndarray of float, shape (N, groups)
    groups : ndarray of int, shape (N,)
        Group of each owner; an answer on the others is the mean over all owners of other groups.
    """
    sizes = np.bincount(groups, minlength=believed.shape[1])
    own = believed[np.arange(groups.size), groups]
    others = groups.size - sizes[groups]
    if not others.all():
        return float("nan")
    other = (believed @ sizes - own * sizes[groups]) / others
    spread = np.sqrt((own.var(ddof=1) + other.var(ddof=1)) / 2)
    return float((own.mean() - other.mean()) / spread) if spread > 0 else float("nan")


def inequality(incomes: np.ndarray) -> float:
    """Return the Gini coefficient of incomes above 0."""
    return float(gini(np.asarray(incomes, dtype=np.float64)))
