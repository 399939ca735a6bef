"""Measures of knowledge and income."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from simulation.parameters import TOPICS

if TYPE_CHECKING:
    from benchmarks.mesa_twin.measured import MeasuredVillage


def economy(village: MeasuredVillage) -> dict[str, float]:
    """Return levels and inequality of knowledge and income."""
    number, sizes = len(village.owners), village.sizes
    known = [[0.0] * len(TOPICS) for _ in sizes]
    earned = [0.0] * len(sizes)
    for owner in village.owners:
        group = owner.group
        earned[group] += owner.income
        row = known[group]
        for topic, value in enumerate(owner.knowledge):
            row[topic] += value
    by_topic = [sum(column) for column in zip(*known, strict=True)]
    mean_income = sum(earned) / number
    found = {"knowledge": sum(by_topic) / (len(TOPICS) * number)}
    for name, total in zip(TOPICS, by_topic, strict=True):
        found[f"knowledge_{name}"] = total / number
    found["knowledge_gap"] = _gap(known, sizes)
    found["income"] = mean_income
    found["income_gini"] = gini([owner.income for owner in village.owners])
    found["income_between"] = _theil(earned, sizes, mean_income)
    return found


def _gap(known: list[list[float]], sizes: list[int]) -> float:
    """Return the largest less the smallest mean of a group, mean over topics."""
    means = [[total / size for total in row] for row, size in zip(known, sizes, strict=True) if size > 0]
    gaps: list[float] = [max(column) - min(column) for column in zip(*means, strict=True)]
    return sum(gaps) / len(gaps)


def gini(values: list[float]) -> float:
    """Return the Gini coefficient of positive values."""
    number = len(values)
    ranked = sum((2 * place - number + 1) * value for place, value in enumerate(sorted(values)))
    return ranked / (number * sum(values))


def _theil(earned: list[float], sizes: list[int], mean: float) -> float:
    """Return the part of Theil's T that lies between groups, in nats."""
    total = 0.0
    for income, size in zip(earned, sizes, strict=True):
        if size > 0:
            ratio = income / size / mean
            total += size / sum(sizes) * ratio * math.log(ratio)
    return total
