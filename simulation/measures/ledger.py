"""The trust ledger: where evidence came from and where it went this week."""

import numpy as np

from simulation.compiled import borrowing
from simulation.measures.relations import EVIDENCE, Relations

WIDTH = 24


@borrowing
def measure_ledger(relations: Relations, ledger: np.ndarray, out: np.ndarray) -> None:
    """Fill the stock of evidence and its changes by source, per owner, good less bad.

    Parameters
    ----------
    relations : Relations
        What all acquaintances come to.
    ledger : ndarray of float, shape (11, 2, 2)
        Changes of the week (see ``VillageState``).
    out : ndarray of float, shape (WIDTH,)
    """
    number = relations.in_others.size
    for side in range(2):
        out[side] = relations.sums[side, EVIDENCE] / number
        for source in range(ledger.shape[0]):
            out[2 + 2 * source + side] = (ledger[source, side, 0] - ledger[source, side, 1]) / number
