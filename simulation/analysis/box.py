"""A box: conditions on parameters under which something happens, and how well it tells.

Coverage and density are those of Bryant & Lempert 2010 ("Thinking inside the box", Technological
Forecasting and Social Change 77), and so is the quasi-p value of a restriction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import bdtrc
from scipy.stats import hypergeom

LOW, HIGH = "low", "high"


class Side(NamedTuple):
    """One edge of a box: a parameter and on which side it is cut off."""

    parameter: str
    end: str


@dataclass(frozen=True)
class Box:
    """A part of the space of parameters.

    Attributes
    ----------
    low, high : mapping of str to float
        Edges by parameter, the values on them inside; a side that is not named is open.
    """

    low: Mapping[str, float] = field(default_factory=dict)
    high: Mapping[str, float] = field(default_factory=dict)

    @property
    def sides(self) -> list[Side]:
        """The edges there are."""
        return [Side(name, LOW) for name in self.low] + [Side(name, HIGH) for name in self.high]

    @property
    def parameters(self) -> list[str]:
        """The parameters that are restricted, each once."""
        return list(dict.fromkeys(side.parameter for side in self.sides))

    def edge(self, side: Side) -> float:
        """Return where a side lies."""
        return (self.low if side.end == LOW else self.high)[side.parameter]

    def without(self, dropped: Side) -> "Box":
        """Return the box with one side open."""
        low, high = dict(self.low), dict(self.high)
        del (low if dropped.end == LOW else high)[dropped.parameter]
        return Box(low, high)

    def beyond(self, x: pd.DataFrame) -> np.ndarray:
        """Return which villages lie beyond which side.

        Returns
        -------
        ndarray of bool, shape (villages, sides)
        """
        found = [
            x[side.parameter].to_numpy() < self.edge(side)
            if side.end == LOW
            else x[side.parameter].to_numpy() > self.edge(side)
            for side in self.sides
        ]
        return np.stack(found, axis=1) if found else np.zeros((len(x), 0), dtype=bool)

    def inside(self, x: pd.DataFrame) -> np.ndarray:
        """Return which villages lie in the box.

        Returns
        -------
        ndarray of bool, shape (villages,)
        """
        return np.asarray(self.beyond(x).sum(axis=1) == 0)

    def quasi_p(self, x: pd.DataFrame, failed: np.ndarray) -> dict[Side, float]:
        """Return for each side how easily chance alone would do what it does.

        Returns
        -------
        dict of Side to float
            Probability of at least as many failures in the box as there are, if its villages failed as
            often as those of the box without this side (one-sided binomial test).
        """
        beyond = self.beyond(x)
        many = beyond.sum(axis=1)
        inside = many == 0
        number, hits = int(inside.sum()), int(failed[inside].sum())
        found = {}
        for place, side in enumerate(self.sides):
            wider = many == beyond[:, place]
            rate = float(failed[wider].mean()) if wider.any() else 1.0
            found[side] = float(bdtrc(hits - 1, number, rate)) if hits else 1.0
        return found


def box_of(limits: pd.DataFrame, whole: pd.DataFrame) -> Box:
    """Return a box of ema-workbench.

    Parameters
    ----------
    limits, whole : DataFrame
        Rows 0 and 1: low and high end of each parameter, of the box and of all villages.
    """
    names = [str(name) for name in limits]
    lower, upper = limits.loc[[0, 1]].to_numpy(float)
    lowest, highest = whole.loc[[0, 1], limits.columns].to_numpy(float)
    return Box(
        {name: float(lower[k]) for k, name in enumerate(names) if lower[k] > lowest[k]},
        {name: float(upper[k]) for k, name in enumerate(names) if upper[k] < highest[k]},
    )


class Score(NamedTuple):
    """How well a part of the villages tells which ones fail.

    Attributes
    ----------
    villages, inside : int
        How many there are, and how many lie inside.
    failures, hits : int
        How many fail, and how many of these lie inside.
    """

    villages: int
    inside: int
    failures: int
    hits: int

    @classmethod
    def of(cls, inside: np.ndarray, failed: np.ndarray) -> "Score":
        """Return the score of a part of the villages."""
        return cls(inside.size, int(inside.sum()), int(failed.sum()), int(failed[inside].sum()))

    @property
    def coverage(self) -> float:
        """Share of all failures that lie inside; NaN where nothing fails."""
        return self.hits / self.failures if self.failures else np.nan

    @property
    def density(self) -> float:
        """Share of the villages inside that fail; NaN where there are none."""
        return self.hits / self.inside if self.inside else np.nan

    @property
    def elsewhere(self) -> float:
        """Share of the villages outside that fail; NaN where there are none."""
        outside = self.villages - self.inside
        return (self.failures - self.hits) / outside if outside else np.nan

    @property
    def mass(self) -> float:
        """Share of the villages that lie inside."""
        return self.inside / self.villages

    @property
    def base(self) -> float:
        """Share of all villages that fail."""
        return self.failures / self.villages

    @property
    def information(self) -> float:
        """Bits that inside or outside tells about failing or not, for a village of the mean; 0 or more."""
        outside = self.villages - self.inside
        parts = [(self.inside, self.hits), (outside, self.failures - self.hits)]
        left = sum(number / self.villages * _entropy(hits / number) for number, hits in parts if number)
        return _entropy(self.base) - left

    @property
    def p(self) -> float:
        """Chance of so many failures inside, or more, if they fell anywhere (Fisher's exact test)."""
        return float(hypergeom.sf(self.hits - 1, self.villages, self.failures, self.inside))


def _entropy(share: float) -> float:
    """Return the entropy of an event in bits."""
    return -sum(p * float(np.log2(p)) for p in (share, 1.0 - share) if p > 0.0)
