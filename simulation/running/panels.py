"""One village measured owner by owner: a replicate of a study of panels."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from simulation.experiment.case import Case
from simulation.experiment.panel_study import COST, PanelStudy
from simulation.experiment.record import Record
from simulation.measures.catalogue import names
from simulation.running.branching import Plan
from simulation.running.replicate import Replicate, run_replicate


def run_panels(
    config: PanelStudy, plan: Plan, case: Case, stop: Callable[[], bool] | None = None
) -> Replicate:
    """Run all scenarios of one replicate and keep its owners' values in the place of its weekly measures.

    Parameters
    ----------
    config, plan, case, stop
        As :func:`simulation.running.replicate.run_replicate`.
    """
    weeks = config.recorded_weeks()
    asked = config.model_copy(update={"record": Record(owners=weeks, measures=config.record.measures)})
    result = run_replicate(asked, plan, case, stop)
    cost = names([group.name for group in config.village.groups]).index(COST)
    owners = len(config.owner_columns())
    for scenario, table in result.tables.pop("owners", {}).items():
        spent = result.rows[scenario][:, cost]
        result.rows[scenario] = np.column_stack([spent, _values(table, config.panel, weeks, owners)])
    return result


def _values(table: pa.Table, column: str, weeks: list[int], owners: int) -> np.ndarray:
    """Return the values of those who are there from the first week on, of shape (weeks, owners)."""
    values = table.column(column).to_numpy().astype(float)
    arrived = table.column("arrived").to_pandas().to_numpy(dtype=float, na_value=-np.inf)
    values[arrived > weeks[0]] = np.nan
    found = np.full((len(weeks), owners), np.nan)
    found[np.searchsorted(weeks, table.column("week").to_numpy()), table.column("owner").to_numpy()] = values
    return found
