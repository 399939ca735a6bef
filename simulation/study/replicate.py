"""One replicate: the burn-in once, then every scenario from the same village."""

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from simulation.model.draws import replicate_seed
from simulation.model.engine import Engine, Interrupted
from simulation.parameters import Dose
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
    programmes: Mapping[str, Mapping[str, Dose]],
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
        network_weeks=config.network_weeks,
    )
    past.advance(0, stop=stop)
    first = past.measure()
    for scenario, (name, doses) in enumerate(programmes.items()):
        rows = np.empty((config.weeks + 1, first.size))
        rows[0] = first
        run = past
        try:
            run = past.branch(doses, config.prices)
            run.advance(config.weeks, rows[1:], stop)
            result.rows[scenario] = rows
        except Interrupted:
            raise
        except Exception as error:  # a user's activity may raise anything
            problem = f"{type(error).__name__}: {error}"
            result.failures.append(Failure(name, number, run.week + 1, problem, traceback.format_exc()))
    return result
