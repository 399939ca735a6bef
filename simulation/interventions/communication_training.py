"""Organisational communication training (pelatihan komunikasi organisasi; ODD 7.9)."""

import numpy as np

from simulation.interventions.programme import Activity, Session
from simulation.parameters import programme as doses


class CommunicationTraining(Activity):
    """Raises the communication skill of those present; it fades with its half-life."""

    dose_type = doses.CommunicationTraining
    dose: doses.CommunicationTraining

    def hold(self, session: Session) -> np.ndarray:
        """Train those present."""
        skill = session.state.owners["communication"]
        skill[session.present] += self.dose.gain * (1.0 - skill[session.present])
        return session.present
