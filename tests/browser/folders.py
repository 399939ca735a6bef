"""Folders of results as users have them: a study and an answer to each question, small but really run."""

from pathlib import Path
from typing import Any

from simulation.api import Study
from simulation.questions.answering import put
from simulation.questions.attribution.question import Attribute
from simulation.questions.boundary.question import Boundary
from simulation.questions.calibration.question import Calibrate
from simulation.questions.discovery.question import Discover
from simulation.questions.ensemble.question import Ensemble
from simulation.questions.plan.question import Plan
from simulation.questions.sensitivity.question import SensitivityQuestion
from simulation.questions.villages.question import Villages
from tests.dashboard.state.test_result_folders import SMALL
from tests.report.studies import config

VARIED = ["threshold", "misreading"]
TARGETS: list[dict[str, Any]] = [
    {"measure": "trust_other", "week": 6, "scenario": "both", "value": 0.5, "standard_error": 0.05},
    {"measure": "bridging", "week": 6, "scenario": "both", "value": 0.2, "standard_error": 0.1},
]
OBSERVED = [{"name": "ties", "measure": "degree", "week": 0, "low": 0.5, "source": "made up"}]
MANY: dict[str, Any] = {
    "names": [f"Kampung {number}" for number in range(6)],
    "columns": {"owners": [[14.0 + number, 18.0 + number] for number in range(6)]},
}


def made(base: Path) -> Path:
    """Fill a base folder: each answer in a folder named as its command."""
    study = config(**SMALL)
    Study(study).run(out=base / "study", workers=2).report("id")
    questions = [
        Attribute(study),
        Plan(study, budget=12e6, replicates=8, evaluations=20),
        SensitivityQuestion(study, trajectories=2, replicates=2, method="none", parameter=VARIED),
        Boundary(study, "theta", "e0", "0.3:0.8", "0.05:0.5", replicates=5, cells=8, points=25),
        Discover(study, villages=40, each=2, parameters=VARIED),
        Villages(config(**SMALL, villages=MANY)),
        Ensemble(study, patterns=OBSERVED, only_own=True, sets=3, draws=20, waves=1),
        Calibrate(study, targets=TARGETS, parameters=["belief_other"], particles=12, populations=2),
    ]
    for question in questions:
        put(question, out=base / question.kind, workers=2, language="id")
    return base
