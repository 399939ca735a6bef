"""What a village is told by: its parameters, and how separate its groups are."""

import pandas as pd

from simulation.experiment.varied import Varied
from simulation.parameters import Description
from simulation.questions.villages.answer import ONCE, SEGREGATION, VillageEffects
from simulation.questions.villages.priority import Rule
from simulation.report.answer_facts import AnswerFacts
from simulation.report.conditions import Edges


class Traits(Edges):
    """Labels and values of parameters, and of the segregation that was measured.

    Parameters
    ----------
    facts : AnswerFacts
        The experiment and its words.
    answer : VillageEffects
        The villages.
    """

    def __init__(self, facts: AnswerFacts, answer: VillageEffects) -> None:
        traits: pd.DataFrame = answer.villages.drop(columns="village").astype(float)
        super().__init__(facts, traits)
        words = facts.words
        for name in (*SEGREGATION, ONCE):
            text = words("villages.once" if name == ONCE else "villages.measured", measure=words.measure(
                SEGREGATION[0] if name == ONCE else name))  # fmt: skip
            known = Description("", (-1.0, 1.0), (-1.0, 1.0), "", "assumed", text, text)
            self._known[name] = Varied(name, known)

    def rule(self, rule: Rule) -> str:
        """Return the conditions of the leaves that a rule marks."""
        between = f"{self.facts.words('villages.or')} "
        return between.join(self.conditions(box) for box in rule.boxes)
