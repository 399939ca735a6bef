"""Retaliation: friends of a victim hold a wrong against the other's whole group (ODD 7.12).

Vicarious retribution, Lickel et al. 2006.
"""

import numpy as np

from simulation.compiled import Record, borrowing, outlined_borrowing
from simulation.mechanisms.mechanism import Mechanism
from simulation.model.rules.acquaintance import is_tie
from simulation.model.rules.hearsay import hear_of_group
from simulation.model.rules.hooks import I_EVIDENCE, I_SAW, J_EVIDENCE, J_SAW
from simulation.model.state import VillageState, rules_of
from simulation.parameters.field import parameter

STRENGTH = 0


@borrowing
def _hold_against(
    state: VillageState, b: Record, strength: float, week: int, victim: int, group: int, bad: float
) -> None:
    own = rules_of(state, b, victim)
    amount = strength * bad * own.generalisation * own.bad_generalisation
    for slot in range(state.owners[victim].acquaintances):
        known = state.circle[victim, slot]
        if known.group == state.owners[victim].group and is_tie(state, b, victim, slot):
            hear_of_group(state, week, known.partner, group, 0.0, amount)


@outlined_borrowing
def retaliate(
    state: VillageState, b: Record, strengths: np.ndarray, traits: np.ndarray,
    seed: int, week: int, i: int, j: int, said: np.ndarray,
) -> None:  # fmt: skip
    """Let the ties that a victim has in its own group count what it saw against the group of the other."""
    one, two = state.owners[i].group, state.owners[j].group
    if one == two or strengths[STRENGTH] == 0.0:
        return
    if said[I_SAW] == 0.0:
        _hold_against(state, b, strengths[STRENGTH], week, i, two, -said[I_EVIDENCE])
    if said[J_SAW] == 0.0:
        _hold_against(state, b, strengths[STRENGTH], week, j, one, -said[J_EVIDENCE])


class Retaliation(Mechanism):
    """Friends of a victim hold a wrong against the whole group of who did it."""

    after_meeting = retaliate

    strength: float = parameter(
        0.3, limits=(0, 10), plausible=(0, 1), unit="of what the victim itself holds against the group",
        source="assumed; vicarious retribution (Lickel et al. 2006)",
        en="what a friend holds against the group",
        id="yang dibebankan kawan pada kelompok pelaku")  # fmt: skip
