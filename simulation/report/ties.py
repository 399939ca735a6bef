"""The ties of a village as a list, for pictures of its network."""

import numpy as np

from simulation.compiled import Record, compiled
from simulation.model.engine import Engine
from simulation.model.rules.trust import belief, trust
from simulation.model.state import VillageState

TIE = np.dtype([("one", "i4"), ("other", "i4"), ("strength", "f8"), ("trust", "f8"), ("back", "f8")])
"""Owners of a tie, the lower index first; its strength; trust of one in the other, and back."""


def ties_of(engine: Engine) -> np.ndarray:
    """Return the ties as they stand, ordered by owners.

    Returns
    -------
    ndarray of TIE
    """
    state = engine.state
    found = np.zeros(int(state.owners["acquaintances"].sum()), TIE)
    return found[: _list(state, engine.record, found)]


@compiled
def _list(state: VillageState, b: Record, found: np.ndarray) -> int:
    count = 0
    for i in range(state.owners.size):
        begin = count
        for slot in range(state.owners[i].acquaintances):
            known = state.circle[i, slot]
            j = known.partner
            if j < i or known.tie <= b.tie_minimum:
                continue
            # both sides keep each other
            for back in range(state.owners[j].acquaintances):
                kept = state.circle[j, back]
                if kept.partner == i:
                    place = count
                    while place > begin and found[place - 1].other > j:
                        found[place] = found[place - 1]
                        place -= 1
                    found[place].one = i
                    found[place].other = j
                    found[place].strength = known.tie
                    found[place].trust = trust(
                        known.good, known.bad, belief(state, b, i, known.group), b.prior_weight
                    )
                    found[place].back = trust(
                        kept.good, kept.bad, belief(state, b, j, kept.group), b.prior_weight
                    )
                    count += 1
    return count
