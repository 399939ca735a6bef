"""Villages with mechanisms in which every number is known."""

from typing import Any

import numpy as np

from simulation.mechanisms.attached import with_mechanisms
from simulation.mechanisms.registry import mechanisms_of
from simulation.model.rules.week import begin_week, end_week
from simulation.model.state import VillageState
from tests.villages import held, make_village, record

SEED = 1
QUIET = {
    "meetings": 0.0, "memory": 1.0, "group_memory": 1.0, "tie_decay": 0.0, "exit_rate": 0.0,
    "sensitivity": 50.0, "threshold": 0.0, "rivalry": 0.0, "lapse": 0.0, "misreading": 0.0,
}  # fmt: skip
"""Nobody meets in daily life, nothing fades, no firm closes; whoever meets cooperates and is seen to."""


def with_one(name: str, groups: str, sectors: str = "", *, village: Any = None, **given: Any) -> VillageState:
    """Return a village of strangers, one letter an owner, with one mechanism."""
    state = make_village(groups, sectors, **({"norms": 1.0} | (village or {})))
    return with_mechanisms(state, record(), SEED, list(mechanisms_of({name: given}).values()))


def live(state: VillageState, week: int = 1, **behaviour: Any) -> np.ndarray:
    """Live a quiet week; return what it changed the evidence by."""
    b = record(**(QUIET | behaviour))
    begin_week(state, b, SEED, week, False)
    end_week(state, b, held(), SEED, week)
    return state.ledger
