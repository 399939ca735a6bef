"""One village measured for patterns of real data: a replicate of a study of patterns."""

import traceback
from collections.abc import Callable

import numpy as np

from simulation.experiment.case import Case
from simulation.experiment.pattern_study import PatternStudy
from simulation.files.machine import is_lack
from simulation.model.draws import replicate_seed
from simulation.model.engine import Interrupted
from simulation.parameters import DOSES
from simulation.patterns.life import Life
from simulation.running.branching import Plan
from simulation.running.replicate import Failure, Replicate


def run_patterns(
    config: PatternStudy, _: Plan, case: Case, stop: Callable[[], bool] | None = None
) -> Replicate:
    """Measure one village; what raises is a failure, not the end.

    Parameters
    ----------
    config : PatternStudy
        What all villages share.
    case : Case
        The village.
    stop : callable, optional
        Asked before it begins: it takes a tenth of a second.

    Raises
    ------
    Interrupted
        When ``stop`` says so.
    """
    if stop is not None and stop():
        raise Interrupted
    result = Replicate(case.number)
    doses = case.dosed({name: kind() for name, kind in DOSES.items()})
    life = Life(case.village, case.behaviour, replicate_seed(config.seed, case.luck), doses)
    try:
        said = [np.atleast_1d(pattern.of(life)) for pattern in config.chosen()]
    except Exception as error:
        if is_lack(error):
            raise
        told = f"{type(error).__name__}: {error}"
        result.failures.append(Failure(config.reference, case.number, 0, told, traceback.format_exc()))
    else:
        result.rows[0] = np.concatenate(said).astype(float)[None]
    return result
