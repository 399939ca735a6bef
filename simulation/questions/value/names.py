"""How what could be known is called, and how much it is worth."""

from collections.abc import Mapping
from typing import Any

from simulation.experiment.varied import varied
from simulation.questions.value.answer import PERFECT
from simulation.questions.value.asked import items
from simulation.questions.value.estimates import ITEM, PARAMETER, PILOT
from simulation.report.answer_facts import AnswerFacts
from simulation.report.parameters import parameter_label
from simulation.report.words import Words


def item_label(words: Words, name: str) -> str:
    """Return what an item asks about."""
    quantity = name.removesuffix("_1")
    if quantity != name:
        (count,) = (item.questions for item in items()[0] if item.name == quantity)
        return words("value.one_of", item=item_label(words, quantity), count=count)
    return words(f"value.item.{name}") if words.has(f"value.item.{name}") else words.measure(name)


class Names:
    """Labels and amounts of an answer in one language.

    Parameters
    ----------
    facts : AnswerFacts
    outcome : str
        What counts.
    questions : mapping of str to int
        How many questions an item has.
    """

    def __init__(self, facts: AnswerFacts, outcome: str, questions: Mapping[str, int]) -> None:
        self._words, self._outcome, self._questions = facts.words, outcome, questions
        self._known = varied(facts.config)

    def label(self, row: Mapping[str, Any]) -> str:
        """Return what a row could tell."""
        words, name = self._words, str(row["of"])
        if row["kind"] == PERFECT:
            return words("value.set")
        if row["kind"] == PARAMETER:
            return parameter_label(words, name, self._known[name].description)
        if row["kind"] == PILOT:
            return words("value.pilot", count=int(name))
        return item_label(words, name)

    def kind(self, row: Mapping[str, Any]) -> str:
        """Return of which kind it is."""
        further = row["kind"] == ITEM and self._questions[row["of"]] == 0
        return self._words(f"value.kind.{'further' if further else row['kind']}")

    def amount(self, value: float, *, sign: bool = False) -> str:
        """Return an amount of the outcome, small ones with more digits."""
        return self._words.amount(self._outcome, value, 3 if abs(value) >= 0.00995 else 4, sign=sign)
