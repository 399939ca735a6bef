"""Chance from Mesa's own generator, as an ordinary Mesa model takes it."""

import math

import mesa


class MesaChance:
    """Answers what the rules ask from ``model.random``; the names of the draws are ignored.

    Parameters
    ----------
    model : mesa.Model
        Whose generator is used. It may still be under construction: nothing is drawn here.
    """

    def __init__(self, model: mesa.Model) -> None:
        self.model = model
        self._kept: dict[tuple[int, int, int], list[int]] = {}

    def begin_week(self, week: int) -> None:
        """Do nothing: a generator knows no weeks."""

    def uniform(self, process: int, owner: int, k: int) -> float:
        """Return a number in [0, 1)."""
        number: float = self.model.random.random()
        return number

    def normal(self, process: int, owner: int, k: int) -> float:
        """Return a standard normal number."""
        number: float = self.model.random.gauss(0.0, 1.0)
        return number

    def poisson(self, process: int, owner: int, rate: float) -> int:
        """Return a Poisson number: how many uniform factors stay above exp(-rate) (Knuth)."""
        # the standard library has none, and a single number from numpy takes twice as long
        draw = self.model.random.random
        floor = math.exp(-rate)
        product = draw()
        number = 0
        while product > floor:
            number += 1
            product *= draw()
        return number

    def order(self, process: int, owners: list[int], k: int = 0, week: int | None = None) -> list[int]:
        """Return the owners in random order.

        An order of another week (a roster that holds for a term) is drawn once and remembered.
        """
        if week is None:
            return self._shuffled(owners)
        name = (process, k, week)
        if name not in self._kept:
            self._kept[name] = self._shuffled(owners)
        return list(self._kept[name])

    def pick(self, process: int, owner: int, k: int, candidates: list[int]) -> int:
        """Return one of the candidates."""
        chosen: int = self.model.random.choice(candidates)
        return chosen

    def weighted_choice(
        self, process: int, owner: int, m: int, candidates: list[int], weights: list[float]
    ) -> int:
        """Return one of the candidates in proportion to its weight."""
        chosen: int = self.model.random.choices(candidates, weights)[0]
        return chosen

    def _shuffled(self, owners: list[int]) -> list[int]:
        order = list(owners)
        self.model.random.shuffle(order)
        return order
