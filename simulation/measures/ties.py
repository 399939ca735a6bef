"""Tie by tie: who is tied with whom, how strongly, and how far each trusts the other."""

import numpy as np

from simulation.compiled import Record, compiled
from simulation.measures.catalogue import Measure
from simulation.model.rules.acquaintance import find
from simulation.model.rules.trust import trust_in
from simulation.model.state import VillageState, rules_of

TIE = np.dtype(
    [("owner", "i4"), ("partner", "i4"), ("strength", "f8"), ("trust", "f8"), ("trust_back", "f8")]
)
"""One tie; what it holds: :data:`TIE_COLUMNS`."""
TIE_COLUMNS = (
    Measure("owner", "owner", "pelaku", "number", "row of the first owner, from 0", "ties"),
    Measure("partner", "partner", "mitra", "number", "row of the other one, the higher of both", "ties"),
    Measure("strength", "strength of the tie", "kekuatan relasi", "0-1", "w", "ties"),
    Measure("trust", "trust in the partner", "kepercayaan pada mitra", "0-1", "T of the owner", "ties"),
    Measure("trust_back", "trust of the partner", "kepercayaan dari mitra", "0-1",
            "T of the partner", "ties"),
)  # fmt: skip
"""Columns of a table of ties, in their order."""


def ties_of(state: VillageState, b: Record) -> np.ndarray:
    """Return the ties (w > w_min) as they stand, each pair once, ordered by owner and partner.

    Returns
    -------
    ndarray of TIE
    """
    found = np.zeros(int(state.owners["acquaintances"].sum()), TIE)
    return found[: _list(state, b, found)]


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
            place = count
            while place > begin and found[place - 1].partner > j:
                found[place] = found[place - 1]
                place -= 1
            found[place].owner = i
            found[place].partner = j
            found[place].strength = known.tie
            found[place].trust = trust_in(state, rules_of(state, b, i), i, j, slot)
            found[place].trust_back = trust_in(state, rules_of(state, b, j), j, i, find(state, j, i))
            count += 1
    return count
