"""One simulated village week by week, computed once and played in the browser."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from simulation.compiled import Record, compiled
from simulation.measures.events import CAUSES
from simulation.measures.ties import ties_of
from simulation.model.engine import Engine
from simulation.model.rules.trust import belief
from simulation.model.state import EVENT, VillageState, rules_of
from simulation.parameters import Dose
from simulation.report.layout import places
from simulation.report.network import MOST_OWNERS
from simulation.report.palette import GROUPS

ROOM = 16
"""Events of an owner and week there is room for at first; a week that has more is repeated with more room."""


@dataclass(frozen=True)
class Meeting:
    """Something that changed what two owners think of each other.

    Attributes
    ----------
    week : int
    cause : str
        Line of the trust ledger (everyday, forum, mediation ...), or hearsay.
    cooperated : tuple of bool, or None
        Whether each did; None without a meeting.
    dispute : str
        none, unresolved or resolved: the worse of both sides.
    misread : bool
        Whether one took the other's cooperation for its opposite, and nobody cleared it up.
    """

    week: int
    cause: str
    cooperated: tuple[bool, bool] | None
    dispute: str
    misread: bool


@dataclass(frozen=True)
class Replay:
    """A village with its past since week 0.

    Attributes
    ----------
    groups, sectors : ndarray of int, shape (weeks + 1, owners)
        Of each owner that week: whoever takes the place of a firm that closed is somebody else.
    place : ndarray of float, shape (owners, 2)
        Where they stand, -1 to 1.
    ties : list of ndarray of TIE
        By week, from 0.
    beliefs : ndarray of float, shape (weeks + 1, owners, groups)
        What each owner believes of each group.
    knowledge, income : ndarray of float, shape (weeks + 1, owners)
        Mean over the topics, 0 to 1; rupiah a week.
    events : ndarray of EVENT
        Since week 1.
    """

    groups: np.ndarray
    sectors: np.ndarray
    place: np.ndarray
    ties: list[np.ndarray]
    beliefs: np.ndarray
    knowledge: np.ndarray
    income: np.ndarray
    events: np.ndarray

    @property
    def weeks(self) -> int:
        """The last week."""
        return len(self.ties) - 1

    @property
    def bytes(self) -> int:
        """Room its numbers take."""
        rest = (self.groups, self.sectors, self.place, self.beliefs, self.knowledge, self.income, self.events)
        return sum(values.nbytes for values in (*self.ties, *rest))

    def document(self, group_labels: list[str]) -> dict[str, Any]:
        """Return what the browser plays: owners, and by week ties as rows of one, other, trust in %."""
        return {
            "owners": [
                {"x": round(float(x), 3), "y": round(float(y), 3), "group": int(group)}
                for (x, y), group in zip(self.place, self.groups[0], strict=True)
            ],
            # by week the places whose owner is of another group than at first: place, group, place, ...
            "moved": [
                np.column_stack((places := np.flatnonzero(now != self.groups[0]), now[places]))
                .ravel()
                .tolist()
                for now in self.groups
            ],
            "groups": [
                {"label": label, "colour": GROUPS[k % len(GROUPS)][0], "shape": GROUPS[k % len(GROUPS)][1]}
                for k, label in enumerate(group_labels)
            ],
            "weeks": [
                np.column_stack(
                    (
                        found["owner"],
                        found["partner"],
                        np.rint(100 * np.minimum(found["trust"], found["trust_back"])).astype(int),
                    )
                )
                .ravel()
                .tolist()
                for found in self.ties
            ],
        }

    def meetings(self, i: int, j: int) -> list[Meeting]:
        """Return what happened between two owners, oldest first."""
        events = self.events
        both = ((events["initiator"] == i) & (events["partner"] == j)) | (
            (events["initiator"] == j) & (events["partner"] == i)
        )
        return [_meeting(event, i) for event in events[both]]

    def circle(self, i: int, week: int) -> np.ndarray:
        """Return the ties of an owner in a week."""
        found = self.ties[week]
        own: np.ndarray = found[(found["owner"] == i) | (found["partner"] == i)]
        return own


def replay(past: Engine, doses: Mapping[str, Dose], weeks: int) -> Replay:
    """Return a village under a programme.

    Parameters
    ----------
    past : Engine
        The village at week 0; it stays as it is.
    """
    village = past.branch(dict(doses))
    village.state = village.state._replace(events=np.zeros(ROOM * past.profile.owners, EVENT))
    number, groups = past.profile.owners, len(past.profile.groups)
    beliefs = np.empty((weeks + 1, number, groups))
    knowledge, income = np.empty((2, weeks + 1, number))
    kinds = np.empty((2, weeks + 1, number), dtype=int)
    ties = []
    for week in range(weeks + 1):
        if week:
            village.advance(week)
        ties.append(ties_of(village.state, village.record))
        state, record = village.state, village.record
        _fill_beliefs(state, record, beliefs[week])
        knowledge[week] = state.owners["knowledge"].mean(axis=1)
        income[week] = state.owners["income"]
        kinds[:, week] = state.owners["group"], state.owners["sector"]
    weights = np.zeros((number, number))
    for found in (ties[0], ties[-1]):
        weights[found["owner"], found["partner"]] += found["strength"]
    return Replay(
        kinds[0],
        kinds[1],
        places(weights + weights.T),
        ties,
        beliefs,
        knowledge,
        income,
        village.events_kept(),
    )


def can_be_shown(owners: int) -> bool:
    """Tell whether a picture of so many owners shows anything."""
    return owners <= MOST_OWNERS


@compiled
def _fill_beliefs(state: VillageState, b: Record, beliefs: np.ndarray) -> None:
    for i in range(beliefs.shape[0]):
        for group in range(beliefs.shape[1]):
            beliefs[i, group] = belief(state, rules_of(state, b, i), i, group)


def _meeting(event: np.void, i: int) -> Meeting:
    turned = event["initiator"] != i
    one, other = ("partner", "initiator") if turned else ("initiator", "partner")
    met = event["initiator_cooperated"] >= 0
    cooperated = (bool(event[f"{one}_cooperated"]), bool(event[f"{other}_cooperated"])) if met else None
    worst = max(
        (int(event[f"{side}_dispute"]) for side in (one, other)), key=lambda found: (found == 1, found == 2)
    )
    misread = met and (
        (event[f"{other}_cooperated"] and not event[f"{one}_saw"])
        or (event[f"{one}_cooperated"] and not event[f"{other}_saw"])
    )
    return Meeting(
        int(event["week"]),
        CAUSES[event["source"]],
        cooperated,
        ("none", "unresolved", "resolved")[worst],
        bool(misread),
    )
