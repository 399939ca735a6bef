"""A small question of each kind, answered once, for the tests of its report."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from simulation.analysis.attribution import Attribute
from simulation.analysis.calibration import Calibrate
from simulation.analysis.question import Answer, Question, ask
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
    "calibrate": Asked(
        lambda: Calibrate(
            config(),
            targets=TARGETS,
            parameters=["belief_own", "belief_other", "generalisation"],
            particles=60,
            populations=3,
        ),
        r"(identified|weakly|not|apart|apart_same|no_pairs|verdict\.\w+|all_met|narrower|no_narrower)",
    ),
}

TARGETS = [
    {"measure": measure, "week": week, "scenario": "all", "value": value, "standard_error": error}
    for measure, week, value, error in (
        ("trust_own", 0, 0.60, 0.03),
        ("trust_other", 0, 0.45, 0.03),
        ("trust_other", 30, 0.52, 0.03),
        ("degree", 30, 3.0, 0.3),
        ("gotong_royong", 30, 0.95, 0.01),
    )
]
"""What nobody observed; the last one no village of the model reaches."""


@cache
def answered(kind: str) -> tuple[Question, Answer]:
    """Return the small question of a kind and its answer."""
    question = ASKED[kind].question()
    return question, ask(question, workers=2)
