"""Robustness: whether a finding keeps its sign under other assumptions.

Every scenario is compared with the reference under each structural alternative (one mechanism taken
out, on the same villages), and at points spread over the ranges of the parameters.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from simulation.analysis.alternatives import ALTERNATIVES, AS_IS, alternative_points
from simulation.analysis.comparison import paired
from simulation.analysis.latin import latin_hypercube
from simulation.analysis.programme import chosen_programme
from simulation.analysis.question import Run
from simulation.analysis.recent import read_weeks, values_at
from simulation.study.config import StudyConfig
from simulation.study.points import Points, swept
from simulation.study.sampling import Sampling

RANGES = "ranges"
EACH = 8
"""Villages under each alternative."""
SPREAD = 40
"""Villages over the ranges, each with parameters of its own."""


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


def robustness(config: StudyConfig, run: Run, scenarios: Sequence[str] | None = None) -> pd.DataFrame:
    """Compare scenarios with the reference under other assumptions.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    run : callable
        Runs its stages.
    scenarios : sequence of str, optional
        Which; by default all.

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
    week = config.compare_weeks[-1]
    outcomes = list(config.outcomes)
    weeks = read_weeks(outcomes, [week])
    replicates = config.most_replicates
    taken_out = Sampling.over(
        config, held, config.reference, weeks, alternative_points(config.behaviour), min(EACH, replicates),
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
    return pd.DataFrame(found)


def _anywhere(config: StudyConfig, number: int) -> Points:
    """Return points all over the ranges; of a calibrated experiment, all over its posterior."""
    if config.points is None:
        return Points(columns=latin_hypercube(config.seed, 0, swept(config), number))
    rows = np.unique(np.linspace(0, config.points.rows - 1, number).round().astype(int))
    return Points(
        columns={name: [values[row] for row in rows] for name, values in config.points.columns.items()}
    )


def _differences(design: Sampling, run: Run, doing: str, week: int) -> dict[str, np.ndarray]:
    """Return paired differences from the reference by outcome, shape (scenarios, points, each)."""
    values = values_at(run(design, doing), list(design.outcomes), [week])
    found = {outcome: design.split(each)[..., 0] for outcome, each in values.items()}
    return {outcome: each - each[:1] for outcome, each in found.items()}
