"""Levels of a statistic, gathered so that each holds something: thirty nearly empty ones tell little."""

from dataclasses import dataclass

import numpy as np

from simulation.experiment.network_counts import LEVELS, TRIADS

MOST_LEVELS = 9
"""Levels of a statistic that are told apart at most."""
LEAST = 1.0
"""What the last level holds on average over all networks, the observed one among them."""
FIRST = {"distance": 1}
"""Lowest level of a statistic, where it is not 0."""


@dataclass(frozen=True)
class Level:
    """Levels ``least`` to ``most`` of a statistic, taken together.

    Attributes
    ----------
    least, most : int or None
        ``most`` is None for all from ``least`` on; both are None for pairs without a path between them.
    columns : range
        Their places in the counts.
    """

    least: int | None
    most: int | None
    columns: range


def levels_of(name: str, counts: np.ndarray) -> list[Level]:
    """Return how the levels of a statistic are gathered.

    All networks count alike, the observed one too: how levels are gathered must not tell which one it is.

    Parameters
    ----------
    name : str
        The statistic.
    counts : ndarray, shape (networks, levels)
        Of all networks.
    """
    first = FIRST.get(name, 0)
    if name == "triads":
        return [Level(ties, ties, range(ties, ties + 1)) for ties in range(TRIADS + 1)]
    length = LEVELS[name]
    apart = [Level(None, None, range(length - 1, length))] if name == "distance" else []
    last = length - len(apart)
    means = counts[:, :last].mean(axis=0)
    beyond = np.cumsum(means[::-1])[::-1]
    top = int(np.flatnonzero(beyond >= min(LEAST, beyond[0]))[-1])
    bottom = int(np.flatnonzero(np.cumsum(means) >= min(LEAST, beyond[0]))[0])
    width = max(1, -(-(top - bottom) // MOST_LEVELS))
    edges = sorted({0, *range(bottom + width, top, width), top} if top > bottom + width else {0, top})
    ends = [*edges[1:], last]
    found = []
    for begin, end in zip(edges, ends, strict=True):
        most = None if end == last else first + end - 1
        found.append(Level(first + begin, most, range(begin, end)))
    return [*found, *apart]


def gathered(counts: np.ndarray, levels: list[Level]) -> np.ndarray:
    """Return counts by gathered level, the last axis being the levels."""
    return np.stack(
        [counts[..., level.columns.start : level.columns.stop].sum(axis=-1) for level in levels], axis=-1
    )
