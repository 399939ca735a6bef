"""Interviews of trials in simulated villages, as a table."""

from pathlib import Path

import numpy as np

from simulation.questions.trial.pool import World
from simulation.questions.trial.sample import Sample
from simulation.questions.trial.terms import Terms


def written(world: World, terms: Terms, path: Path, seed: int) -> None:
    """Draw one trial of a world and write what its owners answer."""
    villages, owners = terms.villages[0], terms.owners[0]
    sample = Sample(world, terms, 1, 2 * villages, owners, seed, 5)
    lines = ["village,arm,week,owner,value"]
    for wave, week in enumerate(terms.waves):
        for village in range(2 * villages):
            arm = 1 if village < villages else 0
            score = sample.score(arm, wave)[0, village]
            lines += [
                f"Kampung {village},{terms.arms[arm]},{week},{owner},{value:.6f}"
                for owner, value in enumerate(score)
                if np.isfinite(value)
            ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
