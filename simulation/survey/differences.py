"""Before and after: how the same owners changed."""

import numpy as np
import pandas as pd
from scipy import stats

from simulation.survey.names import Directory
from simulation.survey.network import network
from simulation.survey.quantities import quantities
from simulation.survey.spelling import plain
from simulation.survey.wave import Wave

EVERYBODY = "all"


def pairs(before: Wave, after: Wave) -> list[tuple[int, int]]:
    """Return the numbers, before and after, of the owners who were asked twice.

    A name that is written after another habit than before counts where one owner alone can be meant in
    both waves, see :class:`~simulation.survey.names.Directory`.
    """
    known, later = Directory(before.names), Directory(after.names)
    found = ((known.match(name).number, number) for number, name in enumerate(after.names))
    return [
        (first, second)
        for first, second in found
        if first is not None and later.match(before.names[first]).number == second
    ]


def written_otherwise(before: Wave, after: Wave) -> dict[int, str]:
    """Return names as they are written after, by number before, of those who were written otherwise then."""
    return {
        first: after.names[second]
        for first, second in pairs(before, after)
        if plain(before.names[first]) != plain(after.names[second])
    }


def differences(before: Wave, after: Wave) -> pd.DataFrame:
    """Return the paired difference of every quantity, for all owners and for each group.

    Returns
    -------
    DataFrame
        ``quantity``, ``group`` (``all`` or a group of the first wave), ``owners`` who answered twice,
        ``before``, ``after``, ``difference``, ``low``, ``high`` (95 %, t distribution; NaN with fewer than
        two owners). The interval knows the luck of who changed; it does not say that a programme did it.
    """
    met = pairs(before, after)
    first, second = (np.array([pair[side] for pair in met], dtype=int) for side in (0, 1))
    one, other = (
        _owned(wave).iloc[rows].reset_index(drop=True) for wave, rows in ((before, first), (after, second))
    )
    names = [group.name for group in before.asked.village.groups]
    groups = before.answers["group"].to_numpy(dtype=int)[first] - 1
    rows = []
    for quantity in one:
        change = (other[quantity] - one[quantity]).to_numpy()
        for name in (EVERYBODY, *names):
            chosen = np.isfinite(change)
            if name != EVERYBODY:
                chosen &= groups == names.index(name)
            rows.append(_row(str(quantity), name, one[quantity][chosen], other[quantity][chosen]))
    columns = ["quantity", "group", "owners", "before", "after", "difference", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def _owned(wave: Wave) -> pd.DataFrame:
    told = network(wave)
    return quantities(wave).assign(ties=told.degrees(), ties_across=told.bridging())


def _row(quantity: str, group: str, before: pd.Series, after: pd.Series) -> tuple[object, ...]:
    change = (after - before).to_numpy()
    count = change.size
    mean = float(change.mean()) if count else np.nan
    half = np.nan
    if count > 1:
        half = float(stats.t.ppf(0.975, count - 1) * change.std(ddof=1) / np.sqrt(count))
    means = (float(part.mean()) if count else np.nan for part in (before, after))
    return (quantity, group, count, *means, mean, mean - half, mean + half)
