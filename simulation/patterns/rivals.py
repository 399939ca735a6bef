"""What a meeting with a rival does to trust, against one with a complementary owner (P14)."""

import numpy as np

from simulation.compiled import compiled
from simulation.model.rules.trust import trust
from simulation.model.state import EVERYDAY, FORGETTING, VillageState
from simulation.parameters import Behaviour
from simulation.patterns.acquaintances import Acquaintances, stayed


@compiled
def add_changes(
    events: np.ndarray,
    good: np.ndarray,
    bad: np.ndarray,
    believed: np.ndarray,
    relations: np.ndarray,
    prior_weight: float,
    sums: np.ndarray,
) -> None:
    """Add up by how much trust changed right after each everyday meeting of a week.

    Parameters
    ----------
    events : ndarray of EVENT
        What happened this week, in order.
    good, bad : ndarray of float, shape (N, N)
        Evidence at the beginning of the week, after it has faded; changed to that of its end.
    believed : ndarray of float, shape (N, N)
        What i believes of the group of j.
    relations : ndarray of int, shape (N, N)
        1 between complementary owners, -1 between rivals.
    prior_weight : float
        Weight of the belief.
    sums : ndarray of float, shape (2, 2)
        (rivals, complementary) x (changes, meetings seen from one side); added to.
    """
    for place in range(events.size):
        event = events[place]
        ends = event.initiator, event.partner
        goods = event.initiator_good, event.partner_good
        bads = event.initiator_bad, event.partner_bad
        for side in range(2):
            i, j = ends[side], ends[1 - side]
            before = trust(good[i, j], bad[i, j], believed[i, j], prior_weight)
            good[i, j] += goods[side]
            bad[i, j] += bads[side]
            if event.source >= FORGETTING:
                good[i, j] = bad[i, j] = 0.0
            if event.source == EVERYDAY and relations[i, j] != 0:
                kind = 0 if relations[i, j] < 0 else 1
                sums[kind, 0] += trust(good[i, j], bad[i, j], believed[i, j], prior_weight) - before
                sums[kind, 1] += 1.0


def rival_difference(sums: np.ndarray) -> float:
    """Return the mean change with rivals less that with complementary owners; NaN without either."""
    if not sums[:, 1].all():
        return float("nan")
    rivals, complementary = sums[:, 0] / sums[:, 1]
    return float(rivals - complementary)


def add_week(
    there: Acquaintances,
    believed: np.ndarray,
    after: VillageState,
    events: np.ndarray,
    behaviour: Behaviour,
    sums: np.ndarray,
) -> None:
    """Add the changes of one week to ``sums`` (see :func:`add_changes`).

    Parameters
    ----------
    there, believed
        Acquaintances and beliefs at the end of the week before.
    after : VillageState
        The village at the end of the week; new owners of this week are left out.
    events : ndarray of EVENT
        Of the week.
    """
    same = stayed(after.owners, int(events["week"].max(initial=0)) - 1)
    sectors = after.owners["sector"]
    add_changes(
        events[same[events["initiator"]] & same[events["partner"]]],
        there.good * behaviour.memory,
        there.bad * behaviour.memory,
        believed[:, after.owners["group"]],
        after.relations[np.ix_(sectors, sectors)],
        behaviour.prior_weight,
        sums,
    )
