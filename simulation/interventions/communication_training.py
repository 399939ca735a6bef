"""Organisational communication training (pelatihan komunikasi organisasi; ODD 7.9).

Raises the communication skill of those present; it fades with its half-life.
"""

import numpy as np

from simulation.compiled import Record, written_in
from simulation.model.state import VillageState


@written_in
def hold(state: VillageState, dose: Record, present: np.ndarray) -> None:
    """Train those present."""
    for i in present:
        owner = state.owners[i]
        owner.communication += dose.gain * (1.0 - owner.communication)
