"""PAWN indices: how far the distribution of an outcome moves with a parameter (Pianosi & Wagener 2018).

They suit an outcome with two heaps, as that of a village that tips, better than a variance.
"""

from typing import ClassVar

import numpy as np

from simulation.model.draws import FOUNDING, uniforms
from simulation.questions.sensitivity.indices import Indices
from simulation.questions.sensitivity.space import Space

SLICES = 10
"""Parts of the range of a parameter, each compared with the whole."""
DUMMIES = 10
"""Parameters that do nothing, whose mean index is what chance alone gives."""


class Pawn(Indices):
    """Kolmogorov-Smirnov distances between the outcome in each slice of a parameter and in all.

    ``median``, ``least`` and ``most`` are taken over the slices, 0 to 1.

    Parameters
    ----------
    space : Space
    samples : int
        Points, spread evenly (Latin hypercube).
    seed : int
        Above 0.
    """

    leading: ClassVar[str] = "median"

    def __init__(self, space: Space, samples: int, seed: int) -> None:
        from SALib.sample.latin import sample  # noqa: PLC0415 - an extra

        super().__init__(space, sample(space.problem(), samples, seed=seed), 1, seed)

    def read(self, unit: np.ndarray, values: np.ndarray, resamples: int) -> dict[str, np.ndarray]:
        """See :meth:`Indices.read`."""
        return _distances(self.space, unit, values)

    def floor(self, unit: np.ndarray, values: np.ndarray, luck: float) -> float:
        """Return the mean index of dummies: parameters of named draws that the model does not read."""
        dummies = Space(tuple(f"dummy_{k}" for k in range(DUMMIES)), (0.0,) * DUMMIES, (1.0,) * DUMMIES)
        places = np.arange(values.size)
        drawn = np.column_stack([uniforms(self.seed, 0, FOUNDING, places, k) for k in range(DUMMIES)])
        return float(_distances(dummies, drawn, values)["median"].mean())


def _distances(space: Space, unit: np.ndarray, values: np.ndarray) -> dict[str, np.ndarray]:
    from SALib.analyze.pawn import analyze  # noqa: PLC0415 - an extra

    found = analyze(space.problem(), unit, values, S=SLICES)
    return {"median": found["median"], "least": found["minimum"], "most": found["maximum"]}
