"""From answers to the quantities of the model, owner by owner."""

import math

import numpy as np
import pandas as pd

from simulation.survey.instrument import Column
from simulation.survey.wave import Wave

MOST_BLANK = 0.5
"""A scale counts for an owner if a smaller share of its items than this is unanswered."""


def quantities(wave: Wave) -> pd.DataFrame:
    """Return what the answers of each owner come to.

    Returns
    -------
    DataFrame
        One row an owner: ``belief_<group>``, ``belief_own``, ``belief_other`` (groups weighted by the owners
        interviewed), ``trust_unmet``, the norms, ``communication``, ``conflict`` (0 to 1) and ``income``
        (rupiah a week); NaN where too little was answered.
    """
    found = {
        name: scored(wave, items).mean(axis=1).where(_enough(wave, items))
        for name, items in scales(wave).items()
    }
    frame = pd.DataFrame(found, index=range(wave.owners))
    beliefs = frame[[f"belief_{group.name}" for group in wave.asked.village.groups]].to_numpy()
    return frame.assign(**_sides(wave, beliefs))


def scales(wave: Wave) -> dict[str, list[Column]]:
    """Return the items of each quantity that a choice measures."""
    found: dict[str, list[Column]] = {}
    for column in wave.asked.tables["owners"].columns:
        if column.kind == "choice" and column.quantity is not None:
            found.setdefault(column.quantity, []).append(column)
    return found


def scored(wave: Wave, items: list[Column]) -> pd.DataFrame:
    """Return the answers to items as numbers of the model, all counted from the same end."""
    found = {}
    for column in items:
        scale = wave.asked.instrument.scales[str(column.scale)]
        values = {
            float(option.code): scale.value(option.code, turned=column.reversed) for option in scale.options
        }
        found[column.name] = wave.answers[column.name].map(values).astype(float)
    return pd.DataFrame(found)


def _enough(wave: Wave, items: list[Column]) -> pd.Series:
    blank = wave.answers[[column.name for column in items]].isna().mean(axis=1)
    return blank < MOST_BLANK


def _sides(wave: Wave, beliefs: np.ndarray) -> dict[str, np.ndarray]:
    """Return belief in the own and in other groups from that in each, shape (owners, groups)."""
    groups = wave.answers["group"].to_numpy(dtype=int) - 1
    rows = np.arange(wave.owners)
    sizes = np.bincount(groups, minlength=beliefs.shape[1]).astype(float)
    weights = np.where(np.isnan(beliefs), 0.0, np.broadcast_to(sizes, beliefs.shape))
    weights[rows, groups] = 0.0
    total = weights.sum(axis=1)
    other = np.full(wave.owners, math.nan)
    told = total > 0
    other[told] = (np.nan_to_num(beliefs) * weights)[told].sum(axis=1) / total[told]
    return {"belief_own": beliefs[rows, groups], "belief_other": other}
