"""Makes the ensemble that ships: ``make plausible``, or with options for a smaller one.

It is `kampung ensemble` for the experiment of Kaloran Brimob, kept in ``results/plausible``; a run that was
stopped or killed goes on there. The file is put in its place when all sets are found. Printed is how long the
stages took, and the set in the middle: the defaults of ``simulation/parameters``.

With ``--renew`` all sets of the shipped file are measured once more: if the model was only rewritten and each
value is the same, the file is marked as belonging to the new sources.
"""

import argparse
import shutil
from pathlib import Path

import pandas as pd

from simulation.experiment.experiment_file import read_study
from simulation.experiment.posterior import PLAUSIBLE
from simulation.questions.ensemble.answer import ENSEMBLE
from simulation.questions.ensemble.command import ensemble
from simulation.questions.ensemble.question import DRAWS, SETS, WAVES
from simulation.questions.ensemble.renewal import renew
from simulation.store.manifest import MANIFEST, read_manifest

ROOT = Path(__file__).parents[2]
EXPERIMENT = ROOT / "experiments" / "kaloran_brimob.yaml"


def seconds(folder: Path) -> float:
    """Return how long the simulation of all stages took, also that of runs that were stopped and went on."""
    return sum(read_manifest(stage.parent)["seconds"] or 0.0 for stage in folder.glob(f"stage-*/{MANIFEST}"))


def make(folder: Path, target: Path, *, sets: int, draws: int, waves: int, workers: int | None) -> None:
    """Search, and put the file in its place if it is whole."""
    asked = {"sets": sets, "draws": draws, "waves": waves, "workers": workers}
    ensemble(EXPERIMENT, **asked, out=folder, resume=True, language="en")
    print(f"simulated for {seconds(folder) / 60:.1f} minutes")
    found = pd.read_csv(folder / "sets.csv")
    if len(found) < sets:
        raise SystemExit(f"{len(found)} sets of {sets}: {target} stays as it is")
    target.parent.mkdir(exist_ok=True)
    shutil.copyfile(folder / ENSEMBLE, target)
    print(f"{target}: {target.stat().st_size / 1000:.0f} kB")
    (middle,) = found[found["medoid"]].to_dict("records")
    names = pd.read_csv(folder / "parameters.csv")["parameter"]
    print("the set in the middle:", *(f"  {name}: {middle[name]:g}" for name in sorted(names)), sep="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sets", type=int, default=SETS)
    parser.add_argument("--draws", type=int, default=DRAWS)
    parser.add_argument("--waves", type=int, default=WAVES)
    parser.add_argument("--workers", type=int)
    parser.add_argument("--folder", type=Path, default=ROOT / "results" / "plausible")
    parser.add_argument("--target", type=Path, default=PLAUSIBLE)
    parser.add_argument("--renew", action="store_true")
    given = parser.parse_args()
    if given.renew:
        renew(read_study(EXPERIMENT), given.target, given.workers)
        print(f"{given.target} belongs to the model as it is")
    else:
        make(
            given.folder, given.target, sets=given.sets, draws=given.draws, waves=given.waves,
            workers=given.workers,
        )  # fmt: skip
