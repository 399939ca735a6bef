"""What a network looks like beyond its means: degrees, distances, shared partners, triads.

These are the auxiliary statistics by which ``gof`` of ergm and ``sienaGOF`` of RSiena hold simulated
networks against an observed one (Hunter, Goodreau & Handcock 2008, doi:10.1198/016214507000000446; Lospinoso
& Snijders 2019, doi:10.1177/2059799119884282). Each is a vector of counts, of one length for all networks.
"""

from collections.abc import Mapping

import numpy as np
from scipy.sparse import csr_array, triu
from scipy.sparse.csgraph import shortest_path

DEGREES, DISTANCES, PARTNERS, TRIADS = 60, 12, 30, 3
"""Highest level of each statistic that is counted by itself; what is beyond falls into the last one."""
LEVELS: Mapping[str, int] = {
    "degree": DEGREES + 1,
    "distance": DISTANCES + 1,
    "partners": PARTNERS + 1,
    "triads": TRIADS + 1,
}
"""Length of each statistic."""
CHANGES = ("kept", "gained", "lost")
"""What became of ties between two waves."""


def distributions(ties: np.ndarray) -> dict[str, np.ndarray]:
    """Return the statistics of a network.

    Parameters
    ----------
    ties : ndarray of bool, shape (N, N)
        Symmetric, nothing on the diagonal.

    Returns
    -------
    dict of str to ndarray of int
        ``degree``: owners with 0, 1, ... ties. ``distance``: pairs that are 1, 2, ... ties apart, last those
        without a path between them. ``partners``: ties whose two ends share 0, 1, ... further partners
        (edgewise shared partners). ``triads``: triples of owners with 0, 1, 2 and 3 ties among them. The last
        level of degree and partners, and the last but one of distance, also hold what is beyond.
    """
    number = ties.shape[0]
    graph = csr_array(ties.astype(np.int64))
    degree = ties.sum(axis=1)
    # 1 is added so that a tie whose ends share nobody is not dropped
    shared = triu((graph @ graph).multiply(graph) + graph).data - 1
    apart = shortest_path(graph, unweighted=True)[np.triu_indices(number, 1)]
    reached = np.isfinite(apart)
    distance = np.bincount(np.minimum(apart[reached], DISTANCES).astype(np.int64), minlength=DISTANCES + 1)
    return {
        "degree": np.bincount(np.minimum(degree, DEGREES), minlength=DEGREES + 1),
        "distance": np.append(distance[1:], np.count_nonzero(~reached)),
        "partners": np.bincount(np.minimum(shared, PARTNERS), minlength=PARTNERS + 1),
        "triads": _triads(number, degree, int(shared.sum())),
    }


def _triads(number: int, degree: np.ndarray, shared: int) -> np.ndarray:
    """Return the triples with 0 to 3 ties; every triangle is a shared partner of each of its three ties."""
    three = shared // 3
    two = int((degree * (degree - 1) // 2).sum()) - 3 * three
    one = int(degree.sum()) // 2 * (number - 2) - 2 * two - 3 * three
    none = number * (number - 1) * (number - 2) // 6 - one - two - three
    return np.array([none, one, two, three])


def changes(before: np.ndarray, after: np.ndarray, same: np.ndarray) -> np.ndarray:
    """Return how many ties were kept, gained and lost between two waves.

    Parameters
    ----------
    before, after : ndarray of bool, shape (N, N)
        Symmetric. Place by place.
    same : ndarray of bool, shape (N,)
        Who is the same person at both times: ties of those who left are lost, ties of who came are gained.

    Returns
    -------
    ndarray of int, shape (3,)
        In the order of :data:`CHANGES`.
    """
    kept = np.count_nonzero(np.triu(before & after & np.outer(same, same)))
    return np.array([kept, np.count_nonzero(np.triu(after)) - kept, np.count_nonzero(np.triu(before)) - kept])


def jaccard(change: np.ndarray) -> np.ndarray:
    """Return the Jaccard index of ties kept, gained and lost (last axis): kept over all; NaN without ties."""
    total = change.sum(axis=-1)
    found: np.ndarray = np.divide(
        change[..., 0], total, out=np.full(np.shape(total), np.nan), where=np.asarray(total) > 0
    )
    return found


def columns() -> list[str]:
    """Return the names of all counts, in the order of :func:`row`."""
    return [f"{name}_{level}" for name, length in LEVELS.items() for level in range(length)] + [*CHANGES]


def row(found: Mapping[str, np.ndarray], change: np.ndarray | None) -> np.ndarray:
    """Return the counts of a network as one row; of a first wave, without changes, these are NaN."""
    moved = np.full(len(CHANGES), np.nan) if change is None else change
    return np.concatenate([*(found[name] for name in LEVELS), moved]).astype(float)
