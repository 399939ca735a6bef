"""A small question of each kind, answered once, for the tests of its report."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from simulation.analysis.question import Answer, Question, ask
from simulation.questions.attribution.question import Attribute
from simulation.questions.boundary.question import Boundary
from simulation.questions.calibration.question import Calibrate
from simulation.questions.discovery.question import Discover
from simulation.questions.ensemble.question import Ensemble
from simulation.questions.network_fit.question import NetworkFit
from simulation.questions.plan.question import Plan
from simulation.questions.sensitivity.question import SensitivityQuestion
from simulation.questions.sweep.question import SweepQuestion
from simulation.questions.trial.question import Trial
from simulation.questions.trial_seal.question import TrialSeal
from simulation.questions.value.question import ValueQuestion
from simulation.questions.villages.question import Villages
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
        r"|kinds\..*|fades|stays|forgotten|apart|drift|still|no_lifted|crossings|key\.(own|sets|band|without|with)"
        r"|holds.*|broken|lifted_here|stays_broken|place_boundary|without|with|when)",
    ),
    "attribute": Asked(
        lambda: Attribute(config(replicates=3)),
        r"(raises|lowers|nothing|unsure|worse|idle|need|hinder|no_pairs|led|led_one)",
    ),
    "sensitivity": Asked(
        lambda: SensitivityQuestion(
            config(), trajectories=2, replicates=3, keep=3, samples=8, sample_replicates=2
        ),
        r"(raises|lowers|either|undefined|undefined_everywhere|constant|constant_again|still|no_value"
        r"|lost|turned|new|open|changed_table|pawn\..*|sets\..*)",
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
        r"(tied|tied_same|identified|weakly|not|apart|apart_same|no_pairs|verdict\.\w+|all_met|narrower|no_narrower)",
    ),
    "villages": Asked(
        lambda: Villages(config(villages=VILLAGES, replicates=3)),
        r"(rule\..*|or|no_cost)",
    ),
    "sweep": Asked(
        lambda: SweepQuestion(
            config(),
            sweep={"threshold": [0.4, 0.5], "forum.every": [2, 4]},
            each=4,
            scenarios=["forum", "all"],
        ),
        r"(lines_caption_one|first_lines|first_points)",
    ),
    "value": Asked(
        lambda: ValueQuestion(config(**UNSURE), decision="forum,mentoring,shared_vision"),
        r"(best|nothing_gained|led|led_all|led_other|perfect|perfect_nothing|share|(item|items|pilot|parameter|parameters)_.*"
        r"|further|parameter|no_parameters|one_of|item\..*|kind\..*)",
    ),
    "ensemble": Asked(
        lambda: Ensemble(config(), patterns=OBSERVED, only_own=True, sets=8, draws=60, waves=2),
        r"(step\..+|all_found|fewer_found|none_found|most_\w+|nobody|idle|of_ensemble|blurred|narrowed|not_narrowed|pair|no_pairs"
        r"|use_none|no_parameters)",
    ),
    "network_fit": Asked(
        lambda: NetworkFit(config(), NETWORK, week_after=20, villages=30),
        r"(verdict\..*|one_wave|within|together|beyond|off|level\..*)",
    ),
    "trial": Asked(
        lambda: Trial(
            config(points={"columns": {"threshold": [0.4, 0.44, 0.48]}}),
            villages=[4, 8],
            owners=[6, 12],
            trials=100,
            each=4,
            interview="50 ribu",
        ),
        r"(plan\..*|villages_axis\..*|exact|loss_by_trust|desired|contamination|enough|none_enough|needs|needs_more"
        r"|biased|wedge)",
    ),
    "trial_seal": Asked(
        lambda: TrialSeal(config(points={"columns": {"threshold": [0.4, 0.44, 0.48]}}), 4, 8, each=4), r"-"
    ),
    # what is said of boxes: tests/questions/discovery/test_page.py
    "discover": Asked(
        lambda: Discover(config(), villages=100, parameters=["threshold", "bad_weight"]), r".+"
    ),
}

UNSURE = {
    "points": {
        "columns": {
            "threshold": [0.36 + 0.005 * (number * 7 % 24) for number in range(24)],
            "vision_half_life": [4.0 + number for number in range(24)],
        }
    },
    "villages_per_set": 2,
    "replicates": 48,
}
"""Twenty-four kinds of villages, two of each."""
NETWORK = {
    "owners": 24,
    "ties": [[place, (place + step) % 24] for place in range(24) for step in (1, 2)],
    "ties_after": [[place, (place + 1) % 24] for place in range(24)],
    "newcomers": [3],
    "sources": ["before.csv", "after.csv"],
}
"""A ring that nobody observed, and what is left of it."""
VILLAGES = {
    "names": [f"Village {number}" for number in range(12)],
    "columns": {
        "owners": [[14.0 + number, 20.0 + number] for number in range(12)],
        "share_hill": [[0.2 + 0.04 * number] * 2 for number in range(12)],
    },
}
OBSERVED = [
    {"name": "ties", "measure": "degree", "week": 0, "low": 1.0, "high": 9.0, "source": "made up"},
    {"name": "peace", "measure": "unresolved", "weeks": [20, 30], "high": 0.5, "source": "made up"},
    {
        "name": "forum", "measure": "trust_other", "weeks": [27, 30], "scenario": "forum", "low": 0.01,
        "high": 0.2, "source": "made up",
    },
]  # fmt: skip
"""Patterns that nobody observed."""
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
