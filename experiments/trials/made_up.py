"""A trial in villages of the model, as a table of interviews for `kampung trial read`: nobody was asked.

``python experiments/trials/made_up.py TABLE.csv``: 8 villages with the whole programme and 8 without, 20
owners in each, three items; each village lives with a plausible set of its own.
"""

import sys
from pathlib import Path

import numpy as np

from simulation.analysis.draw_rows import key_of, normals
from simulation.analysis.question import run_in_memory
from simulation.experiment.experiment_file import read_study
from simulation.questions.trial.items import STEPS, noise_sd
from simulation.questions.trial.question import Trial
from simulation.questions.trial.sample import Sample

VILLAGES, OWNERS, ITEMS, LUCK = 8, 20, 3, 2026
EXPERIMENT = Path(__file__).parents[1] / "kaloran_brimob.yaml"


def main(path: Path) -> None:
    question = Trial(read_study(EXPERIMENT), villages=[VILLAGES], owners=[OWNERS], items=0)
    pool, terms = question.pool(run_in_memory()), question.terms
    sample = Sample(pool.mixed, terms, 1, 2 * VILLAGES, OWNERS, LUCK, 1)
    noise = noise_sd(pool.mixed.spread, terms.reliability) * normals(
        key_of(LUCK, 2, 0), 2 * VILLAGES * OWNERS * 2 * ITEMS
    ).reshape(2, 2 * VILLAGES, OWNERS, ITEMS)
    lines = ["village,arm,week,owner,item_1,item_2,item_3"]
    for wave, week in enumerate(terms.waves):
        for village in range(2 * VILLAGES):
            arm = int(village < VILLAGES)
            truth = sample.score(arm, wave)[0, village]
            answers = 1 + np.clip(
                np.rint((truth[:, None] + noise[wave, village]) * (STEPS - 1)), 0, STEPS - 1
            )
            lines += [
                f"Kampung {village + 1},{terms.arms[arm]},{week},{owner + 1},"
                + ",".join(f"{each:.0f}" for each in row)
                for owner, row in enumerate(answers)
                if np.isfinite(truth[owner])
            ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
