"""Shared vision "Kampung Wirausaha" (visi-misi; ODD 7.9)."""

import numpy as np

from simulation.interventions.programme import Activity, Session
from simulation.parameters import programme as doses


class SharedVision(Activity):
    """Raises the personal anchors of the norms and the initial belief in other groups."""

    dose_type = doses.SharedVision
    dose: doses.SharedVision

    def hold(self, session: Session) -> np.ndarray:
        """Hold one workshop."""
        state, present = session.state, session.present
        anchors = state.owners["anchors"]
        anchors[present] += self.dose.norm_gain * (1.0 - anchors[present])
        prior = state.beliefs["prior"]
        # in the own group's column the gap is 0, so nothing rises there
        own = prior[present, state.owners["group"][present]][:, None]
        prior[present] += self.dose.belief_gain * np.maximum(0.0, own - prior[present])
        return present
