"""A programme at work: its activities as the compiled weeks read them, and a user's own (ODD 7.8)."""

from collections.abc import Mapping

import numpy as np

from simulation.compiled import Record
from simulation.interventions.activity import Session
from simulation.interventions.agenda import make_agenda
from simulation.interventions.registry import activity_type, dose_types
from simulation.interventions.sessions import gather, pay
from simulation.model.state import VillageState
from simulation.parameters import DOSES, Dose, Prices, VillageProfile


class Programme:
    """The activities of one run, with what they have cost so far.

    Parameters
    ----------
    doses : mapping of str to Dose
        Activities by name. Empty: no programme.
    profile : VillageProfile
        The village: its groups and owners.
    prices : Prices, optional
        Rupiah for hours and heads.

    Attributes
    ----------
    names : list of str
        The activities, in the order in which they act within a week: a user's own after those that ship.
    agenda : Agenda
        All of them as arrays, as the compiled weeks read them.
    own : dict of int to Activity
        A user's own activities by their place.
    """

    def __init__(
        self, doses: Mapping[str, Dose], profile: VillageProfile, prices: Prices | None = None
    ) -> None:
        groups = [group.name for group in profile.groups]
        for name, dose in doses.items():
            if dose.who.group is not None and dose.who.group not in groups:
                known = ", ".join(groups)
                raise ValueError(f"{name}: the village has no group {dose.who.group!r}; its groups: {known}")
        order = {name: place for place, name in enumerate(dose_types())}
        self.names = sorted(doses, key=lambda name: order.get(name, len(order)))
        self.prices = prices or Prices()
        ordered = {name: doses[name] for name in self.names}
        self.agenda = make_agenda(ordered, groups, profile.owners, self.prices)
        self.own = {
            place: activity_type(name)(name, doses[name])
            for place, name in enumerate(self.names)
            if name not in DOSES
        }

    @property
    def cost(self) -> float:
        """Rupiah spent since week 1."""
        return float(self.agenda.cost[0])

    def invited(self, name: str) -> np.ndarray | None:
        """Return the owners an activity invites, ascending; None before its first session."""
        place = self.names.index(name)
        count = self.agenda.counts[place]
        return None if count < 0 else self.agenda.invited[place, :count]

    def branch(self, doses: Mapping[str, Dose], profile: VillageProfile) -> "Programme":
        """Return another programme that goes on where this one stands.

        What both have in common has cost the same and keeps those it has invited.
        """
        other = Programme(doses, profile, self.prices)
        mine, theirs = self.agenda, other.agenda
        theirs.cost[:] = mine.cost
        theirs.invited_now[:], theirs.present_now[:] = mine.invited_now, mine.present_now
        for place, name in enumerate(other.names):
            chosen = self.invited(name) if name in self.names else None
            if chosen is not None:
                theirs.counts[place] = chosen.size
                theirs.invited[place, : chosen.size] = chosen
                theirs.terms[place] = mine.terms[self.names.index(name)]
                theirs.tables[place] = mine.tables[self.names.index(name)]
        return other

    def next_own_week(self, week: int) -> int | None:
        """Return the first week at or after ``week`` in which a user's own activity acts, or None."""
        due = [activity.dose.next_week(max(week, 1)) for activity in self.own.values()]
        return min((found for found in due if found is not None), default=None)

    def keeps_vision(self, week: int) -> bool:
        """Tell whether a user's own activity keeps a shared vision alive this week."""
        return any(activity.keeps_vision(week) for activity in self.own.values())

    def act(self, state: VillageState, behaviour: Record, seed: int, week: int) -> None:
        """Hold the sessions of this week of a user's own activities."""
        for place, activity in self.own.items():
            if activity.dose.is_due(week):
                invited, present = gather(state, behaviour, self.agenda, place, seed, week)
                process = activity.process
                heads = activity.hold(Session(state, behaviour, seed, week, process, invited, present))
                pay(self.agenda, place, heads.size)
