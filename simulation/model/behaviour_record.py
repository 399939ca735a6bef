"""A behaviour as the compiled rules read it."""

import numpy as np

from simulation.compiled import Record, records
from simulation.parameters import Behaviour

WEEKS_A_YEAR = 52


def behaviour_record(behaviour: Behaviour) -> Record:
    """Return the behaviour as one record of numbers, with what a week keeps and closes."""
    values: dict[str, float] = behaviour.model_dump()
    half_lives = [name for name in values if name.endswith("half_life")]
    values |= {name.replace("half_life", "keep"): 2.0 ** (-1.0 / values[name]) for name in half_lives}
    values["exit_weekly"] = 1.0 - (1.0 - behaviour.exit_rate) ** (1.0 / WEEKS_A_YEAR)
    record = records(np.zeros(1, dtype=[(name, "f8") for name in values]))
    for name, value in values.items():
        record[name] = value
    return record[0]
