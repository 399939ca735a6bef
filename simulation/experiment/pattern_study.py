"""A study that measures patterns of real data at each of many sets of parameters."""

from collections.abc import Iterator, Sequence
from typing import Self

import numpy as np

from simulation.experiment.config import StudyConfig
from simulation.experiment.points import Points
from simulation.experiment.sampling import Sampling
from simulation.patterns.catalogue import PATTERNS
from simulation.patterns.course import WEEKS
from simulation.patterns.pattern import Pattern

_BY_NAME = {pattern.name: pattern for pattern in PATTERNS}


class PatternStudy(Sampling):
    """A design whose villages are measured for patterns, not week by week.

    The patterns run each village as they need it, for two years after its usual burn-in at most: the
    experiment's own weeks and scenarios play no part.

    Attributes
    ----------
    patterns : list of str
        Names in the catalogue.
    """

    patterns: list[str]

    @classmethod
    def at(
        cls, config: StudyConfig, points: Points, patterns: Sequence[Pattern], each: int, seed: int
    ) -> Self:
        """Return the study of ``each`` villages at every point, the same ones everywhere.

        Parameters
        ----------
        config : StudyConfig
            Whose village and behaviour stand where a point says nothing.
        points : Points
            The sets of parameters.
        patterns : sequence of Pattern
            What is measured.
        each : int
            Villages at a point.
        seed : int
            Names the villages.
        """
        return cls.over(
            config,
            {config.reference: {}},
            config.reference,
            [0],
            points,
            each,
            name=f"{config.name[:30]}_patterns",
            seed=seed,
            weeks=WEEKS,
            patterns=[pattern.name for pattern in patterns],
        )

    def chosen(self) -> list[Pattern]:
        """Return the patterns."""
        return [_BY_NAME[name] for name in self.patterns]

    def columns(self) -> list[str]:
        """Return one name for each number a village says."""
        return [name for pattern in self.chosen() for name in _columns(pattern)]

    def said(self, values: dict[str, np.ndarray]) -> Iterator[tuple[Pattern, np.ndarray]]:
        """Yield what the villages say on each pattern, of shape (points, each, parts).

        Parameters
        ----------
        values : dict of str to ndarray, shape (points * each,)
            By column.
        """
        for pattern in self.chosen():
            parts = np.column_stack([values[name] for name in _columns(pattern)])
            yield pattern, parts.reshape(-1, self.each, pattern.parts)


def _columns(pattern: Pattern) -> list[str]:
    return [pattern.name, *(f"{pattern.name}, part {part}" for part in range(2, pattern.parts + 1))]
