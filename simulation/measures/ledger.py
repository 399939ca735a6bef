"""The trust ledger: where evidence came from and where it went this week."""

import numpy as np

from simulation.compiled import compiled
from simulation.model.state import VillageState

WIDTH = 22


@compiled
def measure_ledger(state: VillageState, out: np.ndarray) -> None:
    """Fill the stock of evidence and its changes by source, per owner, good less bad."""
    number = state.owners.shape[0]
    stock = np.zeros(2)
    for i in range(number):
        for slot in range(state.owners[i].acquaintances):
            known = state.circle[i, slot]
            side = 0 if known.group == state.owners[i].group else 1
            stock[side] += known.good - known.bad
    for side in range(2):
        out[side] = stock[side] / number
        for source in range(state.ledger.shape[0]):
            change = state.ledger[source, side, 0] - state.ledger[source, side, 1]
            out[2 + 2 * source + side] = change / number
