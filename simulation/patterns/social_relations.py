"""The social relations model (Warner, Kenny & Stoto 1979) where not everybody judges everybody (P22).

A judgement of i about j is the mean of its cell (group of i, group of j), plus an effect of the judge i, one
of the judged j, and a relationship. The two effects of one person may go together, as may the two
relationships of a pair. Five quadratic forms of the judgements, cell means removed, are set equal to what
they are expected to be (MINQUE with equal weights, Rao 1971): the estimates are unbiased whoever judges
whom, and where everybody judges everybody they are those of the classical analysis of variance.
"""

from typing import NamedTuple

import numpy as np


class Variances(NamedTuple):
    """Components of the variance of judgements; as unbiased estimates they may be below 0.

    Attributes
    ----------
    judge, judged : float
        Of the effects of a person on all judgements given, and on all received.
    relationship : float
        Of what is left, errors included.
    """

    judge: float
    judged: float
    relationship: float

    @property
    def judged_share(self) -> float:
        """Share of the judged in all variance."""
        total = self.judge + self.judged + self.relationship
        return self.judged / total if total > 0 else float("nan")


def variances(judgements: np.ndarray, pairs: np.ndarray, groups: np.ndarray) -> Variances:
    """Return the components of the variance of judgements.

    Parameters
    ----------
    judgements : ndarray of float, shape (N, N)
        Of i about j.
    pairs : ndarray of bool, shape (N, N)
        Who judges whom: both sides or none, and nobody himself.
    groups : ndarray of int, shape (N,)

    Returns
    -------
    Variances
        NaN where there are too few judgements to tell the components apart.
    """
    member = np.eye(groups.max() + 1)[groups]
    judged = pairs @ member  # by i of each group, and as many of each group judge i
    cells = member.T @ judged
    with np.errstate(invalid="ignore"):
        means = (member.T @ np.where(pairs, judgements, 0.0) @ member) / cells
    rest = np.where(pairs, judgements - means[np.ix_(groups, groups)], 0.0)
    given, received = rest.sum(axis=1), rest.sum(axis=0)
    forms = [
        given @ given,
        received @ received,
        2 * (given @ received),
        np.sum(rest**2),
        np.sum(rest * rest.T),
    ]
    expected = _expected(pairs, groups, judged, cells)
    if np.linalg.matrix_rank(expected) < len(forms):
        return Variances(*[float("nan")] * 3)
    found = np.linalg.solve(expected, forms)
    return Variances(float(found[0]), float(found[1]), float(found[3]))


def _expected(pairs: np.ndarray, groups: np.ndarray, judged: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """Return what a unit of each component adds to each form, of shape (5, 5).

    Components: judge, judged, covariance of the two, relationship, covariance of both relationships of a
    pair. With Z the indicators of judges, Y those of the judged and M the removal of cell means, ``alike``
    is Z'MZ = Y'MY and ``across`` is Z'MY: who judges is judged, so both are symmetric.
    """
    counts = judged[:, groups]
    per_cell = np.maximum(cells, 1)
    same = groups[:, None] == groups
    alike = np.diag(pairs.sum(axis=1)) - same * ((judged / per_cell[groups]) @ judged.T)
    across = pairs - counts * counts.T / per_cell[np.ix_(groups, groups)]
    own, cross = np.sum(alike**2), np.sum(across**2)
    mixed = 2 * np.sum(alike * across)
    s, r = np.trace(alike), np.trace(across)
    free = pairs.sum() - np.count_nonzero(cells)
    inside = np.count_nonzero(np.diag(cells))
    return np.array(
        [
            [own, cross, mixed, s, r],
            [cross, own, mixed, s, r],
            [mixed, mixed, 2 * (own + cross), 2 * r, 2 * s],
            [s, s, 2 * r, free, -inside],
            [r, r, 2 * s, -inside, free],
        ]
    )
