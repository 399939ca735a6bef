"""One wave of interviews: answers by owner, nominations, attendance."""

from dataclasses import dataclass

import pandas as pd

from simulation.survey.findings import Finding
from simulation.survey.questionnaire import Questionnaire


@dataclass(frozen=True)
class Wave:
    """The answers of all who were interviewed and agreed.

    Attributes
    ----------
    asked : Questionnaire
        What was asked.
    names : list of str
        Of the owners, by number. They never leave this object but for the key file.
    answers : DataFrame
        One row an owner, one column a question; codes as in the form, NaN unanswered.
    nominations : DataFrame
        ``first``: who was asked; ``second``: who was named, -1 if not interviewed; ``group``: place of that
        one's group in the village, -1 unknown; ``often``: meetings a week, NaN unanswered;
        ``person``: who of those not interviewed, from 0, -1 where it is nobody or may be an owner.
    attendance : DataFrame
        One row an owner, one column an activity; sessions attended, NaN unanswered.
    findings : list of Finding
        What was wrong, and what was done.
    absent : frozenset of str
        Questions about owners that the file has no column for: nobody was asked them.
    """

    asked: Questionnaire
    names: list[str]
    answers: pd.DataFrame
    nominations: pd.DataFrame
    attendance: pd.DataFrame
    findings: list[Finding]
    absent: frozenset[str] = frozenset()

    @property
    def owners(self) -> int:
        """How many they are."""
        return len(self.names)
