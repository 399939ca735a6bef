"""Villages of known mean, spread and effect, to draw trials from."""

from typing import Any

import numpy as np

from simulation.questions.trial.pool import Pool
from simulation.questions.trial.terms import Terms

ASKED: dict[str, Any] = {
    "plan": "parallel", "arms": ["none", "all"], "outcome": "belief_other", "waves": [0, 104],
    "villages": [8], "owners": [20], "items": 0, "reliability": 0.25, "desired": 0.0,
    "loss": 0.0, "loss_by_trust": False, "contamination": 0.0, "interview": 0.0, "trials": 2000,
}  # fmt: skip


def terms(**changes: Any) -> Terms:
    return Terms(**(ASKED | changes))


def pool(
    effects: list[float],
    *,
    each: int = 40,
    owners: int = 60,
    between: float = 0.03,
    within: float = 0.1,
    change: float = 0.03,
    arms: int = 2,
    waves: int = 2,
    seed: int = 1,
) -> Pool:
    """Return villages of sets with these effects; every village also changes by luck of its own."""
    random = np.random.default_rng(seed)
    villages = len(effects) * each
    before = 0.5 + random.normal(0, between, (villages, 1)) + random.normal(0, within, (villages, owners))
    values = np.empty((arms, villages, waves, owners))
    values[:, :, 0] = before
    for wave in range(1, waves):
        after = before + random.normal(0, change, (villages, 1))
        for arm in range(arms):
            begun = arm > 0 and wave >= arm
            values[arm, :, wave] = after + np.repeat(effects, each)[:, None] * begun
    cost = np.array([[0.0] * villages] + [[1e6] * villages] * (arms - 1))
    return Pool(values, cost, np.repeat(np.arange(len(effects)), each))
