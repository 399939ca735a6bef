"""Robustness: whether a finding keeps its sign under other assumptions.

Every scenario is compared with the reference under each structural alternative (one mechanism taken
out, on the same villages), and at points spread over the ranges of the parameters.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from simulation.analysis.alternatives import ALTERNATIVES, AS_IS, EACH, alternative_points
from simulation.analysis.choices import chosen_programme
from simulation.analysis.comparison import paired
from simulation.analysis.latin_hypercube import latin_hypercube
from simulation.analysis.question import Run
from simulation.analysis.windows import read_weeks, values_at
from simulation.experiment.config import StudyConfig
from simulation.experiment.points import Points
from simulation.experiment.ranges import swept
from simulation.experiment.sampling import Sampling

RANGES = "ranges"
COLUMNS = (
    "scenario", "outcome", "week", "assumption", "difference", "low", "high", "same_sign", "villages",
)  # fmt: skip
SPREAD = 40
"""Villages over the ranges, each with parameters of its own."""
COLUMNS = (
    "scenario", "outcome", "week", "assumption", "difference", "low", "high", "same_sign", "villages",
)  # fmt: skip


def headlines(config: StudyConfig) -> list[str]:
    """Return the scenarios of which an answer speaks: the whole programme, and its activities alone."""
    programmes = config.programmes()
    whole = chosen_programme(config)
    alone: dict[str, str] = {}
    for name, doses in programmes.items():
        if len(doses) == 1 and doses.keys() <= programmes[whole].keys():
            # of several doses of one activity the first stands for it
            alone.setdefault(next(iter(doses)), name)
    return [name for name in dict.fromkeys([whole, *alone.values()]) if name != config.reference]


def robustness(
    config: StudyConfig, run: Run, scenarios: Sequence[str] | None = None, each: int | None = None
) -> pd.DataFrame:
    """Compare scenarios with the reference under other assumptions.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    run : callable
        Runs its stages.
    scenarios : sequence of str, optional
        Which; by default all.
    each : int, optional
        Villages under each alternative, by default :data:`EACH` and no more than the experiment has.

    Returns
    -------
    DataFrame
        One row a scenario, outcome and assumption, in the last week compared: ``assumption`` is
        ``as_is``, the name of an alternative, or ``ranges``; ``difference``, ``low``, ``high``, the mean
        paired difference and its 95 % interval; ``same_sign``, share of villages whose difference has
        the sign of the mean difference ``as_is``; ``villages``.
    """
    programmes = config.programmes()
    names = [config.reference, *(name for name in scenarios or programmes if name != config.reference)]
    held = {name: programmes[name] for name in names}
    if names[1:] == []:
        return pd.DataFrame(columns=list(COLUMNS))
    week = config.compare_weeks[-1]
    outcomes = list(config.outcomes)
    weeks = read_weeks(outcomes, [week], config.window)
    replicates = config.most_replicates
    under_each = each or min(EACH, replicates)
    taken_out = Sampling.over(
        config, held, config.reference, weeks, alternative_points(config.behaviour), under_each,
        name=f"{config.name[:28]}_alternatives",
    )  # fmt: skip
    under = _differences(taken_out, run, "other assumptions", week)
    number = min(SPREAD, 5 * replicates)
    over = Sampling.over(
        config, held, config.reference, weeks, _anywhere(config, number), 1, name=f"{config.name[:34]}_over",
    )  # fmt: skip
    anywhere = _differences(over, run, "over the ranges", week)
    found = []
    for scenario, name in enumerate(names[1:], start=1):
        for outcome in outcomes:
            as_is = paired(under[outcome][scenario, 0])["difference"]
            sets = zip([AS_IS, *ALTERNATIVES], under[outcome][scenario], strict=True)
            for assumption, values in [*sets, (RANGES, anywhere[outcome][scenario].ravel())]:
                kept = values[~np.isnan(values)]
                row = {"scenario": name, "outcome": outcome, "week": week, "assumption": assumption}
                row |= {key: paired(values)[key] for key in ("difference", "low", "high")}
                same = float(np.mean(np.sign(kept) == np.sign(as_is))) if kept.size else np.nan
                found.append(row | {"same_sign": same, "villages": kept.size})
    return pd.DataFrame(found, columns=list(COLUMNS))


def _anywhere(config: StudyConfig, number: int) -> Points:
    """Return points all over the ranges; of a calibrated experiment, all over its posterior."""
    if config.points is None:
        return Points.drawn(latin_hypercube(config.seed, 0, swept(config.ranges, config.village), number))
    rows = np.unique(np.linspace(0, config.points.rows - 1, number).round().astype(int))
    return Points(
        columns={name: [values[row] for row in rows] for name, values in config.points.columns.items()}
    )


def _differences(design: Sampling, run: Run, doing: str, week: int) -> dict[str, np.ndarray]:
    """Return paired differences from the reference by outcome, shape (scenarios, points, each)."""
    values = values_at(run(design, doing), list(design.outcomes), [week], design.window)
    found = {outcome: design.split(each)[..., 0] for outcome, each in values.items()}
    return {outcome: each - each[:1] for outcome, each in found.items()}
