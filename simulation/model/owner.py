"""Owner of a small business: a thin Mesa view on one row of the village's state."""

from typing import TYPE_CHECKING, Any

from mesa import Agent

from simulation.model.rules.acquaintance import find, is_tie
from simulation.model.rules.trust import belief, trust_in
from simulation.parameters import NORMS, TOPICS

if TYPE_CHECKING:
    from simulation.model.village import Village


def _field(name: str, what: str) -> Any:
    """Return a property that reads and writes one field of the owner's row."""

    def get(self: "Owner") -> float:
        return float(self.row[name])

    def put(self: "Owner", value: float) -> None:
        if not 0.0 <= value <= 1.0:
            raise ValueError(f"{name} lies in [0, 1]; found {value!r}")
        self.row[name] = value

    return property(get, put, doc=f"{what}, 0-1.")


def _item(field: str, place: int, what: str) -> Any:
    """Return a property that reads and writes one item of an array field of the owner's row."""

    def get(self: "Owner") -> float:
        return float(self.row[field][place])

    def put(self: "Owner", value: float) -> None:
        if not 0.0 <= value <= 1.0:
            raise ValueError(f"{what} lies in [0, 1]; found {value!r}")
        self.row[field][place] = value

    return property(get, put, doc=f"{what}, 0-1.")


class Owner(Agent):  # type: ignore[misc]
    """One owner; reading and writing it reads and writes the village's arrays.

    Parameters
    ----------
    model : Village
        The village.
    index : int
        Row of the owner, 0-based. Mesa's ``unique_id`` is ``index + 1``.
    """

    model: "Village"

    def __init__(self, model: "Village", index: int) -> None:
        super().__init__(model)
        self.index = index

    communication = _field("communication", "Communication skill")
    conflict = _field("conflict", "Conflict-management skill")
    gotong_royong = _item("norms", NORMS.index("gotong_royong"), "norm of gotong royong")
    transparency = _item("norms", NORMS.index("transparency"), "norm of transparency")
    commitment = _item("norms", NORMS.index("commitment"), "norm of commitment")
    marketing = _item("knowledge", TOPICS.index("marketing"), "knowledge of marketing")
    raw_materials = _item("knowledge", TOPICS.index("raw_materials"), "knowledge of raw materials")
    promotion = _item("knowledge", TOPICS.index("promotion"), "knowledge of promotion")

    @property
    def row(self) -> Any:
        """The owner's row of the state (a view: writing changes the village)."""
        return self.model.state.owners[self.index]

    @property
    def group(self) -> str:
        """Name of the group."""
        return self.model.profile.groups[int(self.row["group"])].name

    @property
    def sector(self) -> str:
        """Name of the sector."""
        return self.model.profile.sectors[int(self.row["sector"])].name

    @property
    def knowledge(self) -> float:
        """Mean knowledge of the topics, 0-1."""
        return float(self.row["knowledge"].mean())

    @property
    def income(self) -> float:
        """Income of the last week, rupiah."""
        return float(self.row["income"])

    def _circle(self, only_ties: bool) -> list["Owner"]:
        state = self.model.state
        return [
            self.model.owner(int(state.circle[self.index, slot]["partner"]))
            for slot in range(self.row["acquaintances"])
            if not only_ties or is_tie(state, self.model.record, self.index, slot)
        ]

    @property
    def acquaintances(self) -> list["Owner"]:
        """Everybody kept in mind."""
        return self._circle(only_ties=False)

    @property
    def ties(self) -> list["Owner"]:
        """Acquaintances with a tie."""
        return self._circle(only_ties=True)

    @property
    def degree(self) -> int:
        """Number of ties."""
        return len(self.ties)

    def tie(self, other: "Owner") -> float:
        """Return the strength of the tie with another owner, 0-1."""
        slot = find(self.model.state, self.index, other.index)
        return float(self.model.state.circle[self.index, slot]["tie"]) if slot >= 0 else 0.0

    def trust(self, other: "Owner") -> float:
        """Return the trust in another owner, 0-1."""
        if other is self:
            raise ValueError("an owner has no trust in itself")
        state = self.model.state
        return float(
            trust_in(state, self.model.record, self.index, other.index, find(state, self.index, other.index))
        )

    def belief(self, group: str) -> float:
        """Return the belief in a group, 0-1."""
        names = [each.name for each in self.model.profile.groups]
        if group not in names:
            raise ValueError(f"unknown group {group!r}; known: {', '.join(names)}")
        return float(belief(self.model.state, self.model.record, self.index, names.index(group)))
