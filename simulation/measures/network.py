"""Measures of the network of ties (weekly; the costly ones are in costly.py)."""

import numpy as np

from simulation.compiled import borrowing, compiled, written_in

WIDTH = 11


@written_in
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
        Ties as neighbour lists, ascending (see ``Relations``).
    out : ndarray of float, shape (WIDTH,)
        NaN where a measure is not defined (no ties, one group).
    """
    number, kinds = groups.size, sizes.size
    ends = np.zeros((kinds, kinds))  # ends of ties, by group of both sides
    total = count_ends(groups, starts, neighbours, ends)
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


@borrowing
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


@borrowing
def count_ends(groups: np.ndarray, starts: np.ndarray, neighbours: np.ndarray, ends: np.ndarray) -> float:
    """Count the ends of ties by the groups of both sides; return how many there are."""
    for i in range(groups.size):
        for place in range(starts[i], starts[i + 1]):
            ends[groups[i], groups[neighbours[place]]] += 1.0
    return float(neighbours.size)


@compiled
def clustering(starts: np.ndarray, neighbours: np.ndarray) -> float:
    """Return the mean local clustering; owners with fewer than two ties count as 0."""
    number = starts.size - 1
    marked = np.full(number, -1, dtype=np.int32)
    triangles = np.zeros(number, dtype=np.int32)
    count_triangles(starts, neighbours, marked, np.empty(number, dtype=np.int64), triangles)
    total = 0.0
    for i in range(number):
        degree = starts[i + 1] - starts[i]
        if degree > 1:
            total += 2.0 * triangles[i] / (degree * (degree - 1.0))
    return total / number


@borrowing
def count_triangles(
    starts: np.ndarray, neighbours: np.ndarray, marked: np.ndarray, lower: np.ndarray, triangles: np.ndarray
) -> None:
    """Count the triangles of each owner; every one is met once, from its last owner downwards.

    Parameters
    ----------
    marked : ndarray of int, shape (N,)
        -1 everywhere.
    lower : ndarray of int, shape (N,)
        Room for where each owner's neighbours before itself end.
    triangles : ndarray of int, shape (N,)
        Zeros, to be counted up.
    """
    for i in range(triangles.size):
        end = starts[i]
        while end < starts[i + 1] and neighbours[end] < i:
            marked[neighbours[end]] = i
            end += 1
        lower[i] = end
        for place in range(starts[i], end):
            j = neighbours[place]
            closed = 0
            for further in range(starts[j], lower[j]):
                k = neighbours[further]
                # times 1 or 0: whether it closes a triangle can't be foreseen
                closes = 1 if marked[k] == i else 0
                triangles[k] += closes
                closed += closes
            triangles[j] += closed
            triangles[i] += closed


@compiled
def largest_component(starts: np.ndarray, neighbours: np.ndarray) -> tuple[int, int]:
    """Return (size, an owner) of the largest component."""
    number = starts.size - 1
    seen = np.zeros(number, dtype=np.bool_)
    queue = np.empty(number + 1, dtype=np.int32)  # one more to write a candidate to
    left = number
    best, member = 0, 0
    for source in range(number):
        if seen[source]:
            continue
        size = walk(starts, neighbours, source, seen, queue)
        if size > best:
            best, member = size, source
        left -= size
        if left <= best:
            break
    return best, member


@borrowing
def walk(starts: np.ndarray, neighbours: np.ndarray, source: int, seen: np.ndarray, queue: np.ndarray) -> int:
    """Mark all owners of a component as seen; return how many they are."""
    seen[source] = True
    queue[0] = source
    head, tail = 0, 1
    while head < tail:
        i = queue[head]
        head += 1
        for place in range(starts[i], starts[i + 1]):
            j = neighbours[place]
            # written in any case, kept if new: whether it is can't be foreseen
            queue[tail] = j
            tail += 0 if seen[j] else 1
            seen[j] = True
    return tail
