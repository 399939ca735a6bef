"""Owner of a small business: a thin Mesa view on one row of the village's state."""

from typing import Any, Protocol

from mesa import Agent

from simulation.compiled import Record
from simulation.model.rules.acquaintance import find, is_tie
from simulation.model.rules.trust import belief, trust_in
from simulation.model.state import VillageState, rules_of
from simulation.parameters import NORMS, TOPICS, VillageProfile
from simulation.parameters.argument import as_number

STAYS = (
    "an owner can't be removed: others know and trust it, and the arrays of the village keep its row. "
    "A village with fewer owners is another one: VillageProfile(owners=...)"
)
"""Why no owner leaves its village."""
_SETTLED = "it is settled when the village is made: see VillageProfile"
_BETWEEN = "what owners are to each other stands in village.state.circle and village.state.beliefs"
NOT_WRITTEN = {
    "index": "it says which row of the village is the owner's",
    "row": "write its fields: owner.row['income_shift'] = 0.1",
    "group": _SETTLED,
    "sector": _SETTLED,
    "knowledge": f"it is the mean of {', '.join(TOPICS)}, which can be written",
    "income": "every week draws it anew from ties, knowledge and luck; "
    "owner.row['income_shift'] (a logarithm) raises or lowers its level for good",
    "acquaintances": _BETWEEN,
    "ties": _BETWEEN,
    "degree": f"it is the number of ties; {_BETWEEN}",
    "tie": _BETWEEN,
    "trust": _BETWEEN,
    "belief": _BETWEEN,
}
"""What of an owner is only read, and what to write instead."""


class Home(Protocol):
    """The village, as far as its owners need it."""

    @property
    def profile(self) -> VillageProfile:
        """Who lives there."""

    @property
    def state(self) -> VillageState:
        """The arrays."""

    @property
    def record(self) -> Record:
        """The behaviour as the compiled rules read it."""

    def owner(self, index: int) -> "Owner":
        """Return the owner of a row."""


def _unit(what: str, value: object) -> float:
    """Return a value that is to be written; it has to be a number from 0 to 1."""
    number = as_number(value)
    if number is None or not 0.0 <= number <= 1.0:
        raise ValueError(f"{what} lies in [0, 1]; found {value!r}")
    return number


def _field(name: str, what: str) -> Any:
    """Return a property that reads and writes one field of the owner's row."""

    def get(self: "Owner") -> float:
        return float(self.row[name])

    def put(self: "Owner", value: float) -> None:
        self.row[name] = _unit(name, value)

    return property(get, put, doc=f"{what}, 0-1.")


def _item(field: str, place: int, what: str) -> Any:
    """Return a property that reads and writes one item of an array field of the owner's row."""

    def get(self: "Owner") -> float:
        return float(self.row[field][place])

    def put(self: "Owner", value: float) -> None:
        self.row[field][place] = _unit(what, value)

    return property(get, put, doc=f"{what}, 0-1.")


class Owner(Agent):  # type: ignore[misc]
    """One owner; reading and writing it reads and writes the village's arrays.

    A village makes its owners itself, ``village.owner(3)`` or ``village.agents``, and keeps them all:
    :meth:`remove` raises. These can be written, each a number from 0 to 1: ``communication``,
    ``conflict``, ``gotong_royong``, ``transparency``, ``commitment``, ``marketing``, ``raw_materials``,
    ``promotion``. To write another one raises an error that says what to write instead; what you name
    yourself is yours.

    Parameters
    ----------
    model : Village
        The village.
    index : int
        Row of the owner, 0-based. Mesa's ``unique_id`` is ``index + 1``.
    """

    model: Home

    def __init__(self, model: Home, index: int) -> None:
        self._index = index
        super().__init__(model)

    def __setattr__(self, name: str, value: Any) -> None:
        """Write an attribute that can be written.

        Raises
        ------
        AttributeError
            If it can only be read.
        """
        if name in NOT_WRITTEN:
            raise AttributeError(f"{name} of an owner can't be written: {NOT_WRITTEN[name]}")
        super().__setattr__(name, value)

    def remove(self) -> None:
        """Owners stay: see :data:`simulation.model.owner.STAYS`.

        Raises
        ------
        ValueError
            Always.
        """
        raise ValueError(STAYS)

    communication = _field("communication", "Communication skill")
    conflict = _field("conflict", "Conflict-management skill")
    gotong_royong = _item("norms", NORMS.index("gotong_royong"), "norm of gotong royong")
    transparency = _item("norms", NORMS.index("transparency"), "norm of transparency")
    commitment = _item("norms", NORMS.index("commitment"), "norm of commitment")
    marketing = _item("knowledge", TOPICS.index("marketing"), "knowledge of marketing")
    raw_materials = _item("knowledge", TOPICS.index("raw_materials"), "knowledge of raw materials")
    promotion = _item("knowledge", TOPICS.index("promotion"), "knowledge of promotion")

    @property
    def index(self) -> int:
        """Row of the owner, 0-based."""
        return self._index

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
        slot = find(self.model.state, self.index, self._neighbour(other))
        return float(self.model.state.circle[self.index, slot]["tie"]) if slot >= 0 else 0.0

    def trust(self, other: "Owner") -> float:
        """Return the trust in another owner, 0-1."""
        if other is self:
            raise ValueError("an owner has no trust in itself")
        state, row = self.model.state, self._neighbour(other)
        own = rules_of(state, self.model.record, self.index)
        return float(trust_in(state, own, self.index, row, find(state, self.index, row)))

    def _neighbour(self, other: "Owner") -> int:
        """Return the row of another owner, who has to live in the same village."""
        if not isinstance(other, Owner) or other.model is not self.model:
            raise ValueError(f"expected an owner of the same village, as village.owner(0); found {other!r}")
        return other.index

    def belief(self, group: str) -> float:
        """Return the belief in a group, 0-1."""
        names = [each.name for each in self.model.profile.groups]
        if group not in names:
            raise ValueError(f"unknown group {group!r}; known: {', '.join(names)}")
        own = rules_of(self.model.state, self.model.record, self.index)
        return float(belief(self.model.state, own, self.index, names.index(group)))
