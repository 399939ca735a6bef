"""Index of social capital."""

import math

from simulation.parameters import NORMS

FULL_DEGREE = 9.0
"""Degree that counts as 1 (see the catalogue)."""


def index(found: dict[str, float]) -> dict[str, float]:
    """Return the index and its three parts, from the measures they consist of."""
    reach = min(1.0, found["degree"] / FULL_DEGREE)
    ratio = found["bridging_ratio"]
    network = reach if math.isnan(ratio) else (reach + min(1.0, ratio)) / 2
    norms = sum(found[name] for name in NORMS) / len(NORMS)
    return {
        "social_capital": (found["trust"] + network + norms) / 3,
        "social_capital_trust": found["trust"],
        "social_capital_network": network,
        "social_capital_norms": norms,
    }
