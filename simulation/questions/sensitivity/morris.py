"""Morris screening: what moves when one parameter at a time takes a long step (Morris 1991)."""

from typing import ClassVar

import numpy as np

from simulation.questions.sensitivity.indices import Indices
from simulation.questions.sensitivity.space import Space

LEVELS = 4
"""Values of a parameter: both ends of its range and two between."""
STEP = LEVELS / (2 * (LEVELS - 1))
"""Length of a step, in ranges."""


class Morris(Indices):
    """Elementary effects along trajectories that move each parameter once.

    An elementary effect is the change of the outcome over the step, for a step over the whole range: so
    parameters compare, in the unit of the outcome. ``mu_star`` is the mean of their sizes (Campolongo,
    Cariboni & Saltelli 2007) with its 95 % interval over the trajectories, ``mu`` their mean, ``sigma``
    their standard deviation: large where the effect depends on the other parameters.

    Parameters
    ----------
    space : Space
    trajectories : int
    seed : int
        Above 0.
    """

    leading: ClassVar[str] = "mu_star"

    def __init__(self, space: Space, trajectories: int, seed: int) -> None:
        from SALib.sample.morris import sample  # noqa: PLC0415 - an extra

        unit = sample(space.problem(), trajectories, num_levels=LEVELS, seed=seed)
        super().__init__(space, unit, len(space.names) + 1, seed)

    def read(self, unit: np.ndarray, values: np.ndarray, resamples: int) -> dict[str, np.ndarray]:
        """See :meth:`Indices.read`."""
        from SALib.analyze.morris import analyze  # noqa: PLC0415 - an extra

        found = analyze(
            self.space.problem(), unit, values, num_levels=LEVELS, num_resamples=max(2, resamples),
            seed=self.seed,
        )  # fmt: skip
        middle = np.asarray(found["mu_star"])
        half = np.asarray(found["mu_star_conf"])
        return {
            "mu_star": middle,
            "low": np.maximum(0.0, middle - half),
            "high": middle + half,
            "mu": np.asarray(found["mu"]),
            "sigma": np.asarray(found["sigma"]),
        }

    def floor(self, unit: np.ndarray, values: np.ndarray, luck: float) -> float:
        """Return the mean size of the difference of two values that differ by luck alone, over the step."""
        return float(2 * np.sqrt(luck / np.pi) / STEP)
