"""One replicate: a past is simulated once, every scenario branches where it begins to differ."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from simulation.experiment.case import Case
from simulation.experiment.config import StudyConfig
from simulation.files.machine import is_lack
from simulation.model.draws import replicate_seed
from simulation.model.engine import Engine, Interrupted
from simulation.reference.village import ReferenceVillage
from simulation.running.branching import Branch, Plan
from simulation.running.detail_table import detail_table
from simulation.running.life import Asked, Kept, Life, Run
from simulation.running.readable import ReadableRun


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
    rows : dict of int to ndarray, shape (recorded weeks, columns)
        Measures by number of the scenario; a failed run has none.
    tables : dict of str to dict of int to Arrow table
        Its owners, ties and events, by number of the scenario, where they are kept.
    failures : list of Failure
        Runs that raised.
    """

    number: int
    rows: dict[int, np.ndarray] = field(default_factory=dict)
    tables: dict[str, dict[int, pa.Table]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)


def run_replicate(
    config: StudyConfig,
    plan: Plan,
    case: Case,
    stop: Callable[[], bool] | None = None,
) -> Replicate:
    """Run all scenarios of one replicate; a scenario that raises is a failure, not the end.

    Parameters
    ----------
    config : StudyConfig
        What all replicates share; village and behaviour are the case's own.
    plan : Plan
        Its programmes and where they branch.
    case : Case
        The village.
    stop : callable, optional
        Asked between stretches of weeks.

    Raises
    ------
    Interrupted
        When ``stop`` says so.
    """
    if case.programmes is not None:
        plan = Plan.of(case.programmes, config.weeks, config.pasts().of, plan.measures, plan.model)
    result = Replicate(case.number)
    asked = Asked.by(config, plan.measures)
    pasts = [
        burned_in(config, case, number, stop)
        if plan.model is None
        else readable(plan.model, config, case, number)
        for number in range(len(case.pasts) + 1)
    ]
    starts: dict[int, Kept] = {}
    lived: dict[int, Kept] = {}
    leaves = {(branch.parent, branch.week) for branch in plan.branches}
    kept: dict[tuple[int, int], Run] = {}
    for scenario, (name, programme) in enumerate(plan.programmes.items()):
        doses = case.dosed(programme)
        branch, past = plan.branches[scenario], plan.pasts[scenario]
        origin = kept.get((branch.parent, branch.week))
        if origin is None:  # it begins with its past, or the one it would leave has failed before
            origin, branch = pasts[past], Branch(-1, 0)
        run = origin
        try:
            if branch.parent < 0 and past not in starts:
                starts[past] = Life(origin.branch({}), asked).kept
            before = starts[past] if branch.parent < 0 else lived[branch.parent]
            run = origin.branch(doses)
            life = Life(run, asked, before.until(asked, branch.week))
            for week in sorted({week for parent, week in leaves if parent == scenario} | {config.weeks}):
                life.advance(week, stop)
                if (scenario, week) in leaves:
                    kept[scenario, week] = run.branch(doses)
            lived[scenario] = life.kept
            result.rows[scenario] = life.kept.rows
            for kind, weeks in life.kept.tables.items():
                result.tables.setdefault(kind, {})[scenario] = detail_table(kind, weeks)
        except Interrupted:
            raise
        except Exception as error:  # a user's activity may raise anything
            if is_lack(error):
                raise  # another machine, or this one in an hour, would not fail
            problem = f"{type(error).__name__}: {error}"
            result.failures.append(Failure(name, case.number, run.week + 1, problem, traceback.format_exc()))
            kept = {leave: engine for leave, engine in kept.items() if leave[0] != scenario}
    return result


def readable(model: type[ReferenceVillage], config: StudyConfig, case: Case, number: int = 0) -> ReadableRun:
    """Return the village of a past in a version of the readable model, before its burn-in.

    Parameters
    ----------
    model : type
        The version.
    config, case, number
        As :func:`burned_in`.
    """
    village, behaviour = case.lived(number)
    return ReadableRun(
        model,
        village,
        behaviour,
        replicate_seed(config.seed, case.luck),
        burn_in=config.burn_in,
        mechanisms=case.acting(config.active_mechanisms()),
        prices=config.prices,
        network_weeks=config.network_weeks,
    )


def burned_in(
    config: StudyConfig,
    case: Case,
    number: int = 0,
    stop: Callable[[], bool] | None = None,
    *,
    events: bool = False,
) -> Engine:
    """Return the village of a past at the end of its burn-in, as all scenarios of that past begin.

    Parameters
    ----------
    config, case, stop
        As :func:`run_replicate`.
    number : int
        The past; 0 is the one of scenarios that change nothing but the programme.
    events : bool
        Keep every event from the founding on: slow, for one village.
    """
    village, behaviour = case.lived(number)
    past = Engine(
        village,
        behaviour,
        replicate_seed(config.seed, case.luck),
        burn_in=config.burn_in,
        mechanisms=case.acting(config.active_mechanisms()),
        prices=config.prices,
        network_weeks=config.network_weeks,
        events=events,
    )
    past.advance(0, stop=stop)
    return past
