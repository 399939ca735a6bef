"""Parameters and the edges of a box, as a reader sees them."""

from collections.abc import Sequence
from math import ceil, floor, log10

import pandas as pd

from simulation.analysis.box import Box
from simulation.experiment.varied import own_value, varied
from simulation.report.answer_facts import AnswerFacts
from simulation.report.parameters import parameter_label

STEPS = 30
"""A value is written with so many digits that its range has at least so many different ones."""


class Edges:
    """Labels, ranges and values of the parameters of a discovery.

    Parameters
    ----------
    facts : AnswerFacts
        The experiment and its words.
    points : DataFrame
        The kinds of villages.
    """

    def __init__(self, facts: AnswerFacts, points: pd.DataFrame) -> None:
        self.facts = facts
        self.ranges = {str(n): (float(points[n].min()), float(points[n].max())) for n in points.columns}
        self._known = varied(facts.config)

    def label(self, name: str) -> str:
        """Return what a parameter is called."""
        return parameter_label(self.facts.words, name, self._known[name].description)

    def own(self, name: str) -> float:
        """Return the value of the experiment itself."""
        return own_value(name, self.facts.config)

    def value(self, name: str, value: float) -> str:
        """Return a value with the digits that its range calls for."""
        words, known = self.facts.words, self._known[name]
        if known.description.unit.startswith("rupiah"):
            return words.rupiah(value)
        low, high = self.ranges[name]
        digits = 0 if known.whole or high <= low else max(0, ceil(-log10((high - low) / STEPS)))
        return words.number(value, digits)

    def ends(self, box: Box, name: str) -> tuple[float | None, float | None]:
        """Return the edges of a parameter, whole where it is; None where a side is open."""
        low, high = box.low.get(name), box.high.get(name)
        if self._known[name].whole:
            low, high = None if low is None else ceil(low), None if high is None else floor(high)
        return low, high

    def condition(self, box: Box, name: str) -> str:
        """Return the restriction of one parameter, such as ``“misreading” is above 0.28``."""
        words = self.facts.words
        low, high = self.ends(box, name)
        shown = {"parameter": self.label(name)}
        if low is not None:
            shown["low"] = self.value(name, low)
        if high is not None:
            shown["high"] = self.value(name, high)
        if low is not None and high is not None:
            return words("condition.between", **shown)
        # a whole number may lie on the edge itself
        kinds = ("at_least", "at_most") if self._known[name].whole else ("above", "below")
        return words(f"condition.{kinds[0] if high is None else kinds[1]}", **shown)

    def conditions(self, box: Box) -> str:
        """Return all restrictions of a box."""
        return self.facts.words.all_of([self.condition(box, name) for name in box.parameters])

    def labels(self, names: Sequence[str]) -> str:
        """Return the labels of parameters, each in quotation marks."""
        return self.facts.words.all_of([f"“{self.label(name)}”" for name in names])

    def holds_own(self, box: Box) -> bool:
        """Whether the values of the experiment itself lie in a box."""
        return all(
            box.low.get(name, -float("inf")) <= self.own(name) <= box.high.get(name, float("inf"))
            for name in box.parameters
        )
