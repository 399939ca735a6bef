"""A study over points: the same simulated villages at each of many sets of parameters."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
from pydantic import Field

from simulation.experiment.case import Case
from simulation.experiment.config import StudyConfig
from simulation.experiment.design import Design, Doses
from simulation.experiment.points import Points


class Sampling(Design):
    """A design whose replicates go through points, ``each`` of them at every point.

    The seeds are the same at every point, so that two points differ by their parameters and not by luck.

    Attributes
    ----------
    each : int
        Replicates a point.
    """

    each: int = Field(ge=1)

    @classmethod
    def over(
        cls,
        config: StudyConfig,
        programmes: Mapping[str, Doses],
        reference: str,
        record_weeks: Sequence[int],
        points: Points,
        each: int,
        outcomes: Sequence[str] | None = None,
        **changes: Any,
    ) -> Self:
        """Return the design of an experiment at many points.

        Parameters
        ----------
        config, programmes, reference, record_weeks, outcomes, **changes
            As in :meth:`Design.of`; points of the experiment itself are left out.
        points : Points
            The parameters.
        each : int
            Replicates a point.
        """
        changes |= {"points": points.model_dump(), "each": each, "replicates": points.rows * each}
        return cls.of(config, programmes, reference, record_weeks, outcomes, **changes)

    def case(self, number: int) -> Case:
        """Return the village of a replicate."""
        assert self.points is not None
        row = number // self.each
        village, behaviour = self.points.applied(row, self.village, self.behaviour)
        pasts = self.pasts().lived(village, behaviour)
        return Case(number, village, behaviour, number % self.each, self.points.doses(row), pasts)

    def split(self, values: np.ndarray) -> np.ndarray:
        """Return values by point and replicate.

        Parameters
        ----------
        values : ndarray, shape (scenarios, replicates, ...)

        Returns
        -------
        ndarray, shape (scenarios, points, each, ...)
        """
        return values.reshape(values.shape[0], -1, self.each, *values.shape[2:])
