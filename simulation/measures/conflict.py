"""Measures of collaboration and conflict, from the week's counts."""

import numpy as np

from simulation.compiled import compiled
from simulation.model.rules.meeting import (
    ACTS,
    COOPERATED,
    DISPUTES,
    FIRST_ACTS,
    FIRST_COOPERATED,
    MEETINGS,
    MEETINGS_OTHER,
    OTHER_ACTS,
    OTHER_COOPERATED,
    OWN_ACTS,
    OWN_COOPERATED,
    UNRESOLVED,
)

WIDTH = 8


@compiled
def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0.0 else np.nan


@compiled
def measure_conflict(tallies: np.ndarray, number: int, out: np.ndarray) -> None:
    """Fill cooperation ... unresolved; shares are NaN in a week without such a meeting."""
    out[0] = _share(tallies[COOPERATED], tallies[ACTS])
    out[1] = _share(tallies[FIRST_COOPERATED], tallies[FIRST_ACTS])
    out[2] = _share(tallies[OWN_COOPERATED], tallies[OWN_ACTS])
    out[3] = _share(tallies[OTHER_COOPERATED], tallies[OTHER_ACTS])
    out[4] = 2.0 * tallies[MEETINGS] / number
    out[5] = 2.0 * tallies[MEETINGS_OTHER] / number
    out[6] = tallies[DISPUTES] / number
    out[7] = tallies[UNRESOLVED] / number
