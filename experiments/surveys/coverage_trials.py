"""Made-up villages, surveyed and fitted, to see if intervals hold the truth as often as they claim.

``python experiments/surveys/coverage_trials.py`` prints the table of docs/calibrate.md. Each village lives
with another set of the ensemble, and the prior is the ensemble; the seed is that of the experiment file, or
another with ``--seed``. The last row is what the programme does in the village that was surveyed.

Every trial is kept in ``results/coverage``: a run that was stopped goes on there, and ``--part 1/2`` makes
every other one, beside another process that makes the rest.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from simulation.analysis.question import run_in_memory
from simulation.experiment.config import StudyConfig
from simulation.experiment.experiment_file import read_study
from simulation.experiment.targets import Target
from simulation.questions.calibration.coverage import coverage, share_inside

HERE = Path(__file__).parent
FILE = HERE / "small_village.yaml"
KEPT = HERE.parents[1] / "results" / "coverage"
PARAMETERS = ("threshold", "generalisation", "belief_own", "belief_other", "meetings")
ERRORS = {"belief_own": 0.025, "belief_other": 0.03, "degree": 0.4, "ei_index": 0.08, "gotong_royong": 0.025}
WEEKS = (0, 52)


PARTICLES, POPULATIONS = 500, 4


def experiment(seed: int | None = None) -> StudyConfig:
    """Return the experiment."""
    config = read_study(FILE)
    return config if seed is None else config.model_copy(update={"seed": seed})


def trials(config: StudyConfig, number: int, which: Sequence[int] | None = None) -> pd.DataFrame:
    """Return so many trials, or some of them; what each draws is named by its place among all."""
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
        particles=PARTICLES,
        populations=POPULATIONS,
        which=which,
    )


def main(wanted: int, seed: int | None, part: str) -> None:
    """Make what is missing of a part; if then all are there, print how often the truth was inside."""
    config = experiment(seed)
    folder = KEPT / f"{config.hash()[:12]}-{wanted}"
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{number:04d}.csv" for number in range(wanted)]
    first, of = map(int, part.split("/"))
    for number in range(first - 1, wanted, of):
        if not files[number].exists():
            trials(config, wanted, [number]).to_csv(files[number], index=False)
            print(f"trial {number + 1} of {wanted}", flush=True)
    missing = sum(not file.exists() for file in files)
    if missing:
        print(f"{missing} of {wanted} trials are still missing in {folder}")
        return
    found = pd.concat(map(pd.read_csv, files), ignore_index=True)
    print("| parameter | inside the 90 % interval | exact 95 % interval of that share | mean contraction |")
    print("|---|---|---|---|")
    for name, rows in [*found.groupby("parameter", sort=False), ("all", found)]:
        share, low, high = share_inside(rows["inside"].tolist())
        print(
            f"| {name} | {rows['inside'].sum()} of {len(rows)} ({share:.0%}) | {low:.0%} to {high:.0%} "
            f"| {rows['contraction'].mean():.2f} |"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--trials", type=int, default=100)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--part", default="1/1")
    asked = parser.parse_args()
    main(asked.trials, asked.seed, asked.part)
