"""Sobol indices: which share of the variance of an outcome goes back to which parameter (Sobol 2001)."""

from typing import ClassVar

import numpy as np

from simulation.questions.sensitivity.indices import Indices
from simulation.questions.sensitivity.space import Space


class Sobol(Indices):
    """First and total order indices (estimators of Saltelli et al. 2010).

    ``first`` is the share of the variance that knowing the parameter alone would take away, ``total``
    the share that is left if all others are known: their difference is what it does together with
    others. Each with its 95 % interval (bootstrap of the base points).

    Parameters
    ----------
    space : Space
    samples : int
        Base points, a power of 2; each takes as many points as there are parameters, and two.
    seed : int
        Above 0.
    """

    leading: ClassVar[str] = "total"

    def __init__(self, space: Space, samples: int, seed: int) -> None:
        from SALib.sample.sobol import sample  # noqa: PLC0415 - an extra

        unit = sample(space.problem(), samples, calc_second_order=False, seed=seed)
        super().__init__(space, unit, len(space.names) + 2, seed)

    def read(self, unit: np.ndarray, values: np.ndarray, resamples: int) -> dict[str, np.ndarray]:
        """See :meth:`Indices.read`."""
        from SALib.analyze.sobol import analyze  # noqa: PLC0415 - an extra

        found = analyze(
            self.space.problem(), values, calc_second_order=False, num_resamples=max(2, resamples),
            seed=self.seed,
        )  # fmt: skip
        indices: dict[str, np.ndarray] = {}
        for name, salib in (("first", "S1"), ("total", "ST")):
            middle, half = found[salib], found[f"{salib}_conf"]
            indices |= {name: middle, f"{name}_low": middle - half, f"{name}_high": middle + half}
        return indices

    def floor(self, unit: np.ndarray, values: np.ndarray, luck: float) -> float:
        """Return the share of the variance that is luck: to the estimator it is part of every parameter."""
        return float(luck / values.var())
