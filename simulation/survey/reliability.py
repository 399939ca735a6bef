"""How well the items of a scale measure one thing, and what was left unanswered."""

import math

import pandas as pd

from simulation.survey.quantities import scales, scored, sided
from simulation.survey.wave import Wave


def alpha(items: pd.DataFrame) -> float:
    """Return Cronbach's (1951) alpha of the complete answers.

    ``k/(k - 1) (1 - sum of the variances of the items / variance of their sum)``, k items.

    Parameters
    ----------
    items : DataFrame
        One row a person, one column an item, all counted from the same end.

    Returns
    -------
    float
        At most 1; NaN with fewer than two items or three persons, or where all answered the same.
    """
    whole = items.dropna()
    size = whole.shape[1]
    if size < 2 or len(whole) < 3:
        return math.nan
    total = float(whole.sum(axis=1).var(ddof=1))
    if total == 0:
        return math.nan
    return size / (size - 1) * (1 - float(whole.var(ddof=1).sum()) / total)


def scored_scales(wave: Wave) -> dict[str, pd.DataFrame]:
    """Return the items of every scale, trust in the own and in other groups too, counted from one end."""
    return {name: scored(wave, items) for name, items in scales(wave).items()} | sided(wave)


def reliabilities(wave: Wave) -> dict[str, float]:
    """Return alpha of every scale of several items."""
    items = scored_scales(wave)
    return {name: alpha(values) for name, values in items.items() if values.shape[1] > 1}


def unanswered(wave: Wave) -> pd.DataFrame:
    """Return how many left each question open that was asked of all.

    Returns
    -------
    DataFrame
        One row a question, indexed by its name: ``blank``, ``share``.
    """
    parts = {column.name for column in wave.asked.tables["owners"].columns if column.part_of is not None}
    asked = [name for name in wave.answers if name not in wave.absent | parts]
    blank = wave.answers[asked].isna().sum()
    return pd.DataFrame({"blank": blank, "share": blank / wave.owners})
