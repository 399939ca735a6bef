"""Steps: what a set of parameters has to pass, one after the other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from simulation.patterns.pattern import Band, standard_error
from simulation.questions.ensemble.emulator import Look

LIMIT = 3.0
"""A set is ruled out by a pattern whose implausibility exceeds it: by the rule of three sigma (Pukelsheim
1994) a quantity with one peak lies within it with 95 % at least, whatever its distribution."""

EMULATED = "emulated"
"""What comes before all steps: draws that an emulator leaves."""


@dataclass(frozen=True)
class Block:
    """Parameters on which nothing depends but some patterns.

    Attributes
    ----------
    names, patterns : tuple of str
    """

    names: tuple[str, ...]
    patterns: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """What a set has to pass.

    Attributes
    ----------
    name : str
    number : int
        Names its villages: they are others than those of any other step.
    patterns : tuple of Band
        What is measured.
    villages : int
        How many at each set.
    blocks : tuple of Block
        What is drawn again for a set that only misses patterns of these.
    """

    name: str
    number: int
    patterns: tuple[Band, ...]
    villages: int
    blocks: tuple[Block, ...] = ()

    @property
    def judged(self) -> list[Band]:
        """The patterns that may rule a set out."""
        return [pattern for pattern in self.patterns if pattern.judged]

    def implausibility(self, said: "Said") -> np.ndarray:
        """Return the implausibility of sets in each judged pattern, shape (sets, patterns)."""
        columns = [
            [pattern.implausibility(villages) for villages in said[pattern.name]] for pattern in self.judged
        ]
        return np.array(columns, dtype=float).T

    def look(self, said: "Said", shares: np.ndarray) -> Look:
        """Return what an emulator learns from: sets, of the shares given, and what their villages say."""
        values = {
            pattern.name: [pattern.values(villages) for villages in said[pattern.name]]
            for pattern in self.judged
        }
        means = {name: np.array([_mean(each) for each in found]) for name, found in values.items()}
        errors = {name: np.array([standard_error(each) for each in found]) for name, found in values.items()}
        return Look(self.number, shares, means, errors)


def _mean(values: np.ndarray) -> float:
    there = values[~np.isnan(values)]
    return float(there.mean()) if there.size else float("nan")


Said = Mapping[str, np.ndarray]
"""By pattern what the villages of some sets say, of shape (sets, villages, parts)."""
Measure = Callable[[np.ndarray, Step, str], Said]
"""Measures sets, of which the values are given, for a step; the text says what is being done."""
