"""Who answers the questions of chance (ODD section 4, stochasticity, and section 7).

The rules ask a :class:`Chance` for every random number. They know owners by their index and name what is
decided (process, owner, running number), so that :class:`NamedChance` can answer with the named draws of
``simulation.model.draws``. Another class may ignore the names and answer from Mesa's ``model.random``.
"""

import math
from typing import Protocol

from simulation.model import draws


class Chance(Protocol):
    """What the rules may ask."""

    def begin_week(self, week: int) -> None:
        """Answer for this week from now on."""

    def uniform(self, process: int, owner: int, k: int) -> float:
        """Return a number in [0, 1)."""

    def normal(self, process: int, owner: int, k: int) -> float:
        """Return a standard normal number; its name takes the running numbers k and k + 1."""

    def poisson(self, process: int, owner: int, rate: float) -> int:
        """Return a Poisson number."""

    def order(self, process: int, owners: list[int], k: int = 0, week: int | None = None) -> list[int]:
        """Return the owners in random order, that of another week if one is given."""

    def pick(self, process: int, owner: int, k: int, candidates: list[int]) -> int:
        """Return one of the candidates, all equally likely."""

    def weighted_choice(
        self, process: int, owner: int, m: int, candidates: list[int], weights: list[float]
    ) -> int:
        """Return one of the candidates, in proportion to their weights, for the owner's m-th meeting."""


class NamedChance:
    """Every answer is a pure function of (seed, week, process, owner, k)."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.week = 0

    def begin_week(self, week: int) -> None:
        """Name the draws after this week from now on."""
        self.week = week

    def uniform(self, process: int, owner: int, k: int) -> float:
        """Return u(process, owner, k) of the week."""
        return draws.uniform(self.seed, self.week, process, owner, k)

    def normal(self, process: int, owner: int, k: int) -> float:
        """Return the normal number made of draws k and k + 1 (Box-Muller)."""
        length = math.sqrt(-2.0 * math.log(1.0 - self.uniform(process, owner, k)))
        return length * math.cos(2.0 * math.pi * self.uniform(process, owner, k + 1))

    def poisson(self, process: int, owner: int, rate: float) -> int:
        """Return the Poisson number by inversion of draw 0."""
        return draws.poisson(self.uniform(process, owner, 0), rate)

    def order(self, process: int, owners: list[int], k: int = 0, week: int | None = None) -> list[int]:
        """Return the owners by their draw k, the smallest first; equal draws by index."""
        named_week = self.week if week is None else week
        return sorted(
            owners, key=lambda owner: (draws.uniform(self.seed, named_week, process, owner, k), owner)
        )

    def pick(self, process: int, owner: int, k: int, candidates: list[int]) -> int:
        """Return the candidate j with the smallest draw k + j of the owner; equal draws by index."""
        return min(candidates, key=lambda other: (self.uniform(process, owner, k + other), other))

    def weighted_choice(
        self, process: int, owner: int, m: int, candidates: list[int], weights: list[float]
    ) -> int:
        """Return the winner of an exponential race (ODD 7.2).

        Candidate j arrives at -ln(1 - u(process, owner, 2^32 m + j)) / weight and the first one wins, so
        the choice stays the same when other candidates come or go without winning.
        """
        arrivals = [
            (-math.log(1.0 - self.uniform(process, owner, (m << 32) + other)) / weight, other)
            for other, weight in zip(candidates, weights, strict=True)
        ]
        return min(arrivals)[1]
