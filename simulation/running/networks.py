"""One village measured for what its network looks like: a replicate of a study of networks."""

import traceback
from collections.abc import Callable

import numpy as np

from simulation.experiment.case import Case
from simulation.experiment.network_counts import changes, distributions, row
from simulation.experiment.network_study import NetworkStudy
from simulation.files.machine import is_lack
from simulation.model.engine import Engine, Interrupted
from simulation.running.branching import Plan
from simulation.running.replicate import Failure, Replicate, burned_in


def run_networks(
    config: NetworkStudy, plan: Plan, case: Case, stop: Callable[[], bool] | None = None
) -> Replicate:
    """Count in one village; what raises is a failure, not the end.

    Parameters
    ----------
    config : NetworkStudy
        What all villages share.
    plan : Plan
        Its only programme.
    case : Case
        The village.
    stop : callable, optional
        Asked between stretches of weeks.

    Raises
    ------
    Interrupted
        When ``stop`` says so.
    """
    result = Replicate(case.number)
    ((name, programme),) = plan.programmes.items()
    run = burned_in(config, case, stop=stop)
    rows: list[np.ndarray] = []
    first: tuple[np.ndarray, np.ndarray] | None = None
    try:
        run = run.branch(case.dosed(programme))
        for week in config.recorded_weeks():
            run.advance(week, stop=stop)
            ties, arrived = ties_between(run), run.state.owners["arrived"].copy()
            change = None if first is None else changes(first[0], ties, first[1] == arrived)
            first = first or (ties, arrived)
            rows.append(row(distributions(ties), change))
    except Interrupted:
        raise
    except Exception as error:  # a user's activity may raise anything
        if is_lack(error):
            raise
        told = f"{type(error).__name__}: {error}"
        result.failures.append(Failure(name, case.number, run.week + 1, told, traceback.format_exc()))
    else:
        result.rows[0] = np.array(rows)
    return result


def ties_between(engine: Engine) -> np.ndarray:
    """Return who has a tie with whom, of bool, shape (owners, owners)."""
    state = engine.state
    used = np.arange(state.circle.shape[1]) < state.owners["acquaintances"][:, None]
    one, slot = np.nonzero(used & (state.circle["tie"] > engine.behaviour.tie_minimum))
    found = np.zeros((state.owners.size,) * 2, dtype=bool)
    found[one, state.circle["partner"][one, slot]] = True
    return found
