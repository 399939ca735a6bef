"""History: does a village end where it began? The same villages from a high and from a low start.

A village has two lasting states if, with the same parameters and the same luck, it stays good after a good
past and bad after a bad one. The start is not a parameter here (initial beliefs are priors that never
leave), so the past is made: as long as the programme lasts, everybody meets weekly and keeps his word, or
breaks it. These meetings teach nothing and are not facilitated; all they leave is experience, ties and
norms. Then the villages are left alone and watched. What differs for ever is a second state; what only
fades slowly is memory.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from simulation.analysis.comparison import paired
from simulation.analysis.proportion import wilson
from simulation.parameters import Dose
from simulation.parameters.programme import Forum

SURE = 20.0
"""Push in log-odds, with which everybody keeps, or breaks, his word."""
UP, DOWN = "pushed_up", "pushed_down"
LOOKS = 9
"""How often a village is looked at while it is left alone."""
SHORTEST_WAIT = 104
"""Weeks."""


def pushes(weeks: int) -> dict[str, Mapping[str, Dose]]:
    """Return the two pasts: weekly meetings of all for so many weeks."""
    return {
        name: {"forum": Forum(first=1, every=1, sessions=weeks, attendance=1.0, talk=talk, facilitation=0.0)}
        for name, talk in ((UP, SURE), (DOWN, -SURE))
    }


def looks(burn_in: int, first: int) -> list[int]:
    """Return how many weeks after its past a village is looked at: from the first until twice the burn-in."""
    wait = max(SHORTEST_WAIT, 2 * burn_in)
    return [int(week) for week in np.linspace(first, wait, LOOKS).round()]


def paths(cooperation: np.ndarray, scenarios: list[str], places: list[dict[str, object]], after: list[int],
          half: float) -> pd.DataFrame:  # fmt: skip
    """Return how the villages of each place fare after their past.

    Parameters
    ----------
    cooperation : ndarray of float, shape (scenarios, places, replicates, looks)
    scenarios : list of str
    places : list of dict
        What names a place.
    after : list of int
        Weeks since the past ended, by look.
    half : float
        Below it a village is broken.

    Returns
    -------
    DataFrame
        One row a place, scenario and look: mean ``cooperation`` with ``low`` and ``high``, its 95 %
        interval; ``broken`` of ``replicates``.
    """
    rows = []
    for number, place in enumerate(places):
        for scenario, name in enumerate(scenarios):
            for look, weeks in enumerate(after):
                values = cooperation[scenario, number, :, look]
                values = values[~np.isnan(values)]
                found = paired(values)
                rows.append(
                    place
                    | {"scenario": name, "weeks_after": weeks, "cooperation": found["difference"]}
                    | {"low": found["low"], "high": found["high"]}
                    | {"broken": int((values < half).sum()), "replicates": values.size}
                )
    return pd.DataFrame(rows)


def memory(up: np.ndarray, down: np.ndarray, places: list[dict[str, object]], after: list[int],
           half: float) -> pd.DataFrame:  # fmt: skip
    """Return how long the two pasts are told apart.

    Parameters
    ----------
    up, down : ndarray of float, shape (places, replicates, looks)
        Cooperation after the good and after the bad past, of the same villages.
    places, after, half
        As of :func:`paths`.

    Returns
    -------
    DataFrame
        One row a place and look: ``gap``, mean paired difference of cooperation, with ``low`` and
        ``high``; ``shrinks``, by how much it has shrunk since half the wait (empty before), with
        ``shrinks_low`` and ``shrinks_high``; ``apart`` of ``replicates`` villages are broken after the
        bad past and not after the good one, with the 95 % interval of that share.
    """
    gaps = up - down
    middle = int(np.argmin(np.abs(np.array(after) - after[-1] / 2)))
    rows = []
    for number, place in enumerate(places):
        for look, weeks in enumerate(after):
            gap = paired(gaps[number, :, look])
            since = gaps[number, :, middle] - gaps[number, :, look]
            shrunk = paired(since if look > middle else np.array([]))
            valid = ~np.isnan(gaps[number, :, look])
            apart = int(((up[number, :, look] >= half) & (down[number, :, look] < half)).sum())
            low, high = wilson(apart, valid.sum())
            rows.append(
                place
                | {"weeks_after": weeks, "gap": gap["difference"], "low": gap["low"], "high": gap["high"]}
                | {"shrinks": shrunk["difference"], "shrinks_low": shrunk["low"]}
                | {"shrinks_high": shrunk["high"], "apart": apart, "replicates": int(valid.sum())}
                | {"apart_low": float(low), "apart_high": float(high)}
            )
    return pd.DataFrame(rows)


def staying(without: np.ndarray, with_it: np.ndarray, places: list[dict[str, object]], after: list[int],
            half: float) -> pd.DataFrame:  # fmt: skip
    """Return how many villages that a programme has lifted still hold.

    Parameters
    ----------
    without, with_it : ndarray of float, shape (places, replicates, looks)
        Cooperation of the same villages.
    places, after, half
        As of :func:`paths`.

    Returns
    -------
    DataFrame
        One row a place and look: of the ``lifted`` villages, which at the first look are broken without
        and hold with the programme, ``still`` hold with it; ``meanwhile`` hold without it too.
    """
    lifted = (without[..., 0] < half) & (with_it[..., 0] >= half)
    rows = []
    for number, place in enumerate(places):
        for look, weeks in enumerate(after):
            still = lifted[number] & (with_it[number, :, look] >= half)
            meanwhile = lifted[number] & (without[number, :, look] >= half)
            rows.append(
                place
                | {"weeks_after": weeks, "lifted": int(lifted[number].sum())}
                | {"still": int(still.sum()), "meanwhile": int(meanwhile.sum())}
            )
    return pd.DataFrame(rows)


def verdict(found: pd.DataFrame) -> str:
    """Return what the gaps at the end say.

    Returns
    -------
    str
        ``forgotten``: surely below a twentieth of all acts, everywhere; ``fades``: it is there, and
        surely smaller than at half the wait, wherever it is; ``stays``: somewhere it does not shrink.
    """
    last = found[found["weeks_after"] == found["weeks_after"].max()]
    there = last[~(last["high"] < 0.05)]
    if there.empty:
        return "forgotten"
    return "fades" if (there["shrinks_low"] > 0).all() else "stays"
