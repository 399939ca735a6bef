"""Frames of a single run, built on request: measures by week, history of a pair or a belief."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from simulation.compiled import Record
from simulation.measures.events import CAUSES
from simulation.model.state import FORGETTING, HEARSAY, LEAVING, VillageState

if TYPE_CHECKING:
    import pandas as pd

OBSERVED = "observed"
"""Cause of what a village with an observed start begins with."""


class Begun(NamedTuple):
    """What was there at the founding, before the first event.

    Attributes
    ----------
    week : int
        The week the village was founded in.
    value : ndarray of float
        Evidence (and tie), in the order of the columns of the history.
    """

    week: int
    value: np.ndarray


def acquaintance_of(state: VillageState, i: int, j: int) -> np.ndarray:
    """Return r_ij, s_ij, r_ji, s_ji and w of two owners; zeros if they do not keep each other in mind."""
    value = np.zeros(5)
    for side, (one, other) in enumerate(((i, j), (j, i))):
        circle = state.circle[one, : state.owners["acquaintances"][one]]
        for known in circle[circle["partner"] == other]:
            value[2 * side : 2 * side + 2] = known["good"], known["bad"]
            value[4] = known["tie"]
    return value


def weekly_frame(columns: list[str], rows: np.ndarray, last: int) -> "pd.DataFrame":
    """Return rows of measures as a frame indexed by week, the last row being week ``last``."""
    import pandas as pd  # noqa: PLC0415 - a frame is built only when somebody asks for it

    weeks = pd.RangeIndex(last - len(rows) + 1, last + 1, name="week")
    return pd.DataFrame(rows, columns=columns, index=weeks)


def since_arrival(events: np.ndarray, begun: Begun, *places: int) -> tuple[np.ndarray, Begun]:
    """Return the events since the owners of some places came, who began without any evidence.

    Where owners live by rules of their own, those of whoever was there before are not kept.
    """
    came = (events["source"] == LEAVING) & (events["initiator"] == events["partner"])
    came &= np.isin(events["initiator"], places)
    if not came.any():
        return events, begun
    last = int(np.flatnonzero(came)[-1])
    return events[last + 1 :], Begun(int(events["week"][last]), np.zeros_like(begun.value))


def pair_history(
    events: np.ndarray, rules: tuple[Record, Record], week: int, i: int, j: int, begun: Begun
) -> "pd.DataFrame":
    """Return what changed evidence and tie of owners i and j, oldest first.

    Parameters
    ----------
    events : ndarray of EVENT
        All events since the founding.
    rules : (record, record)
        The behaviour that each lives by, for the weekly fading.
    week : int
        Last week.
    i, j : int
        The pair.
    begun : Begun
        What they had of each other at the founding.

    Returns
    -------
    DataFrame
        ``week``; ``cause`` (observed at the founding, everyday, forum, mediation ..., hearsay,
        fading, forgetting); ``initiator``;
        ``i_cooperated``, ``j_cooperated``, ``i_saw``, ``j_saw`` (what each saw of the other, after
        disputes; None without a meeting); ``i_dispute``, ``j_dispute`` (none, unresolved, resolved);
        changes ``good_ij``, ``bad_ij`` (evidence i has on j), ``good_ji``, ``bad_ji``, ``tie``. Each
        of the five adds up to the state.
    """
    both = ((events["initiator"] == i) & (events["partner"] == j)) | (
        (events["initiator"] == j) & (events["partner"] == i)
    )
    mine, theirs = rules
    keep = np.array([mine["memory"]] * 2 + [theirs["memory"]] * 2 + [1.0 - mine["tie_decay"]])
    last, value = begun
    rows: list[tuple[object, ...]] = []
    if value.any():
        rows.append((last, OBSERVED, None, None, None, None, None, "none", "none", *value))
    for event in events[both]:
        value = _fade(rows, value, keep, last, _faded_until(event))
        last = int(event["week"])
        turned = event["initiator"] == j
        one, two = ("partner", "initiator") if turned else ("initiator", "partner")
        change = np.array(
            [
                event[f"{one}_good"],
                event[f"{one}_bad"],
                event[f"{two}_good"],
                event[f"{two}_bad"],
                event["tie"],
            ]
        )
        met = event["initiator_cooperated"] >= 0
        value = np.zeros(5) if event["source"] in (FORGETTING, LEAVING) else value + change
        rows.append(
            (
                last,
                CAUSES[event["source"]],
                int(event["initiator"]),
                *(
                    bool(event[f"{side}_{what}"]) if met else None
                    for what in ("cooperated", "saw")
                    for side in (one, two)
                ),
                *(("none", "unresolved", "resolved")[event[f"{side}_dispute"]] for side in (one, two)),
                *change,
            )
        )
    _fade(rows, value, keep, last, week)
    import pandas as pd  # noqa: PLC0415

    columns = ["week", "cause", "initiator", "i_cooperated", "j_cooperated", "i_saw", "j_saw"]
    columns += ["i_dispute", "j_dispute", "good_ij", "bad_ij", "good_ji", "bad_ji", "tie"]
    return pd.DataFrame(rows, columns=columns).astype({"initiator": "Int64"})


def _faded_until(event: np.void) -> int:
    """Return the last week whose fading comes before an event: firms close before anything fades."""
    return int(event["week"]) - int(event["source"] == LEAVING)


def _fade(
    rows: list[tuple[object, ...]], value: np.ndarray, keep: np.ndarray, last: int, week: int
) -> np.ndarray:
    """Add one row of fading for each week after ``last`` up to ``week``; return what is left."""
    for each in range(last + 1, week + 1):
        if not value.any():
            break
        left = value * keep
        rows.append((each, "fading", None, None, None, None, None, "none", "none", *(left - value)))
        value = left
    return value


def belief_history(
    events: np.ndarray, rules: Record, week: int, i: int, group: int, begun: Begun
) -> "pd.DataFrame":
    """Return what changed the evidence owner i has on a group, oldest first.

    Returns
    -------
    DataFrame
        ``week``, ``cause``, ``partner``, ``good``, ``bad``: changes that add up to GR and GS. Where the
        firm closed, the new owner begins without any.
    """
    general = rules["generalisation"] * np.array([1.0, rules["bad_generalisation"]])
    ours = (events["initiator"] == i) | (events["partner"] == i)
    left = (events["source"] == LEAVING) & (events["initiator"] == events["partner"])
    met = events["initiator_cooperated"] >= 0
    heard = (events["source"] == HEARSAY) & (events["initiator"] == events["partner"])
    rows: list[tuple[object, ...]] = []
    last, value = begun
    if value.any():
        rows.append((last, OBSERVED, None, *value))
    for event in events[ours & (met | left | heard)]:
        side, other = ("initiator", "partner") if event["initiator"] == i else ("partner", "initiator")
        leaves, hears = event["source"] == LEAVING, event["source"] == HEARSAY
        if not leaves and event[f"{other}_group"] != group:
            continue
        value = _fade_belief(rows, value, rules["group_memory"], last, _faded_until(event))
        last = int(event["week"])
        seen = np.array([event[f"{side}_good"], event[f"{side}_bad"]])
        change = -value if leaves else seen if hears else general * seen
        value = value + change
        rows.append((last, CAUSES[event["source"]], None if leaves or hears else int(event[other]), *change))
    _fade_belief(rows, value, rules["group_memory"], last, week)
    import pandas as pd  # noqa: PLC0415

    return pd.DataFrame(rows, columns=["week", "cause", "partner", "good", "bad"]).astype(
        {"partner": "Int64"}
    )


def _fade_belief(
    rows: list[tuple[object, ...]], value: np.ndarray, keep: float, last: int, week: int
) -> np.ndarray:
    for each in range(last + 1, week + 1):
        if not value.any():
            break
        left = value * keep
        rows.append((each, "fading", None, *(left - value)))
        value = left
    return value
