"""A simulator whose plausible region is known: what its villages say follows from the parameters alone."""

from collections.abc import Callable

import numpy as np

from simulation.patterns.pattern import Band
from simulation.questions.ensemble.matching import Matching
from simulation.questions.ensemble.space import Space
from simulation.questions.ensemble.step import Block, Said, Step

NAMES = ("a", "b", "c", "d")
SPACE = Space(NAMES, np.zeros(4), np.array([1.0, 1.0, 10.0, 1.0]), np.zeros(4, dtype=bool))
OF: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "sum": lambda values: values[:, 0] + values[:, 1],
    "first": lambda values: values[:, 0],
    "income": lambda values: values[:, 3],
}
"""Patterns; nothing depends on c, and on d nothing but income."""


def band(name: str, low: float, high: float) -> Band:
    return Band(name, name, name, low, high, "made up", stated=0.0)


NARROW = (band("sum", 0.9, 1.1), band("first", 0.2, 1.0), band("income", 0.4, 0.5))
"""Sets are plausible where .9 <= a + b <= 1.1, a >= .2 and .4 <= d <= .5: some 18 in 1,000 of all."""


class Toy:
    """Measures sets and counts them.

    Attributes
    ----------
    counted : dict of str to int
        Sets that each step measured.
    """

    def __init__(self) -> None:
        self.counted: dict[str, int] = {}

    def __call__(self, values: np.ndarray, step: Step, doing: str) -> Said:
        self.counted[step.name] = self.counted.get(step.name, 0) + len(values)
        return {
            pattern.name: np.repeat(OF[pattern.name](values), step.villages).reshape(-1, step.villages, 1)
            for pattern in step.patterns
        }


def steps(patterns: tuple[Band, ...] = NARROW, *, blocks: bool = True) -> list[Step]:
    block = (Block(("d",), ("income",)),) if blocks else ()
    found = [Step(each.name, place, (each,), 4) for place, each in enumerate(patterns, start=1)]
    found[-1] = Step(found[-1].name, len(patterns), found[-1].patterns, 4, block)
    return [*found, Step("final", len(patterns) + 1, patterns, 8)]


def matching(
    toy: Toy, patterns: tuple[Band, ...] = NARROW, *, blocks: bool = True, seed: int = 5
) -> Matching:
    every = steps(patterns, blocks=blocks)
    return Matching(SPACE, every, len(every) - 1, toy, seed)
