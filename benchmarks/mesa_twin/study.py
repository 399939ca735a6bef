"""The study both sides run: eight scenarios of the experiment of Kaloran Brimob, in a village of any size."""

from functools import cache
from pathlib import Path

from simulation.experiment.config import StudyConfig
from simulation.experiment.experiment_file import read_study
from simulation.parameters import Behaviour

EXPERIMENT = Path(__file__).parents[2] / "experiments" / "kaloran_brimob.yaml"
SCENARIOS = (
    "none",
    "communication_training",
    "conflict_training",
    "dialogue_mediation",
    "forum",
    "collaboration_simulation",
    "mentoring",
    "all",
)
"""No programme, six activities alone, the whole programme."""


@cache
def bench_study(owners: int, scenarios: tuple[str, ...] = SCENARIOS) -> StudyConfig:
    """Return the experiment with so many owners, these scenarios only and no costly measures.

    Parameters
    ----------
    owners : int
        Owners of the village.
    scenarios : tuple of str
        Names of scenarios of the experiment; the first one is the reference.
    """
    document = read_study(EXPERIMENT).single(Behaviour()).to_document()
    document["village"]["owners"] = owners
    document["scenarios"] = {name: document["scenarios"][name] for name in scenarios}
    document["reference"] = scenarios[0]
    document["network_weeks"] = []
    del document["panels"]  # they name the scenarios that are left out
    return StudyConfig.model_validate(document)
