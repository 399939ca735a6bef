"""The space of parameters an analysis varies: where each may lie, and points in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from simulation.experiment.config import StudyConfig
from simulation.experiment.points import Points
from simulation.experiment.ranges import swept
from simulation.experiment.varied import varied


@dataclass(frozen=True)
class Space:
    """Ranges of parameters; a point is handled in the unit cube, 0 the low end and 1 the high end.

    Attributes
    ----------
    names : tuple of str
        Parameters.
    low, high : tuple of float
        Ends of their ranges, low below high.
    whole : frozenset of str
        Parameters that only take whole numbers.
    """

    names: tuple[str, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    whole: frozenset[str] = frozenset()

    @classmethod
    def of(cls, config: StudyConfig, names: Sequence[str] | None = None) -> Self:
        """Return the space of an experiment (see :func:`simulation.experiment.ranges.swept`)."""
        ranges = swept(config, names)
        known = varied(config)
        whole = frozenset(name for name in ranges if known[name].whole)
        return cls(
            tuple(ranges),
            tuple(low for low, _ in ranges.values()),
            tuple(h for _, h in ranges.values()),
            whole,
        )

    def ranges(self) -> dict[str, tuple[float, float]]:
        """Return the low and high end of each parameter."""
        ends = zip(self.names, self.low, self.high, strict=True)
        return {name: (low, high) for name, low, high in ends}

    def only(self, names: Sequence[str]) -> "Space":
        """Return the space of some of its parameters, in their order here."""
        kept = [place for place, name in enumerate(self.names) if name in names]
        return Space(
            tuple(self.names[place] for place in kept),
            tuple(self.low[place] for place in kept),
            tuple(self.high[place] for place in kept),
            self.whole,
        )

    def values(self, unit: np.ndarray) -> np.ndarray:
        """Return points of the unit cube as values of the parameters, shape (points, parameters)."""
        low, high = np.array(self.low), np.array(self.high)
        found: np.ndarray = low + unit * (high - low)
        for place, name in enumerate(self.names):
            if name in self.whole:
                found[:, place] = np.rint(found[:, place])
        return found

    def points(self, unit: np.ndarray) -> Points:
        """Return points of the unit cube as kinds of villages."""
        columns = zip(self.names, self.values(unit).T.tolist(), strict=True)
        return Points(columns=dict(columns))

    def problem(self) -> dict[str, Any]:
        """Return the unit cube as SALib describes it."""
        number = len(self.names)
        return {"num_vars": number, "names": list(self.names), "bounds": [[0.0, 1.0]] * number}
