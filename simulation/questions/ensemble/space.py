"""The space of sets: every parameter of behaviour and doses that nobody has seen, and its range."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import Self

import numpy as np

from simulation.analysis.latin_hypercube import latin_hypercube
from simulation.experiment.config import StudyConfig
from simulation.experiment.points import Points
from simulation.experiment.varied import OF, Varied, varied
from simulation.parameters import Behaviour

STEPS = 1000
"""Values are rounded so that a range has so many of them at least: sets can be read, and need little room."""
LOTS = 1 << 20
"""Hypercubes of this question come after those of all others."""


@dataclass(frozen=True)
class Space:
    """Parameters and their ranges; a set is handled as shares, 0 the low end of a range and 1 the high end.

    Attributes
    ----------
    names : tuple of str
    low, high : ndarray of float, shape (parameters,)
    whole : ndarray of bool, shape (parameters,)
        Which take whole numbers alone.
    """

    names: tuple[str, ...]
    low: np.ndarray
    high: np.ndarray
    whole: np.ndarray

    @classmethod
    def of(cls, config: StudyConfig) -> Self:
        """Return the space of an experiment; its ``ranges`` stand before the plausible ones.

        What was seen is varied only where ``ranges`` names it, and amounts of money never: they are the
        user's own, and nothing but income itself depends on them.
        """
        known = {name: each for name, each in varied(config).items() if _is_unknown(each, config)}
        ends = np.array([config.ranges.get(name, each.plausible) for name, each in known.items()])
        whole = np.array([each.whole for each in known.values()])
        return cls(tuple(known), ends[:, 0].astype(float), ends[:, 1].astype(float), whole)

    def values(self, shares: np.ndarray) -> np.ndarray:
        """Return the values of some sets.

        Parameters
        ----------
        shares : ndarray of float, shape (sets, parameters)
        """
        values: np.ndarray = self.low + (self.high - self.low) * shares
        for place, (low, high) in enumerate(zip(self.low, self.high, strict=True)):
            digits = 0 if self.whole[place] else -floor(log10((high - low) / STEPS))
            values[:, place] = np.clip(np.round(values[:, place], digits), low, high)
        return values

    def points(self, values: np.ndarray) -> Points:
        """Return the values of some sets as points of an experiment."""
        return Points(columns={name: values[:, place].tolist() for place, name in enumerate(self.names)})

    def places(self, names: Sequence[str]) -> list[int]:
        """Return the places of those of some parameters that are in the space."""
        return [self.names.index(name) for name in names if name in self.names]

    def ranges(self) -> dict[str, tuple[float, float]]:
        """Return the ranges by parameter."""
        ends = zip(self.low.tolist(), self.high.tolist(), strict=True)
        return dict(zip(self.names, ends, strict=True))


def _is_unknown(parameter: Varied, config: StudyConfig) -> bool:
    known = parameter.description
    if not (parameter.name in Behaviour.model_fields or OF in parameter.name):
        return False
    if parameter.name in config.ranges:
        return True
    return known.mark != "seen" and not known.unit.startswith("rupiah")


def evenly(seed: int, lot: int, number: int, parameters: int) -> np.ndarray:
    """Return shares that spread evenly along every parameter, of shape (number, parameters)."""
    cube: Mapping[str, tuple[float, float]] = {str(place): (0.0, 1.0) for place in range(parameters)}
    found = np.array(list(latin_hypercube(seed, LOTS + lot, cube, number).values())).T
    # a share of 0 or 1 itself would have no normal score
    inside: np.ndarray = np.clip(found, 1e-9, 1 - 1e-9)
    return inside
