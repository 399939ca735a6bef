"""A small question of each kind, answered once, for the tests of its report."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from simulation.analysis.attribution import Attribute
from simulation.analysis.boundary import Boundary
from simulation.analysis.calibration import Calibrate
from simulation.analysis.discovery import Discover
from simulation.analysis.plan import Plan
from simulation.analysis.question import Answer, Question, ask
from simulation.analysis.sensitivity import SensitivityQuestion
from simulation.analysis.villages import Villages
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
    "boundary": Asked(
        lambda: Boundary(
            config(replicates=3), "theta", "e0", "0.3:0.8", "0.05:0.5", replicates=6, cells=8, points=60
        ),
        r"(plausible_.*|tips(_inside|_outside)?|no_tip|nothing_.*|unfinished|harmed|no_harm|lifted|moved|no_crossing|limit"
        r"|kinds\..*|fades|stays|forgotten|apart|drift|still|no_lifted|crossings|key\.(own|band|without|with)"
        r"|holds.*|broken|lifted_here|stays_broken|place_boundary|without|with|when)",
    ),
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
    "plan": Asked(
        lambda: Plan(config(), budget=25e6, weeks=20, replicates=10, evaluations=80),
        r"(villages_.*|nothing.*|no_ties|ties|thrifty|left_out|instead|stretched|late|everybody|legend_ties|(next|beyond).*|"
        r"regret_(least|other)|verdict_.*)",
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
    "villages": Asked(
        lambda: Villages(config(villages=VILLAGES, replicates=3)),
        r"(rule\..*|or|no_cost)",
    ),
    # what is said of boxes: tests/report/test_discover.py
    "discover": Asked(
        lambda: Discover(config(), villages=100, parameters=["threshold", "bad_weight"]), r".+"
    ),
}

VILLAGES = {
    "names": [f"Village {number}" for number in range(12)],
    "columns": {
        "owners": [[14.0 + number, 20.0 + number] for number in range(12)],
        "share_hill": [[0.2 + 0.04 * number] * 2 for number in range(12)],
    },
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
