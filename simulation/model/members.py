"""Who belongs to which group, and how often each owner is met: kept ready for the choice of a partner."""

import numpy as np

from simulation.compiled import borrowing


@borrowing
def count_members(
    owners: np.ndarray,
    groups: np.ndarray,
    sizes: np.ndarray,
    met: np.ndarray,
    members: np.ndarray,
    members_met: np.ndarray,
) -> None:
    """Fill what follows from the groups and the sociability of all owners.

    Parameters
    ----------
    owners : ndarray of OWNER, shape (N,)
    groups : ndarray of int, shape (N,)
        Group of each owner; filled.
    sizes : ndarray of int, shape (groups,)
        Owners of each group; filled.
    met : ndarray of float, shape (N + 1,)
        Sociability of all owners before each one; filled.
    members : ndarray of int, shape (N,)
        Owners by group, in each group ascending; filled.
    members_met : ndarray of float, shape (N + 1,)
        Sociability of all before each one in ``members``; filled.
    """
    number = owners.shape[0]
    sizes[:] = 0
    met[0] = members_met[0] = 0.0
    for i in range(number):
        groups[i] = owners[i].group
        sizes[groups[i]] += 1
        met[i + 1] = met[i] + owners[i].sociability
    place = 0
    for group in range(sizes.size):
        for i in range(number):
            if groups[i] == group:
                members[place] = i
                members_met[place + 1] = members_met[place] + owners[i].sociability
                place += 1


@borrowing
def place_at(met: np.ndarray, first: int, last: int, without: int, u: float) -> int:
    """Return the place at quantile ``u`` of the sociability of some places.

    Parameters
    ----------
    met : ndarray of float
        Sociability of all before each place.
    first, last : int
        The places are ``first`` to ``last - 1``.
    without : int
        One of them, which is left out.
    u : float
        In [0, 1).

    Returns
    -------
    int
        The place, or -1 if there is no other.
    """
    own = met[without + 1] - met[without]
    sought = met[first] + u * (met[last] - met[first] - own)
    left = last - first
    if left < 2:
        return -1
    # past the one left out, and short of it should the sum round to the end
    sought += own if sought >= met[without] else 0.0
    place = first
    while left > 1:
        half = left // 2
        # which side it is can't be foreseen
        place += half if met[place + half] <= sought else 0
        left -= half
    return place if place != without else without - 1
