"""One replicate: a past is simulated once, every scenario branches where it begins to differ."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from simulation.model.draws import replicate_seed
from simulation.model.engine import Engine, Interrupted
from simulation.study.branching import Branch, Plan
from simulation.study.config import StudyConfig


@dataclass(frozen=True)
class Failure:
    """A run that raised."""

    scenario: str
    replicate: int
    week: int
    error: str
    trace: str


@dataclass
class Replicate:
    """What the scenarios of one replicate gave.

    Attributes
    ----------
    number : int
        The replicate, 0-based.
    rows : dict of int to ndarray, shape (weeks + 1, columns)
        Measures by number of the scenario; a failed run has none.
    failures : list of Failure
        Runs that raised.
    """

    number: int
    rows: dict[int, np.ndarray] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)


def run_replicate(
    config: StudyConfig,
    plan: Plan,
    number: int,
    stop: Callable[[], bool] | None = None,
) -> Replicate:
    """Run all scenarios of one replicate; a scenario that raises is a failure, not the end.

    Raises
    ------
    Interrupted
        When ``stop`` says so.
    """
    result = Replicate(number)
    past = Engine(
        config.village,
        config.behaviour,
        replicate_seed(config.seed, number),
        burn_in=config.burn_in,
        prices=config.prices,
        network_weeks=config.network_weeks,
    )
    past.advance(0, stop=stop)
    start = past.measure()
    leaves = {(branch.parent, branch.week) for branch in plan.branches}
    kept: dict[tuple[int, int], Engine] = {(-1, 0): past}
    for scenario, (name, doses) in enumerate(plan.programmes.items()):
        branch = plan.branches[scenario]
        origin = kept.get((branch.parent, branch.week))
        if origin is None:  # the one it would leave has failed before
            origin, branch = past, Branch(-1, 0)
        rows = np.empty((config.weeks + 1, start.size))
        rows[: branch.week + 1] = (
            start if branch.parent < 0 else result.rows[branch.parent][: branch.week + 1]
        )
        run = origin
        try:
            run = origin.branch(doses)
            for week in sorted({week for parent, week in leaves if parent == scenario} | {config.weeks}):
                if week > run.week:
                    run.advance(week, rows[run.week + 1 : week + 1], stop)
                if (scenario, week) in leaves:
                    kept[scenario, week] = run.branch(doses)
            result.rows[scenario] = rows
        except Interrupted:
            raise
        except Exception as error:  # a user's activity may raise anything
            problem = f"{type(error).__name__}: {error}"
            result.failures.append(Failure(name, number, run.week + 1, problem, traceback.format_exc()))
            kept = {leave: engine for leave, engine in kept.items() if leave[0] != scenario}
    return result
