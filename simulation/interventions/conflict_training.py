"""Conflict-management training (pelatihan manajemen konflik; ODD 7.9).

Raises the skill of those present, who then serve as peer mediators for a time.
"""

import numpy as np

from simulation.compiled import Record, written_in
from simulation.model.rules.disputes import appoint_mediators
from simulation.model.state import VillageState


@written_in
def hold(state: VillageState, dose: Record, week: int, present: np.ndarray) -> None:
    """Train those present and appoint them."""
    for i in present:
        owner = state.owners[i]
        owner.conflict += dose.gain * (1.0 - owner.conflict)
    if dose.caseload > 0:
        appoint_mediators(state, present, week + dose.service, dose.caseload)
