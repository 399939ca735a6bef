"""Targets for `kampung calibrate`: what the survey says of measures of the model."""

import math
from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd

from simulation.parameters import NORMS
from simulation.survey.estimate import jackknife_error, mean_error
from simulation.survey.network import Network, network
from simulation.survey.quantities import quantities
from simulation.survey.reliability import reliabilities
from simulation.survey.wave import Wave

TRUST = ("belief_own", "belief_other", "trust_unmet")
COLUMNS = ("measure", "week", "value", "standard_error")


def targets(waves: Sequence[tuple[int, Wave]], population: int | None) -> pd.DataFrame:
    """Return the targets of one or two waves.

    Parameters
    ----------
    waves : sequence of (int, Wave)
        Week of the programme (0: before it) and answers.
    population : int or None
        Owners in the village, asked or not.

    Returns
    -------
    DataFrame
        Columns ``COLUMNS``; what has no standard error above 0 is left out.
    """
    rows = [
        (measure, week, value, error)
        for week, wave in waves
        for measure, (value, error) in _of(wave, population).items()
        if math.isfinite(value) and error > 0
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _of(wave: Wave, population: int | None) -> dict[str, tuple[float, float]]:
    answers, reliable = quantities(wave), reliabilities(wave)
    found = {
        name: mean_error(answers[name].to_numpy(), population, reliable.get(name, 0.0))
        for name in (*TRUST, *NORMS)
    }
    if len(wave.nominations):
        told = network(wave)
        for name, statistic in (("degree", _degree), ("ei_index", _ei_index)):
            of_those = partial(statistic, told)
            error = jackknife_error(of_those, wave.owners, population, told.reciprocity)
            found[name] = of_those(np.ones(wave.owners, dtype=bool)), error
    return found


def _degree(told: Network, stay: np.ndarray) -> float:
    """Return the mean number of ties; those of whoever is left out count for nobody."""
    inside, outside = _ends(told, stay)
    # a network without one owner is smaller: degrees grow with the number of others
    scale = (stay.size - 1) / (stay.sum() - 1)
    return float((2 * inside.sum() * scale + outside.sum()) / stay.sum())


def _ei_index(told: Network, stay: np.ndarray) -> float:
    """Return (E - I)/(E + I) of ties whose groups are known (Krackhardt & Stern 1988)."""
    first, second = (told.ties[side].to_numpy(dtype=int) for side in ("first", "second"))
    inside, outside = _ends(told, stay)
    far, who = (told.outside[name].to_numpy(dtype=int) for name in ("group", "first"))
    across = (told.groups[first] != told.groups[second])[inside].sum() + (far != told.groups[who])[
        outside & (far >= 0)
    ].sum()
    total = inside.sum() + (outside & (far >= 0)).sum()
    return float(2 * across / total - 1) if total else math.nan


def _ends(told: Network, stay: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return which ties are left among those interviewed, and which with others."""
    first, second = (told.ties[side].to_numpy(dtype=int) for side in ("first", "second"))
    return stay[first] & stay[second], stay[told.outside["first"].to_numpy(dtype=int)]
