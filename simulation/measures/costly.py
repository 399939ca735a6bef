"""Costly network measures, at chosen weeks: path length, constraint, betweenness."""

import numpy as np

from simulation.compiled import compiled, written_in
from simulation.measures.network import largest_component
from simulation.model import draws

SAMPLE_ABOVE = 1000
"""Villages larger than this are measured from a sample of sources."""
SAMPLE = 200


@compiled
def constraint(starts: np.ndarray, neighbours: np.ndarray) -> float:
    """Return the mean of Burt's constraint over owners with ties, every tie counting the same."""
    number = starts.size - 1
    through = np.zeros(number)
    total = 0.0
    counted = 0
    for i in range(number):
        degree = starts[i + 1] - starts[i]
        if degree == 0:
            continue
        share = 1.0 / degree
        for place in range(starts[i], starts[i + 1]):
            j = neighbours[place]
            for further in range(starts[j], starts[j + 1]):
                through[neighbours[further]] += share / (starts[j + 1] - starts[j])
        for place in range(starts[i], starts[i + 1]):
            total += (share + through[neighbours[place]]) ** 2
        for place in range(starts[i], starts[i + 1]):
            j = neighbours[place]
            for further in range(starts[j], starts[j + 1]):
                through[neighbours[further]] = 0.0
        counted += 1
    return total / counted if counted > 0 else np.nan


@compiled
def paths(
    starts: np.ndarray, neighbours: np.ndarray, sources: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Walk the shortest paths from each source (Brandes 2001).

    Returns
    -------
    betweenness : ndarray of float, shape (N,)
        Share of shortest paths through each owner, summed over sources.
    distance : ndarray of float, shape (sources,)
        Sum of distances to all owners reached.
    reached : ndarray of int, shape (sources,)
        Owners reached, the source not counted.
    """
    number = starts.size - 1
    betweenness = np.zeros(number)
    distance_sum = np.zeros(sources.size)
    reached = np.zeros(sources.size, dtype=np.int64)
    distance = np.empty(number, dtype=np.int64)
    ways = np.empty(number)
    dependency = np.empty(number)
    queue = np.empty(number, dtype=np.int64)
    for row in range(sources.size):
        source = sources[row]
        distance[:] = -1
        ways[:] = 0.0
        dependency[:] = 0.0
        distance[source], ways[source] = 0, 1.0
        queue[0] = source
        head, tail = 0, 1
        while head < tail:
            i = queue[head]
            head += 1
            for place in range(starts[i], starts[i + 1]):
                j = neighbours[place]
                if distance[j] < 0:
                    distance[j] = distance[i] + 1
                    distance_sum[row] += distance[j]
                    queue[tail] = j
                    tail += 1
                if distance[j] == distance[i] + 1:
                    ways[j] += ways[i]
        reached[row] = tail - 1
        for back in range(tail - 1, 0, -1):
            j = queue[back]
            for place in range(starts[j], starts[j + 1]):
                i = neighbours[place]
                if distance[i] == distance[j] - 1:
                    dependency[i] += ways[i] / ways[j] * (1.0 + dependency[j])
            betweenness[j] += dependency[j]
    return betweenness, distance_sum, reached


@compiled
def sources_of(number: int, seed: int) -> np.ndarray:
    """Return all owners, or a named sample of them in a large village."""
    if number <= SAMPLE_ABOVE:
        return np.arange(number)
    luck = draws.uniforms(seed, 0, draws.FOUNDING, np.arange(number), 1)
    return np.argsort(luck)[:SAMPLE]


@written_in
def measure_costly(
    groups: np.ndarray,
    sizes: np.ndarray,
    starts: np.ndarray,
    neighbours: np.ndarray,
    seed: int,
    out: np.ndarray,
    between: np.ndarray,
) -> None:
    """Fill path_length and constraint (``out``) and betweenness of each group (``between``)."""
    number = groups.size
    sources = sources_of(number, seed)
    betweenness, distance, reached = paths(starts, neighbours, sources)
    size = largest_component(starts, neighbours)[0]
    total, count = 0.0, 0.0
    for row in range(sources.size):
        # of two components of the largest size, both count
        if reached[row] == size - 1:
            total += distance[row]
            count += reached[row]
    out[0] = total / count if count > 0.0 else np.nan
    out[1] = constraint(starts, neighbours)
    between[:] = np.nan if number < 3 else 0.0
    if number < 3:
        return
    scale = number / (sources.size * (number - 1.0) * (number - 2.0))
    for i in range(number):
        between[groups[i]] += betweenness[i] * scale / sizes[groups[i]]
    for group in range(sizes.size):
        if sizes[group] == 0:
            between[group] = np.nan
