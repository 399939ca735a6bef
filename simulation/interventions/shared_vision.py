"""Shared vision "Kampung Wirausaha" (visi-misi; ODD 7.9).

Raises the personal anchors of the norms and the initial belief in other groups.
"""

import numpy as np

from simulation.compiled import Record, written_in
from simulation.model.state import VillageState


@written_in
def hold(state: VillageState, dose: Record, present: np.ndarray) -> None:
    """Hold one workshop."""
    for i in present:
        owner = state.owners[i]
        for norm in range(3):
            owner.anchors[norm] += dose.norm_gain * (1.0 - owner.anchors[norm])
        own = state.beliefs[i, owner.group].prior
        for group in range(state.beliefs.shape[1]):
            # in the own group the gap is 0, so nothing rises there
            held = state.beliefs[i, group]
            held.prior += dose.belief_gain * max(0.0, own - held.prior)
