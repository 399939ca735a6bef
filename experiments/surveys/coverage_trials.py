"""Made-up villages, surveyed and fitted, to see if intervals hold the truth as often as they claim.

``python experiments/surveys/coverage_trials.py`` prints the table of docs/calibrate.md. Each village lives
with another set of the ensemble, and the prior is the ensemble; the seed is that of the experiment file, or
another with ``--seed``. The last row is what the programme does in the village that was surveyed.
"""

import argparse
from pathlib import Path

import pandas as pd

from simulation.analysis.question import run_in_memory
from simulation.experiment.experiment_file import read_study
from simulation.experiment.targets import Target
from simulation.questions.calibration.coverage import coverage, share_inside

FILE = Path(__file__).parent / "small_village.yaml"
PARAMETERS = ("threshold", "generalisation", "belief_own", "belief_other", "meetings")
ERRORS = {"belief_own": 0.025, "belief_other": 0.03, "degree": 0.4, "ei_index": 0.08, "gotong_royong": 0.025}
WEEKS = (0, 52)


def trials(number: int, particles: int = 500, populations: int = 4, seed: int | None = None) -> pd.DataFrame:
    """Return the trials."""
    config = read_study(FILE)
    if seed is not None:
        config = config.model_copy(update={"seed": seed})
    plan = [
        Target(measure=measure, week=week, scenario="forum", value=0.0, standard_error=error)
        for week in WEEKS
        for measure, error in ERRORS.items()
    ]
    return coverage(
        config,
        plan,
        run_in_memory(),
        trials=number,
        parameters=PARAMETERS,
        particles=particles,
        populations=populations,
    )


def main(number: int, seed: int | None) -> None:
    """Print how often the truth was inside, by parameter and over all."""
    found = trials(number, seed=seed)
    print("| parameter | inside the 90 % interval | exact 95 % interval of that share | mean contraction |")
    print("|---|---|---|---|")
    for name, rows in [*found.groupby("parameter", sort=False), ("all", found)]:
        share, low, high = share_inside(rows["inside"].tolist())
        print(
            f"| {name} | {rows['inside'].sum()} of {len(rows)} ({share:.0%}) | {low:.0%} to {high:.0%} "
            f"| {rows['contraction'].mean():.2f} |"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=100)
    parser.add_argument("--seed", type=int)
    asked = parser.parse_args()
    main(asked.trials, asked.seed)
