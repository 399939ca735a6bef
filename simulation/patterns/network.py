"""Patterns of the network: how unequal, how lasting and how divided ties are (P15 to P19)."""

import numpy as np


def variation(values: np.ndarray) -> float:
    """Return the coefficient of variation: standard deviation of all over their mean; NaN of a mean of 0."""
    mean = float(values.mean())
    return float(values.std()) / mean if mean > 0 else float("nan")


def survival(before: np.ndarray, after: np.ndarray, same: np.ndarray) -> float:
    """Return the share of ties that are ties later, too.

    Parameters
    ----------
    before, after : ndarray of bool, shape (N, N)
        Ties at both times.
    same : ndarray of bool, shape (N,)
        Who is the same person at both times; other pairs do not count, as in a panel of survivors.
    """
    panel = before & np.outer(same, same)
    return float(after[panel].mean()) if panel.any() else float("nan")


def persistence(before: np.ndarray, after: np.ndarray, same: np.ndarray) -> float:
    """Return Pearson's r of the degree at two times, over the same persons.

    Parameters are those of :func:`survival`. Ties with persons who are not the same at both times are
    counted as far as they are there: a panel knows them at each time as well.
    """
    one, two = before.sum(axis=1)[same], after.sum(axis=1)[same]
    if one.size < 2 or one.std() == 0 or two.std() == 0:
        return float("nan")
    return float(np.corrcoef(one, two)[0, 1])


def inbreeding(ties: np.ndarray, members: np.ndarray) -> float:
    """Return the inbreeding homophily of a group (Coleman 1958): (H - w) / (1 - w).

    Parameters
    ----------
    ties : ndarray of bool, shape (N, N)
    members : ndarray of bool, shape (N,)
        Who is in the group. H is the share of the group's ends of ties that stay in it, w its share of the
        village (Currarini, Jackson & Pin 2009).
    """
    ends = ties[members]
    share = float(members.mean())
    if not ends.any() or share == 1:
        return float("nan")
    return (float(ends[:, members].sum() / ends.sum()) - share) / (1 - share)


def size_slope(shares: np.ndarray, degrees: np.ndarray, usual: float) -> float:
    """Return the slope of a group's mean degree on its share of the village, over the usual degree.

    Parameters
    ----------
    shares, degrees : ndarray of float, shape (groups,)
        Share of each group and mean degree of its members. The slope is that of least squares, every
        group counting the same.
    usual : float
        Mean degree of all owners, whatever their group.
    """
    if shares.size < 2:
        return float("nan")
    centred = shares - shares.mean()
    return float(centred @ degrees / (centred @ centred)) / usual if usual > 0 else float("nan")
