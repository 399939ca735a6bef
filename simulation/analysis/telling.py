"""What would tell one kind of village from another: which traits of sets go with an effect."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata

SURE = 0.95
"""Chance that none of the traits is told if none goes with the effect."""
FEWEST = 10
"""Sets below which nothing can be told."""


class Trait(NamedTuple):
    """A trait that goes with an effect.

    Attributes
    ----------
    name : str
    correlation : float
        Spearman's, over the sets.
    """

    name: str
    correlation: float


def telling(effects: np.ndarray, traits: Mapping[str, np.ndarray]) -> list[Trait]:
    """Return the traits that go with an effect more than chance would have it, the strongest first.

    Parameters
    ----------
    effects : ndarray of float, shape (sets,)
        NaN is left out.
    traits : mapping of str to ndarray of float, shape (sets,)
        What is known of each set; those that do not vary or are not defined tell nothing.
    """
    chance = bound(len(traits), int(np.isfinite(effects).sum()))
    found = [
        Trait(name, value) for name, value in correlations(effects, traits).items() if abs(value) > chance
    ]
    return sorted(found, key=lambda trait: -abs(trait.correlation))


def correlations(effects: np.ndarray, traits: Mapping[str, np.ndarray]) -> dict[str, float]:
    """Return Spearman's correlations of traits with an effect, of those that vary (see :func:`telling`)."""
    found = {}
    for name, values in traits.items():
        there = np.isfinite(effects) & np.isfinite(values)
        if there.sum() >= FEWEST and np.ptp(values[there]) and np.ptp(effects[there]):
            ranks = rankdata(effects[there]), rankdata(values[there])
            found[name] = float(np.corrcoef(*ranks)[0, 1])
    return found


def bound(traits: int, sets: int) -> float:
    """Return what the strongest of so many correlations passes by chance in 5 % of the cases (Bonferroni)."""
    return float(ndtri(1 - (1 - SURE) / 2 / max(1, traits)) / np.sqrt(max(1, sets - 1)))
