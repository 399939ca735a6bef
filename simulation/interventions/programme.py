"""A programme at work: when its activities act, who is invited, who comes, what it costs (ODD 7.8)."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar, NamedTuple

import numpy as np

from simulation.compiled import Record
from simulation.interventions.attendance import attend, attendance, beliefs
from simulation.interventions.registry import activity_type, dose_types
from simulation.model import draws
from simulation.model.state import VillageState
from simulation.parameters import Dose, Prices, VillageProfile


class Session(NamedTuple):
    """One session of an activity, as it meets the village.

    Attributes
    ----------
    state : VillageState
        The village; the session changes it.
    behaviour : record
        Parameters of the owners' rules.
    seed, week : int
        Name of the draws.
    process : int
        Process of the activity's draws.
    invited, present : ndarray of int
        Owners, ascending.
    """

    state: VillageState
    behaviour: Record
    seed: int
    week: int
    process: int
    invited: np.ndarray
    present: np.ndarray

    def draw(self, owners: np.ndarray, kind: int, week: int | None = None) -> np.ndarray:
        """Return one number in [0, 1) for each of these owners."""
        return draws.uniforms(self.seed, self.week if week is None else week, self.process, owners, kind)


class Activity(ABC):
    """What an activity does in a session. A new one is one subclass with its own ``dose_type``.

    Parameters
    ----------
    name : str
        Its word in experiment files; names its random draws.
    dose : Dose
        Eligibility, schedule, attendance, cost, and what the activity itself needs.
    """

    dose_type: ClassVar[type[Dose]] = Dose

    def __init__(self, name: str, dose: Dose) -> None:
        self.name = name
        self.dose = dose
        self.process = draws.activity_process(name)

    @abstractmethod
    def hold(self, session: Session) -> np.ndarray:
        """Hold one session; return the owners who came (the heads that are paid for)."""

    def keeps_vision(self, week: int) -> bool:
        """Tell whether the activity keeps a shared vision from fading this week.

        Only from its first to its last session may it do so.
        """
        return False


class Programme:
    """The activities of one run, with what they have cost so far.

    Parameters
    ----------
    doses : mapping of str to Dose
        Activities by name. Empty: no programme.
    profile : VillageProfile
        The village, for the names of its groups.
    prices : Prices, optional
        Rupiah for hours and heads.
    """

    def __init__(
        self, doses: Mapping[str, Dose], profile: VillageProfile, prices: Prices | None = None
    ) -> None:
        order = {name: place for place, name in enumerate(dose_types())}
        self.activities = [
            activity_type(name)(name, doses[name])
            for name in sorted(doses, key=lambda name: order.get(name, 0))
        ]
        self.prices = prices or Prices()
        self._costs = {
            name: (dose.cost.session(self.prices), dose.cost.head(self.prices))
            for name, dose in doses.items()
        }
        self.groups = [group.name for group in profile.groups]
        for name, dose in doses.items():
            if dose.who.group is not None and dose.who.group not in self.groups:
                known = ", ".join(self.groups)
                raise ValueError(f"{name}: the village has no group {dose.who.group!r}; its groups: {known}")
        self.cost = 0.0
        """Rupiah spent since week 1."""
        self.invited_now = np.zeros(len(self.groups))
        """Invitations to the sessions of the last week that had any, by group."""
        self.present_now = np.zeros(len(self.groups))
        """How many of them came."""
        self._invited: dict[str, np.ndarray] = {}
        self._due: tuple[int, int | None] | None = None

    def branch(self, doses: Mapping[str, Dose], profile: VillageProfile) -> "Programme":
        """Return another programme that goes on where this one stands.

        What both have in common has cost the same and keeps those it has invited.
        """
        other = Programme(doses, profile, self.prices)
        other.cost = self.cost
        other.invited_now[:], other.present_now[:] = self.invited_now, self.present_now
        other._invited = {name: chosen for name, chosen in self._invited.items() if name in doses}
        return other

    def next_week(self, week: int) -> int | None:
        """Return the first week with a session at or after ``week`` (from week 1), or None."""
        if self._due is None or not self._due[0] <= week <= (self._due[1] or week):
            due = [activity.dose.next_week(max(week, 1)) for activity in self.activities]
            # the same answer for every week from here to there
            self._due = week, min((found for found in due if found is not None), default=None)
        return self._due[1]

    def keeps_vision(self, week: int) -> bool:
        """Tell whether any activity keeps a shared vision alive this week."""
        return any(activity.keeps_vision(week) for activity in self.activities)

    def act(self, state: VillageState, behaviour: Record, seed: int, week: int) -> None:
        """Hold the sessions of this week."""
        self.invited_now[:] = 0.0
        self.present_now[:] = 0.0
        if week < 1:
            return
        for activity in self.activities:
            if activity.dose.is_due(week):
                self._hold(activity, state, behaviour, seed, week)

    def _hold(self, activity: Activity, state: VillageState, behaviour: Record, seed: int, week: int) -> None:
        dose, process = activity.dose, activity.process
        if activity.name not in self._invited:
            self._invited[activity.name] = choose(dose, state, behaviour, seed, week, process, self.groups)
        invited = self._invited[activity.name]
        present = attend(
            state.owners, seed, week, process, invited, attendance(dose, state, behaviour, invited),
            invited.size if dose.capacity is None else dose.capacity, self.invited_now, self.present_now,
        )  # fmt: skip
        heads = activity.hold(Session(state, behaviour, seed, week, process, invited, present))
        session, head = self._costs[activity.name]
        self.cost += session + heads.size * head


def ties(state: VillageState, behaviour: Record) -> np.ndarray:
    """Return each owner's number of ties."""
    used = np.arange(state.circle.shape[1]) < state.owners["acquaintances"][:, None]
    count: np.ndarray = ((state.circle["tie"] > float(behaviour["tie_minimum"])) & used).sum(axis=1)
    return count


def choose(
    dose: Dose,
    state: VillageState,
    behaviour: Record,
    seed: int,
    week: int,
    process: int,
    groups: list[str],
) -> np.ndarray:
    """Return the owners an activity invites, ascending (ODD 7.8)."""
    everybody = np.arange(state.owners.size)
    who = dose.who
    if who.select == "everyone":
        return everybody
    if who.select == "group":
        return everybody[state.owners["group"] == groups.index(who.group or "")]
    if who.select == "least_trusting":
        rank = beliefs(state, behaviour).mean(axis=1)
    elif who.select == "least_connected":
        rank = ties(state, behaviour).astype(float)
    elif who.select == "most_central":
        rank = -ties(state, behaviour).astype(float)
    else:
        rank = np.zeros(everybody.size)
    luck = draws.uniforms(seed, week, process, everybody, draws.CHOICE)
    return np.sort(np.lexsort((luck, rank))[: who.size(everybody.size)])
