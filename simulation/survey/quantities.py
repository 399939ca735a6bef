"""From answers to the quantities of the model, owner by owner."""

import math

import numpy as np
import pandas as pd

from simulation.survey.instrument import Column
from simulation.survey.wave import Wave

SIDES = ("belief_own", "belief_other")
MOST_BLANK = 0.5
"""A scale counts for an owner if a smaller share of the items that were asked is unanswered."""


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
    frame = pd.DataFrame(found, index=range(wave.owners), dtype=float)
    beliefs = frame[[f"belief_{group.name}" for group in wave.asked.village.groups]].to_numpy()
    return frame.assign(**dict(zip(SIDES, _sides(wave, beliefs), strict=True)))


def contacts_counted(wave: Wave) -> dict[str, pd.Series]:
    """Return how many contacts each owner counted in each group, by its name, where that was asked."""
    counted = {f"contacts_{group.name}": group.name for group in wave.asked.village.groups}
    return {
        counted[column.quantity]: wave.answers[column.name]
        for column in wave.asked.tables["owners"].columns
        if column.quantity in counted and wave.answers[column.name].notna().any()
    }


def sided(wave: Wave) -> dict[str, pd.DataFrame]:
    """Return the items on trust in a group as those on the own one and on the others.

    Returns
    -------
    dict of str to DataFrame
        ``belief_own`` and ``belief_other``: one row an owner, one column an item, 0 to 1.
    """
    columns = wave.asked.tables["owners"].columns
    of_groups = (
        [column for column in columns if column.quantity == f"belief_{group.name}"]
        for group in wave.asked.village.groups
    )
    pairs = [
        _sides(wave, scored(wave, list(items)).to_numpy())
        for items in zip(*of_groups, strict=True)
        if wave.absent.isdisjoint(item.name for item in items)
    ]
    return {
        side: pd.DataFrame({number: pair[place] for number, pair in enumerate(pairs)})
        for place, side in enumerate(SIDES)
    }


def scales(wave: Wave) -> dict[str, list[Column]]:
    """Return the items of each quantity that a choice measures, as far as they were asked."""
    found: dict[str, list[Column]] = {}
    for column in wave.asked.tables["owners"].columns:
        if column.kind == "choice" and column.quantity is not None:
            items = found.setdefault(column.quantity, [])
            if column.name not in wave.absent:
                items.append(column)
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
    return pd.DataFrame(found, index=range(wave.owners))


def _enough(wave: Wave, items: list[Column]) -> pd.Series:
    blank = wave.answers[[column.name for column in items]].isna().mean(axis=1)
    return blank < MOST_BLANK


def _sides(wave: Wave, beliefs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what is said of the own and of other groups from that of each, shape (owners, groups)."""
    groups = wave.answers["group"].to_numpy(dtype=int) - 1
    rows = np.arange(wave.owners)
    sizes = np.bincount(groups, minlength=beliefs.shape[1]).astype(float)
    weights = np.where(np.isnan(beliefs), 0.0, np.broadcast_to(sizes, beliefs.shape))
    weights[rows, groups] = 0.0
    total = weights.sum(axis=1)
    other = np.full(wave.owners, math.nan)
    told = total > 0
    other[told] = (np.nan_to_num(beliefs) * weights)[told].sum(axis=1) / total[told]
    return beliefs[rows, groups], other
