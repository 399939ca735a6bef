"""Measures of the norms: level, spread, and how far groups differ."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from simulation.parameters import NORMS

if TYPE_CHECKING:
    from benchmarks.mesa_twin.measured import MeasuredVillage


def norms(village: MeasuredVillage) -> dict[str, float]:
    """Return mean, standard deviation and share between groups (eta squared) of each norm."""
    number, sizes = len(village.owners), village.sizes
    groups = [owner.group for owner in village.owners]
    found = {}
    for norm, name in enumerate(NORMS):
        values = [owner.norms[norm] for owner in village.owners]
        by_group = [0.0] * len(sizes)
        for group, value in zip(groups, values, strict=True):
            by_group[group] += value
        mean = sum(by_group) / number
        variance = sum((value - mean) ** 2 for value in values)
        between = sum(
            size * (total / size - mean) ** 2 for size, total in zip(sizes, by_group, strict=True) if size > 0
        )
        found[name] = mean
        found[f"{name}_sd"] = math.sqrt(variance / number)
        # owners who are all alike differ by the last bit of their mean: there is nothing to explain
        found[f"{name}_between"] = between / variance if variance > number * 1e-24 else math.nan
    return found
