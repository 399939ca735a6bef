"""A small question of each kind, answered once, for the tests of its report."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from simulation.analysis.attribution import Attribute
from simulation.analysis.question import Answer, Question, ask
from simulation.analysis.sensitivity import SensitivityQuestion
from tests.report.studies import config


@dataclass(frozen=True)
class Asked:
    """A question, and what its words may depend on.

    Attributes
    ----------
    question : callable
        Makes it.
    built : str
        Pattern of keys that a small study need not use: which sentence stands there depends on its numbers.
    """

    question: Callable[[], Question]
    built: str


ASKED: dict[str, Asked] = {
    "attribute": Asked(
        lambda: Attribute(config(replicates=3)),
        r"(raises|lowers|nothing|unsure|worse|idle|need|hinder|no_pairs)",
    ),
    "sensitivity": Asked(
        lambda: SensitivityQuestion(
            config(), trajectories=2, replicates=3, keep=3, samples=8, sample_replicates=2
        ),
        r"(raises|lowers|either|undefined|undefined_everywhere|lost|turned|new|open|changed_table|pawn\..*)",
    ),
}


@cache
def answered(kind: str) -> tuple[Question, Answer]:
    """Return the small question of a kind and its answer."""
    question = ASKED[kind].question()
    return question, ask(question, workers=2)
