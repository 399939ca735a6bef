"""The calendar: each session on its day."""

from dataclasses import dataclass
from datetime import date, timedelta

from simulation.files.faults import Fault, StudyError
from simulation.office.programme import HeldProgramme


@dataclass(frozen=True)
class Appointment:
    """One session.

    Attributes
    ----------
    day : date
        The weekday of the start.
    week : int
        Of the programme, from 1.
    activity : str
    number, of : int
        Which session of the activity, of how many.
    """

    day: date
    week: int
    activity: str
    number: int
    of: int


def day_of(start: date, week: int) -> date:
    """Return the day of a week: the start is that of week 1."""
    return start + timedelta(weeks=week - 1)


def appointments(programme: HeldProgramme, start: date) -> list[Appointment]:
    """Return all sessions by their day; on one day in the order in which activities act.

    Raises
    ------
    StudyError
        If the calendar would end after the year 9999.
    """
    held = programme.held()
    last = max((weeks[-1] for weeks in held.values()), default=1)
    if start.toordinal() + 7 * (last - 1) > date.max.toordinal():
        told = f"the last session, in week {last:,}, would be after the year 9999"
        raise StudyError([Fault.of("--start", "", told, "an earlier date")])
    found = [
        Appointment(day_of(start, week), week, activity, number, len(weeks))
        for activity, weeks in held.items()
        for number, week in enumerate(weeks, start=1)
    ]
    return sorted(found, key=lambda each: each.week)
