"""Event by event: who met whom, what each did and saw, and what it changed between them."""

import numpy as np

from simulation.measures.catalogue import SOURCES, Measure
from simulation.parameters import VillageProfile

CAUSES = (*(name for name, _, _ in SOURCES), "hearsay")
"""Names of the sources of events."""
DISPUTES = ("none", "unresolved", "resolved")
"""Names of what became of what one side saw."""
_SIDES = (("initiator", "initiator", "pemrakarsa"), ("partner", "partner", "mitra"))


def _both(name: str, en: str, id_: str, unit: str, definition: str) -> list[Measure]:
    return [
        Measure(f"{side}{name}", f"{side_en}{en}", f"{side_id}{id_}", unit, definition, "events")
        for side, side_en, side_id in _SIDES
    ]


EVENT_COLUMNS = (
    Measure("cause", "cause", "sebab", "name",
            "line of the trust ledger the event belongs to, or hearsay", "events"),
    *_both("", "", "", "number", "row of the owner, from 0"),
    *_both("_group", ": group", ": kelompok", "name", "its group then; after hearsay the group heard of"),
    *_both("_cooperated", ": cooperated", ": bekerja sama", "yes or no", "empty: no meeting"),
    *_both("_saw", ": saw cooperation", ": melihat kerja sama", "yes or no",
           "what it saw of the other one, after disputes; empty: no meeting"),
    *_both("_dispute", ": dispute", ": sengketa", "name", "none, unresolved or resolved"),
    *_both("_good", ": good evidence", ": bukti baik", "experiences", "change of r"),
    *_both("_bad", ": bad evidence", ": bukti buruk", "experiences", "change of s"),
    Measure("tie", "change of the tie", "perubahan relasi", "-1 to 1", "change of w", "events"),
)  # fmt: skip
"""Columns of a table of events, in their order, after the week."""


def events_of(events: np.ndarray, profile: VillageProfile) -> dict[str, np.ndarray]:
    """Return events as columns.

    Parameters
    ----------
    events : ndarray of EVENT, shape (events,)
        As the engine keeps them.
    profile : VillageProfile
        For the names of the groups.

    Returns
    -------
    dict of str to ndarray, shape (events,)
        The columns of :data:`EVENT_COLUMNS`; yes and no are floats, 1 and 0, and NaN without a meeting.
    """
    groups = np.array([group.name for group in profile.groups])
    found: dict[str, np.ndarray] = {"cause": np.array(CAUSES)[events["source"]]}
    for column in EVENT_COLUMNS[1:]:
        kind = column.name.partition("_")[2]
        values = np.array(events[column.name])
        if kind == "group":
            values = groups[values]
        elif kind == "dispute":
            values = np.array(DISPUTES)[values]
        elif kind in ("cooperated", "saw"):
            values = np.where(values < 0, np.nan, values)
        found[column.name] = values
    return found
