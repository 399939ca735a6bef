"""What pairing is worth: variance of an independent difference over that of a paired one."""

from pathlib import Path

import numpy as np

from simulation.analysis.pairing import variance_ratios
from simulation.experiment.experiment_file import read_study
from simulation.parameters import Behaviour
from simulation.running.executor import default_workers

STUDY = Path(__file__).parents[1] / "experiments" / "kaloran_brimob.yaml"
OUTCOMES = ("trust_other", "degree", "income")
WEEKS = (26, 104)


def measure(replicates: int = 200) -> dict[str, dict[str, dict[str, float | None]]]:
    """Return the ratio by scenario, outcome and week; None where pairing leaves no variance at all."""
    frame = variance_ratios(
        read_study(STUDY).single(Behaviour()), replicates, OUTCOMES, WEEKS, default_workers()
    )
    found: dict[str, dict[str, dict[str, float | None]]] = {}
    keys = zip(frame["scenario"], frame["outcome"], frame["week"], strict=True)
    for (scenario, outcome, week), ratio in zip(keys, frame["ratio"].to_numpy(float), strict=True):
        weeks = found.setdefault(str(scenario), {}).setdefault(str(outcome), {})
        weeks[str(week)] = float(ratio) if np.isfinite(ratio) else None
    return found
