"""Index of social capital: the mean of its parts, never shown without them."""

import numpy as np

from simulation.compiled import compiled

WIDTH = 4
FULL_DEGREE = 9.0
"""Degree that counts as 1: the upper end of pattern P1 (Alatas et al. 2016)."""


@compiled
def measure_index(
    trust: float, degree: float, bridging_ratio: float, norms: np.ndarray, out: np.ndarray
) -> None:
    """Fill social_capital and its three parts; with one group the network part is the degree alone."""
    reach = min(1.0, degree / FULL_DEGREE)
    out[1] = trust
    out[2] = reach if np.isnan(bridging_ratio) else (reach + min(1.0, bridging_ratio)) / 2.0
    out[3] = (norms[0] + norms[3] + norms[6]) / 3.0
    out[0] = (out[1] + out[2] + out[3]) / 3.0
