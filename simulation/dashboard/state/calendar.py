"""The calendar of half a year: when each activity meets, what that costs, and moving it about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simulation.dashboard.state.settings import Programme
from simulation.experiment.budget import expected_cost
from simulation.interventions.registry import dose_types
from simulation.parameters import Dose, Prices, VillageProfile

HORIZON = 26
"""Weeks of the calendar: half a year."""


@dataclass(frozen=True)
class Line:
    """One activity in the calendar.

    Attributes
    ----------
    activity : str
    weeks : tuple of int
        Of its sessions within the calendar.
    every : int
        Weeks from one session to the next.
    places : int or None
        Owners a session has room for; None: for everybody who comes.
    per_session : int
        Expected rupiah of a session, rounded: what is written down must add up.
    later : int
        Sessions after the calendar, until the simulation ends.
    """

    activity: str
    weeks: tuple[int, ...]
    every: int
    places: int | None
    per_session: int
    later: int

    @property
    def rupiah(self) -> int:
        """What its sessions within the calendar cost."""
        return len(self.weeks) * self.per_session


@dataclass(frozen=True)
class Calendar:
    """A programme over the weeks of the calendar.

    Attributes
    ----------
    lines : tuple of Line
        The activities that are held, in the order in which they act.
    budget : float
        Rupiah there are to spend.
    horizon : int
        The last week of the calendar.
    """

    lines: tuple[Line, ...]
    budget: float
    horizon: int = HORIZON

    @property
    def rupiah(self) -> int:
        """What all sessions within the calendar cost."""
        return sum(line.rupiah for line in self.lines)

    @property
    def left(self) -> float:
        """Rupiah that are left of the budget; below 0 where it is overspent."""
        return self.budget - self.rupiah

    @property
    def over(self) -> bool:
        """Whether it costs more than there is."""
        return self.left < 0

    @property
    def later(self) -> int:
        """Sessions after the calendar."""
        return sum(line.later for line in self.lines)

    @property
    def later_rupiah(self) -> int:
        """What the sessions after the calendar would cost."""
        return sum(line.later * line.per_session for line in self.lines)


def calendar_of(
    doses: Mapping[str, Dose], village: VillageProfile, prices: Prices, budget: float, weeks: int
) -> Calendar:
    """Return the calendar of a programme.

    Parameters
    ----------
    doses : mapping of str to Dose
    village, prices
        What a session costs there.
    budget : float
        Rupiah.
    weeks : int
        The last week that is simulated.
    """
    horizon = min(HORIZON, weeks)
    lines = []
    for name, dose in doses.items():
        held = dose.weeks(weeks)
        here = tuple(week for week in held if week <= horizon)
        price = round(expected_cost(dose, village, prices))
        lines.append(Line(name, here, dose.every, dose.capacity, price, len(held) - len(here)))
    return Calendar(tuple(lines), budget, horizon)


def moved(programme: Programme, activity: str, first: int, horizon: int = HORIZON) -> Programme:
    """Return a programme in which an activity begins in this week; one that was not held is placed there.

    What is placed has its default sessions, as many as end within the calendar.
    """
    first = min(max(first, 1), horizon)
    if activity in programme.activities:
        return programme.with_field(activity, "first", first)
    dose = dose_types()[activity]()
    fitting = (horizon - first) // dose.every + 1
    sessions = fitting if dose.sessions is None else min(dose.sessions, fitting)
    return programme.with_activity(activity, {"first": first, "sessions": sessions})


def resized(programme: Programme, line: Line, sessions: int, horizon: int = HORIZON) -> Programme:
    """Return a programme in which an activity has so many sessions; with none it is not held.

    Sessions that would not end within the calendar follow each other faster; more than one a week
    do not fit and are left out.
    """
    if sessions < 1 or not line.weeks:
        return programme.without(line.activity)
    first = line.weeks[0]
    sessions = min(sessions, horizon - first + 1)
    found = programme.with_field(line.activity, "sessions", sessions)
    if sessions > 1:
        every = min(line.every, (horizon - first) // (sessions - 1))
        if every != line.every:
            found = found.with_field(line.activity, "every", every)
    return found


def spaced(programme: Programme, line: Line, every: int, horizon: int = HORIZON) -> Programme:
    """Return a programme in which the sessions of an activity are so many weeks apart."""
    return programme.with_field(line.activity, "every", min(max(every, 1), horizon))


def ended(programme: Programme, lines: Iterable[Line]) -> Programme:
    """Return a programme without any session after the calendar."""
    for line in lines:
        if line.later:
            programme = (
                programme.with_field(line.activity, "sessions", len(line.weeks))
                if line.weeks
                else programme.without(line.activity)
            )
    return programme
