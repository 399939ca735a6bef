"""Measures of the network of ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.mesa_twin.measures.relations import Relations

if TYPE_CHECKING:
    from benchmarks.mesa_twin.measured import MeasuredVillage

NAN = float("nan")


def network(village: MeasuredVillage, relations: Relations) -> dict[str, float]:
    """Return the measures of the network; NaN where one is not defined (no ties, one group)."""
    neighbours, sizes, number = relations.neighbours, village.sizes, len(village.owners)
    ends = _ends(village, neighbours)
    inside = sum(ends[group][group] for group in range(len(sizes)))
    total = sum(map(sum, ends))
    outside = total - inside
    pairs = number * (number - 1)
    pairs_inside = sum(size * (size - 1) for size in sizes)
    found = {
        "degree": total / number,
        "bonding": inside / number,
        "bridging": outside / number,
        "ei_index": NAN,
        "ei_expected": (pairs - 2 * pairs_inside) / pairs,
        "homophily": NAN,
        "assortativity": NAN,
        "bridging_ratio": NAN,
        "modularity": NAN,
        "clustering": clustering(neighbours),
        "giant_share": giant(neighbours) / number,
    }
    if total == 0:
        return found
    found["ei_index"] = (outside - inside) / total
    expected = total * (pairs - pairs_inside) / pairs
    square = sum((sum(row) / total) ** 2 for row in ends)
    if expected > 0:
        found["homophily"] = coleman(ends, sizes)
        found["bridging_ratio"] = outside / expected
    if square < 1:
        found["assortativity"] = (inside / total - square) / (1 - square)
    found["modularity"] = inside / total - square
    return found


def _ends(village: MeasuredVillage, neighbours: list[set[int]]) -> list[list[int]]:
    """Count the ends of ties by the groups of both sides."""
    groups = [owner.group for owner in village.owners]
    ends = [[0] * len(village.sizes) for _ in village.sizes]
    for group, tied in zip(groups, neighbours, strict=True):
        row = ends[group]
        for other in tied:
            row[groups[other]] += 1
    return ends


def coleman(ends: list[list[int]], sizes: list[int]) -> float:
    """Return Coleman's (1958) homophily, the groups with ties weighted by their size."""
    number = sum(sizes)
    total = weight = 0.0
    for group, size in enumerate(sizes):
        ties = sum(ends[group])
        chance = (size - 1) / (number - 1)
        if ties == 0 or not 0 < chance < 1:
            continue
        expected = ties * chance
        excess = ends[group][group] - expected
        total += size * excess / (ties - expected if excess >= 0 else expected)
        weight += size
    return total / weight if weight > 0 else NAN


def clustering(neighbours: list[set[int]]) -> float:
    """Return the mean local clustering; owners with fewer than two ties count as 0."""
    total = 0.0
    for tied in neighbours:
        degree = len(tied)
        if degree > 1:
            closed = sum(len(tied & neighbours[other]) for other in tied)
            total += closed / (degree * (degree - 1))
    return total / len(neighbours)


def giant(neighbours: list[set[int]]) -> int:
    """Return the size of the largest component."""
    left = set(range(len(neighbours)))
    largest = 0
    while len(left) > largest:
        before = len(left)
        edge = {left.pop()}
        while edge:
            edge = set().union(*[neighbours[owner] for owner in edge]) & left
            left -= edge
        largest = max(largest, before - len(left))
    return largest
