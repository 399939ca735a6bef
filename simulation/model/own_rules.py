"""Rules of single owners: where a group, or every person, behaves otherwise than the village (ODD 5.2).

A village in which all are alike keeps none. Else it keeps one record of behaviour a group; and, where
parameters spread over persons, behind them one an owner.
"""

import numpy as np
from numba import literal_unroll

from simulation.compiled import Record, outlined_borrowing, records
from simulation.model import draws
from simulation.model.behaviour_record import behaviour_record
from simulation.parameters import Behaviour, VillageProfile
from simulation.parameters.field import description

FIRST_NUMBER = 64
"""Number of the first draw of own rules among those of an owner's traits; two a parameter, in order."""
NAMES = tuple(behaviour_record(Behaviour()).dtype.names)
"""The fields of a record of behaviour: the parameters, then what follows from them."""
SD, LOW, HIGH = range(3)


def behaviour_rows(profile: VillageProfile, behaviour: Behaviour) -> np.ndarray:
    """Return the records that owners live by, none where all are alike; those of persons are drawn later.

    Returns
    -------
    ndarray of record, shape (0,), (groups,) or (groups + N,)
    """
    groups = [behaviour.model_copy(update=group.behaviour) for group in profile.groups]
    rows = [behaviour_record(each) for each in groups]
    if profile.spreads:
        rows += rows[:1] * profile.owners
    alike = not profile.spreads and all(each == behaviour for each in groups)
    return records(np.array([] if alike else rows, dtype=rows[0].dtype))


def spread_rows(profile: VillageProfile) -> np.ndarray:
    """Return standard deviation, lowest and highest value of every field; no row without any spread."""
    if not profile.spreads:
        return np.zeros((0, 3))
    found = np.zeros((len(NAMES), 3))
    for place, name in enumerate(NAMES):
        known = description(Behaviour.model_fields[name]) if name in profile.spreads else None
        if known is not None:
            found[place] = profile.spreads[name], *known.limits
    return found


@outlined_borrowing
def draw_rules(row: Record, base: Record, spreads: np.ndarray, key: int) -> None:
    """Give an owner rules of its own: those of its group, spread as persons differ, within the limits.

    Parameters
    ----------
    row, base : record
        Of the owner, changed; of its group.
    spreads : ndarray of float, shape (parameters, 3)
        Of :func:`spread_rows`.
    key : int
        Key of the draws of the owner's traits.
    """
    place = 0
    for name in literal_unroll(NAMES):
        value = base[name]
        if spreads[place, SD] > 0.0:
            value += spreads[place, SD] * draws.normal(key, FIRST_NUMBER + 2 * place)
            value = min(max(value, spreads[place, LOW]), spreads[place, HIGH])
        row[name] = value
        place += 1  # noqa: SIM113 - numba unrolls no enumerate
