"""Measuring patterns: the same villages for all of them, no more of each than they ask for."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from simulation.parameters import Behaviour, Dose, VillageProfile
from simulation.patterns.catalogue import PATTERNS
from simulation.patterns.life import Life
from simulation.patterns.pattern import Pattern


def observe(
    profile: VillageProfile,
    behaviour: Behaviour,
    seeds: Iterable[int],
    patterns: Sequence[Pattern] = PATTERNS,
    doses: Mapping[str, Dose] | None = None,
    workers: int = 1,
) -> dict[str, np.ndarray]:
    """Return what villages of one behaviour say, by the name of the pattern.

    Parameters
    ----------
    profile, behaviour
        The village and its owners' rules.
    seeds : iterable of int
        One village each.
    patterns : sequence of Pattern
        Which; the runs of a village are those that they need, and shared.
    doses : mapping of str to Dose, optional
        How activities act, by name, where it is not as they ship; only P8 and P12 have any.
    workers : int
        Villages at once.

    Returns
    -------
    dict of str to ndarray of float, shape (seeds, parts)
        One part, the value, unless the pattern is of many villages together (see :class:`Pattern`).
    """

    def one(seed: int) -> list[np.ndarray]:
        life = Life(profile, behaviour, seed, doses)
        return [np.atleast_1d(pattern.of(life)) for pattern in patterns]

    if workers == 1:
        villages = list(map(one, seeds))
    else:
        with ThreadPoolExecutor(workers) as pool:
            villages = list(pool.map(one, seeds))
    return {
        pattern.name: np.array(said, dtype=float)
        for pattern, said in zip(patterns, zip(*villages, strict=True), strict=True)
    }


def measure(
    profile: VillageProfile,
    behaviour: Behaviour,
    seeds: Iterable[int],
    patterns: Sequence[Pattern] = PATTERNS,
    doses: Mapping[str, Dose] | None = None,
    workers: int = 1,
) -> dict[str, np.ndarray]:
    """Return a value of each village by the name of the pattern, of shape (seeds,); see :func:`observe`."""
    observed = observe(profile, behaviour, seeds, patterns, doses, workers)
    return {pattern.name: pattern.values(observed[pattern.name]) for pattern in patterns}
