"""A run of the readable model, or of a user's own version of it, as the runner sees runs."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from simulation.compiled import Record, records
from simulation.measures.catalogue import SOURCES, names
from simulation.measures.weekly import measure_week
from simulation.mechanisms.mechanism import Mechanism
from simulation.model.behaviour_record import behaviour_record
from simulation.model.engine import Interrupted
from simulation.model.members import count_members
from simulation.model.state import FOUNDERS, TALLIES, VillageState, found
from simulation.parameters import Behaviour, Dose, Prices, VillageProfile
from simulation.reference.owner import Owner
from simulation.reference.village import ReferenceVillage
from simulation.running.readable_trust import AskedTrust, changes_trust

SAME = (
    "communication", "communication_start", "conflict", "conflict_start", "norms", "anchors",
    "anchors_start", "knowledge", "knowledge_start", "mentored", "income", "sociability",
    "trustworthiness", "attendance", "group", "sector", "mediates_until", "caseload", "cases_left",
)  # fmt: skip
"""What both models call the same of an owner."""

INDEX = ("social_capital", "social_capital_trust", "social_capital_network", "social_capital_norms")


class ReadableRun:
    """One village of the readable model, at some week; it has what of an engine the runner needs.

    Parameters
    ----------
    model : type
        A subclass of :class:`simulation.reference.village.ReferenceVillage`.
    profile, behaviour, seed, burn_in, doses, mechanisms, prices, network_weeks
        As :class:`simulation.model.engine.Engine`.
    """

    def __init__(
        self,
        model: type[ReferenceVillage],
        profile: VillageProfile,
        behaviour: Behaviour,
        seed: int,
        *,
        burn_in: int,
        doses: Mapping[str, Dose] | None = None,
        mechanisms: Mapping[str, Mechanism] | None = None,
        prices: Prices | None = None,
        network_weeks: Iterable[int] = (),
    ) -> None:
        self.profile = profile
        self.columns = names([group.name for group in profile.groups])
        self.record: Record = records(np.array([behaviour_record(behaviour)]))[0]
        self.events: list[np.ndarray] = []
        self._made = model, behaviour, seed, burn_in, mechanisms, prices, tuple(network_weeks)
        self._founded = found(profile, behaviour, seed)
        self.village = model(
            profile, behaviour, doses or {}, seed, burn_in=burn_in, prices=prices, mechanisms=mechanisms
        )

    @property
    def week(self) -> int:
        """The last week that is over."""
        return self.village.week

    @property
    def state(self) -> VillageState:
        """The village as arrays, as the measures read it."""
        return state_of(self.village, self._founded)

    def branch(self, doses: Mapping[str, Dose]) -> "ReadableRun":
        """Return the same village with a programme, at the end of its burn-in: lived again."""
        model, behaviour, seed, burn_in, mechanisms, prices, network_weeks = self._made
        run = ReadableRun(
            model, self.profile, behaviour, seed,
            burn_in=burn_in, doses=doses, mechanisms=mechanisms, prices=prices, network_weeks=network_weeks,
        )  # fmt: skip
        run.advance(0)
        return run

    def measure(self) -> np.ndarray:
        """Return the row of measures of the village as it stands."""
        village, row = self.village, np.empty(len(self.columns))
        seen = np.zeros((2, len(self.profile.groups)))
        for activity in village.activities:
            if activity.name in village.attendance:
                for kind, owners in enumerate((activity.invited, activity.present)):
                    np.add.at(seen[kind], [owner.group for owner in owners], 1.0)
        costly = village.week in self._made[-1]
        seed = village.name_of_draws
        measure_week(self.state, self.record, seed, costly, village.cost, seen[0], seen[1], row)
        if (asked := self.asked()) is not None:
            self._take(asked, row)
        return row

    def asked(self) -> AskedTrust | None:
        """Return what owners answer who trust or believe by a rule of their own; None by the shipped one."""
        return AskedTrust(self.village) if changes_trust(self.village) else None

    def _take(self, asked: AskedTrust, row: np.ndarray) -> None:
        """Put the measures of trust, and the index that trust is part of, as owners answered."""
        for name, value in asked.measures().items():
            row[self.columns.index(name)] = value
        whole, *parts = (self.columns.index(name) for name in INDEX)
        row[parts[0]] = row[self.columns.index("trust")]
        row[whole] = row[parts].mean()

    def advance(
        self, until: int, rows: np.ndarray | None = None, stop: Callable[[], bool] | None = None
    ) -> None:
        """Run to the end of week ``until``, as an engine does."""
        begin = self.week
        while self.week < until:
            if stop is not None and stop():
                raise Interrupted
            self.village.step()
            if rows is not None:
                rows[self.week - begin - 1] = self.measure()


def state_of(village: ReferenceVillage, founded: VillageState) -> VillageState:
    """Return a readable village as the arrays of the compiled model.

    Parameters
    ----------
    village : ReferenceVillage
    founded : VillageState
        That of the same profile and behaviour at the founding, for what stays as it is.

    Raises
    ------
    ValueError
        If somebody keeps more acquaintances in mind than the behaviour says.
    """
    state = founded.copy()
    owners, room = state.owners, state.circle.shape[1]
    for name in SAME:
        owners[name] = [getattr(owner, name) for owner in village.owners]
    owners["income_shift"] = np.log([owner.income_level for owner in village.owners])
    owners["arrived"] = [FOUNDERS if owner.arrived is None else owner.arrived for owner in village.owners]
    owners["acquaintances"] = [len(owner.acquaintances) for owner in village.owners]
    if owners["acquaintances"].max() > room:
        raise ValueError(f"an owner keeps more than {room} acquaintances in mind (behaviour.acquaintances)")
    for name, theirs in (
        ("prior", "prior"), ("prior_start", "prior_start"), ("good", "group_good"), ("bad", "group_bad"),
    ):  # fmt: skip
        state.beliefs[name] = [getattr(owner, theirs) for owner in village.owners]
    for owner in village.owners:
        _fill_circle(state.circle[owner.index], owner)
    state.tallies[:] = [village.tallies[name] for name in TALLIES]
    for source, (name, _, _) in enumerate(SOURCES):
        for side, whose in enumerate(("own", "other")):
            state.ledger[source, side] = village.ledger[name, whose]
    count_members(owners, state.groups, state.sizes, state.met, state.members, state.members_met)
    return state._replace(behaviours=_behaviours(village, founded))


def _behaviours(village: ReferenceVillage, founded: VillageState) -> np.ndarray:
    """Return what owners live by, one record a group and one an owner; none where they are all alike."""
    own = [owner.behaviour for owner in village.owners]
    if all(behaviour is village.behaviour for behaviour in own):
        return founded.behaviours[:0]
    # the measures ask for single owners alone: the records of groups only keep the places
    rows = [behaviour_record(village.behaviour)] * len(village.profile.groups)
    rows += [behaviour_record(behaviour) for behaviour in own]
    return records(np.array(rows, dtype=rows[0].dtype))


def _fill_circle(circle: np.ndarray, owner: Owner) -> None:
    for slot, (index, known) in enumerate(owner.acquaintances.items()):
        kept = circle[slot]
        kept["partner"], kept["group"], kept["sector"] = index, known.owner.group, known.owner.sector
        kept["good"], kept["bad"], kept["tie"] = known.good, known.bad, known.tie.strength
