"""Measures of the network of ties (weekly; the costly ones are in costly.py)."""

import numpy as np

from simulation.compiled import Record, compiled
from simulation.model.rules.acquaintance import is_tie
from simulation.model.state import VillageState

WIDTH = 11


@compiled
def adjacency(state: VillageState, b: Record) -> tuple[np.ndarray, np.ndarray]:
    """Return the ties as neighbour lists: (starts of shape (N + 1,), neighbours of shape (2 ties,))."""
    number = state.owners.shape[0]
    starts = np.zeros(number + 1, dtype=np.int64)
    for i in range(number):
        ties = 0
        for slot in range(state.owners[i].acquaintances):
            if is_tie(state, b, i, slot):
                ties += 1
        starts[i + 1] = starts[i] + ties
    neighbours = np.empty(starts[number], dtype=np.int32)
    place = 0
    for i in range(number):
        for slot in range(state.owners[i].acquaintances):
            if is_tie(state, b, i, slot):
                neighbours[place] = state.circle[i, slot].partner
                place += 1
    return starts, neighbours


@compiled
def measure_network(
    groups: np.ndarray, sizes: np.ndarray, starts: np.ndarray, neighbours: np.ndarray, out: np.ndarray
) -> None:
    """Fill degree ... giant_share of the catalogue.

    Parameters
    ----------
    groups : ndarray of int, shape (N,)
        Group of each owner.
    sizes : ndarray of int, shape (groups,)
        Owners of each group.
    starts, neighbours : ndarray of int
        Ties as neighbour lists (see ``adjacency``).
    out : ndarray of float, shape (WIDTH,)
        NaN where a measure is not defined (no ties, one group).
    """
    number, kinds = groups.size, sizes.size
    ends = np.zeros((kinds, kinds))  # ends of ties, by group of both sides
    for i in range(number):
        for place in range(starts[i], starts[i + 1]):
            ends[groups[i], groups[neighbours[place]]] += 1.0
    total = ends.sum()
    inside = 0.0
    pairs_inside = 0.0
    for group in range(kinds):
        inside += ends[group, group]
        pairs_inside += sizes[group] * (sizes[group] - 1.0)
    outside = total - inside
    pairs = number * (number - 1.0)
    out[:] = np.nan
    out[0] = total / number
    out[1] = inside / number
    out[2] = outside / number
    out[4] = (pairs - 2.0 * pairs_inside) / pairs
    out[9] = clustering(starts, neighbours)
    out[10] = largest_component(starts, neighbours)[0] / number
    if total == 0.0:
        return
    out[3] = (outside - inside) / total
    expected = total * (pairs - pairs_inside) / pairs
    square = 0.0
    for group in range(kinds):
        square += (ends[group].sum() / total) ** 2
    if expected > 0.0:
        out[5] = coleman(ends, sizes)
        out[7] = outside / expected
    if square < 1.0:
        out[6] = (inside / total - square) / (1.0 - square)
    out[8] = inside / total - square


@compiled
def coleman(ends: np.ndarray, sizes: np.ndarray) -> float:
    """Return Coleman's (1958) homophily, the groups with ties weighted by their size."""
    number = sizes.sum()
    total = 0.0
    weight = 0.0
    for group in range(sizes.size):
        ties = ends[group].sum()
        chance = (sizes[group] - 1.0) / (number - 1.0)
        if ties == 0.0 or chance <= 0.0 or chance >= 1.0:
            continue
        expected = ties * chance
        excess = ends[group, group] - expected
        total += sizes[group] * excess / (ties - expected if excess >= 0.0 else expected)
        weight += sizes[group]
    return total / weight if weight > 0.0 else np.nan


@compiled
def clustering(starts: np.ndarray, neighbours: np.ndarray) -> float:
    """Return the mean local clustering; owners with fewer than two ties count as 0."""
    number = starts.size - 1
    marked = np.full(number, -1, dtype=np.int32)
    total = 0.0
    for i in range(number):
        degree = starts[i + 1] - starts[i]
        if degree < 2:
            continue
        for place in range(starts[i], starts[i + 1]):
            marked[neighbours[place]] = i
        closed = 0
        for place in range(starts[i], starts[i + 1]):
            j = neighbours[place]
            for further in range(starts[j], starts[j + 1]):
                closed += 1 if marked[neighbours[further]] == i else 0
        total += closed / (degree * (degree - 1.0))
    return total / number


@compiled
def largest_component(starts: np.ndarray, neighbours: np.ndarray) -> tuple[int, int]:
    """Return (size, an owner) of the largest component."""
    number = starts.size - 1
    seen = np.zeros(number, dtype=np.bool_)
    queue = np.empty(number, dtype=np.int32)
    best, member = 0, 0
    for source in range(number):
        if seen[source]:
            continue
        seen[source] = True
        queue[0] = source
        head, tail = 0, 1
        while head < tail:
            i = queue[head]
            head += 1
            for place in range(starts[i], starts[i + 1]):
                j = neighbours[place]
                if not seen[j]:
                    seen[j] = True
                    queue[tail] = j
                    tail += 1
        if tail > best:
            best, member = tail, source
    return best, member
