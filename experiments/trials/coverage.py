"""Do intervals of trials with few villages hold the effect? Printed as the table of docs/trial.md.

``python experiments/trials/coverage.py``: trials drawn from villages that differ as the plausible sets do
(each lives with a set of its own), outcomes measured without error and with three items.
"""

from pathlib import Path

import numpy as np

from simulation.analysis.question import run_in_memory
from simulation.experiment.experiment_file import read_study
from simulation.questions.trial.ancova import ancova
from simulation.questions.trial.designs import true_effect
from simulation.questions.trial.pool import Pool
from simulation.questions.trial.question import Trial
from simulation.questions.trial.robust import robust
from simulation.questions.trial.sample import Sample

TRIALS, OWNERS = 2000, 20
EXPERIMENT = Path(__file__).parents[1] / "kaloran_brimob.yaml"


def main() -> None:
    config = read_study(EXPERIMENT)
    question = Trial(config, villages=[10], owners=[OWNERS])
    pool = question.pool(run_in_memory())
    print("| villages | items | registered | robust |\n|---|---|---|---|")
    for items in (0, 3):
        for villages in (3, 4, 6, 8, 10):
            held = coverage(pool, Trial(config, villages=[villages], owners=[OWNERS], items=items), villages)
            print(f"| {2 * villages} | {items} | {held[0]:.3f} | {held[1]:.3f} |", flush=True)


def coverage(pool: Pool, question: Trial, villages: int) -> tuple[float, float]:
    """Return the share of intervals that hold what such trials find on average."""
    terms = question.terms
    sample = Sample(pool.mixed, terms, TRIALS, 2 * villages, OWNERS, question.config.seed, 900 + villages)
    treated = np.arange(2 * villages) < villages
    before, without, with_ = (sample.score(arm, wave) for arm, wave in ((0, 0), (0, 1), (1, 1)))
    after = np.where(treated[:, None], with_, without)
    there = np.isfinite(after)
    count = there.sum(axis=-1)
    one, two = (np.where(there, each, 0.0).sum(axis=-1) / count for each in (before, after))
    found = ancova(one, two, treated)
    # answers of five steps show a part of the effect only: the mean of all trials is what they estimate
    target = true_effect(pool.mixed, terms, 1) if not terms.items else float(found.effect.mean())
    every = [robust(one[k], two[k], treated) for k in range(TRIALS)]
    held = [float(each.low[0]) <= target <= float(each.high[0]) for each in every]
    return float(np.mean((found.low <= target) & (target <= found.high))), float(np.mean(held))


if __name__ == "__main__":
    main()
