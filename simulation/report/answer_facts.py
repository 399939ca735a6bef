"""All that the sections of an answer's report know beside the answer itself."""

from typing import Any

from simulation.analysis.question import Question
from simulation.report.scenarios import Scenarios
from simulation.report.words import Words


class AnswerFacts:
    """What a section may draw on.

    Parameters
    ----------
    question : Question
        What was asked.
    manifest : dict
        The content of ``manifest.json``.
    language : str
        ``en`` or ``id``.

    Attributes
    ----------
    config : StudyConfig
        The experiment.
    words : Words
        The language.
    scenarios : Scenarios
        Labels and looks of the experiment's scenarios.
    """

    def __init__(self, question: Question, manifest: dict[str, Any], language: str) -> None:
        self.question = question
        self.config = question.config
        self.manifest = manifest
        self.words = Words(language, self.config.village, question.package())
        self.scenarios = Scenarios(self.config, self.words)

    @property
    def village(self) -> str:
        """The name of the village."""
        return self.config.village.name

    def smallest(self, outcome: str) -> float | None:
        """Return the smallest effect of interest of an outcome; None if the experiment names none."""
        entry = self.config.outcomes.get(outcome)
        return None if entry is None else float(entry.smallest_effect)

    def by(self, outcome: str, value: float) -> str:
        """Return a signed difference; small ones with one digit more."""
        return self.words.amount(outcome, value, 2 if abs(value) >= 0.0995 else 3, sign=True)

    def interval(self, outcome: str, low: float, high: float) -> str:
        """Return an interval, such as ``+0.14 to +0.16``."""
        digits = 2 if high - low >= 0.095 else 3
        edges = [self.words.amount(outcome, edge, digits, sign=True) for edge in (low, high)]
        return self.words("interval", low=edges[0], high=edges[1])
