"""Is a posterior as sure as it may be? Fits to made-up surveys whose truth is known.

The truth of each trial is drawn from the prior; one village lives with it and is surveyed with error.
An interval of 90 % of an exact posterior holds the truth in 90 % of such trials (Cook, Gelman & Rubin 2006).
The truths are a Latin hypercube: each is still a draw from the prior, and no crowd of them at one end of
a range is taken for a fault of the fit.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import ndtri
from scipy.stats import binomtest

from simulation.analysis.latin_hypercube import latin_hypercube
from simulation.analysis.luck import Luck
from simulation.analysis.question import Run
from simulation.analysis.windows import values_at
from simulation.experiment.config import StudyConfig
from simulation.experiment.targets import Target
from simulation.model.draws import replicate_seed
from simulation.questions.calibration.answer import INTERVAL
from simulation.questions.calibration.question import Calibrate
from simulation.running.weekly_table import WeeklyTable

EFFECT = "effect"
TRUTH = 4
"""Purpose of the draws of truths and their surveys."""


def coverage(
    config: StudyConfig,
    plan: Sequence[Target],
    run: Run,
    *,
    trials: int,
    parameters: Sequence[str],
    particles: int,
    populations: int,
    which: Sequence[int] | None = None,
) -> pd.DataFrame:
    """Return whether the intervals of fits hold the truth.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    plan : sequence of Target
        What is surveyed, with which error; its values are not read.
    run : callable
        Runs a stage (:data:`simulation.analysis.question.Run`).
    trials : int
        How many villages are made up.
    parameters, particles, populations
        As in :class:`Calibrate`.
    which : sequence of int, optional
        Which of the trials are made, from 0; by default all.

    Returns
    -------
    DataFrame
        One row a trial and parameter: ``truth``, ``low``, ``high`` (90 %), ``inside``, ``rank``, the share
        of draws below the truth, and ``contraction``, by which share the standard deviation of the prior
        became smaller. The last row of a trial is ``effect``: what the
        programme does to the first outcome in the last week compared, in the very village surveyed.
    """
    outcome, week = next(iter(config.outcomes)), config.compare_weeks[-1]

    def effect(question: Calibrate, points: np.ndarray, doing: str) -> tuple[WeeklyTable, np.ndarray]:
        both = [config.reference, question.programme]
        table = question.simulate(
            run, points, doing, list(dict.fromkeys([*both, *question.survey.scenarios]))
        )
        found = values_at(table, [outcome], [week], config.window)[outcome][..., 0]
        without, with_it = (found[table.scenarios.index(name)] for name in both)
        return table, with_it - without

    prior = Calibrate(config, targets=[t.model_dump() for t in plan], parameters=parameters).prior
    cube = dict.fromkeys(prior.names, (0.0, 1.0))
    shares = np.array(list(latin_hypercube(config.seed, TRUTH, cube, trials).values())).T
    scores = ndtri(np.clip(shares, 1e-12, 1 - 1e-12))
    truths = prior.values(scores, prior.fitted(scores))
    before = prior.spread()
    rows = []
    for trial in range(trials) if which is None else which:
        truth = truths[trial]
        truth_config, fit_config = (
            config.model_copy(update={"seed": replicate_seed(config.seed, 2 * trial + part)})
            for part in range(2)
        )
        luck = Luck(truth_config.seed, TRUTH)
        targets = [target.model_dump() for target in plan]
        made = Calibrate(truth_config, targets=targets, parameters=parameters)
        village, true_effect = effect(made, truth[None], f"village {trial + 1}")
        seen = made.survey.with_error(made.survey.seen_in(village), luck)[0]
        # a village without a single tie has no E-I index: nobody would report one
        observed = [
            target | {"value": float(value)}
            for target, value in zip(targets, seen, strict=True)
            if np.isfinite(value)
        ]
        question = Calibrate(
            fit_config, targets=observed, parameters=parameters, particles=particles, populations=populations
        )
        found = question.fit(run)
        for place, name in enumerate(made.ranges):
            fitted = found.draws[name].to_numpy()
            contraction = 1 - fitted.std(ddof=1) / before[place]
            rows.append(_row(trial + 1, name, truth[place], fitted) | {"contraction": contraction})
        _, effects = effect(question, found.draws.to_numpy(), f"effects, village {trial + 1}")
        told = effects[np.isfinite(effects)]
        rows.append(_row(trial + 1, EFFECT, float(true_effect[0]), told) | {"contraction": np.nan})
    return pd.DataFrame(rows)


def _row(trial: int, name: str, truth: float, draws: np.ndarray) -> dict[str, object]:
    """Return whether the interval of some draws holds the truth."""
    low, high = np.quantile(draws, INTERVAL)
    return {
        "trial": trial,
        "parameter": name,
        "truth": truth,
        "low": low,
        "high": high,
        "inside": bool(low <= truth <= high),
        "rank": float(np.mean(draws < truth)),
    }


def share_inside(inside: Sequence[bool]) -> tuple[float, float, float]:
    """Return the share of intervals that hold the truth, and its exact 95 % interval (Clopper & Pearson)."""
    found = binomtest(int(np.sum(inside)), len(inside))
    low, high = found.proportion_ci()
    return found.statistic, float(low), float(high)
