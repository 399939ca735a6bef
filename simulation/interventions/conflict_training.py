"""Conflict-management training (pelatihan manajemen konflik; ODD 7.9)."""

import numpy as np

from simulation.interventions.programme import Activity, Session
from simulation.model.rules.disputes import appoint_mediators
from simulation.parameters import programme as doses


class ConflictTraining(Activity):
    """Raises the skill of those present, who then serve as peer mediators for a time."""

    dose_type = doses.ConflictTraining
    dose: doses.ConflictTraining

    def hold(self, session: Session) -> np.ndarray:
        """Train those present and appoint them."""
        owners, present = session.state.owners, session.present
        owners["conflict"][present] += self.dose.gain * (1.0 - owners["conflict"][present])
        if self.dose.caseload > 0:
            appoint_mediators(session.state, present, session.week + self.dose.service, self.dose.caseload)
        return present
