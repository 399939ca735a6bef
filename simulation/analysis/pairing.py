"""What pairing buys: variance of a difference with independent seeds over that with paired ones."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd

from simulation.experiment.config import StudyConfig
from simulation.model.draws import replicate_seed
from simulation.model.engine import Engine
from simulation.parameters import Dose
from simulation.running.replicate import burned_in

OTHER_DRAWS = 1 << 40
"""Replicate numbers from here name draws that no replicate of a study uses."""


def variance_ratios(
    config: StudyConfig, replicates: int, outcomes: Sequence[str], weeks: Sequence[int], workers: int
) -> pd.DataFrame:
    """Measure how much smaller the variance of a paired difference is.

    For each scenario the difference from the reference is taken three ways: with everything shared
    (the way of every study), with the village and its burn-in shared but other draws after week 0,
    and with independent seeds. Where the experiment lives with sets, variances are those between the
    villages of one set, averaged over the sets: what differs between sets no pairing takes away.

    Returns
    -------
    DataFrame
        One row a scenario, outcome and week: ``paired``, ``village``, ``independent`` (variances of
        the difference), ``ratio`` = independent/paired, and its two factors: ``by_village`` =
        independent/village and ``by_draws`` = village/paired. Infinite where pairing leaves no
        variance at all.

    Raises
    ------
    ValueError
        If a set has a single village.
    """
    sets = config.set_numbers(replicates)
    if np.bincount(sets)[np.unique(sets)].min() < 2:
        raise ValueError(f"{replicates} replicates leave a set with one village; at least two tell luck")
    programmes = config.programmes()
    reference = list(programmes).index(config.reference)

    def one(number: int) -> tuple[np.ndarray, np.ndarray]:
        case = config.case(number)
        past = burned_in(config, case)
        ends = [case.dosed(doses) for doses in programmes.values()]
        shared = [_outcomes(config, past, doses, None, outcomes, weeks) for doses in ends]
        other = replicate_seed(config.seed, OTHER_DRAWS + number)
        alone = _outcomes(config, past, ends[reference], other, outcomes, weeks)
        return np.array(shared), alone

    with ThreadPoolExecutor(workers) as pool:
        found = list(pool.map(one, range(replicates)))
    values = np.array([shared for shared, _ in found])  # replicate, scenario, outcome, week
    other_draws = np.array([alone for _, alone in found])
    spread = _within(values, sets)
    rows = []
    for scenario, name in enumerate(programmes):
        if scenario == reference:
            continue
        paired = _within(values[:, scenario] - values[:, reference], sets)
        village = _within(values[:, scenario] - other_draws, sets)
        independent = spread[scenario] + spread[reference]
        for place, outcome in enumerate(outcomes):
            for column, week in enumerate(weeks):
                parts = [float(part[place, column]) for part in (paired, village, independent)]
                rows.append((name, outcome, week, *parts))
    frame = pd.DataFrame(rows, columns=["scenario", "outcome", "week", "paired", "village", "independent"])
    frame["ratio"] = frame["independent"] / frame["paired"]
    frame["by_village"] = frame["independent"] / frame["village"]
    frame["by_draws"] = frame["village"] / frame["paired"]
    return frame


def _within(values: np.ndarray, sets: np.ndarray) -> np.ndarray:
    """Return the variance between the villages of a set, the mean over sets; villages are the rows."""
    parts = [values[sets == number].var(axis=0, ddof=1) for number in np.unique(sets)]
    variance: np.ndarray = np.mean(parts, axis=0)
    return variance


def _outcomes(
    config: StudyConfig,
    past: Engine,
    doses: Mapping[str, Dose],
    seed: int | None,
    outcomes: Sequence[str],
    weeks: Sequence[int],
) -> np.ndarray:
    """Return outcomes at weeks, shape (outcomes, weeks)."""
    rows = np.empty((config.weeks, len(past.columns)))
    past.branch(doses, seed).advance(config.weeks, rows)
    columns = [past.columns.index(outcome) for outcome in outcomes]
    return rows[[week - 1 for week in weeks]][:, columns].T
