"""Two years of a village without a programme, run once for all patterns that look at them."""

from dataclasses import dataclass

import numpy as np

from simulation.compiled import records
from simulation.model.engine import Engine
from simulation.model.state import EVENT
from simulation.patterns.acquaintances import Acquaintances, beliefs, stayed
from simulation.patterns.persons import contacts
from simulation.patterns.rivals import add_week

WEEKS = 104
"""Weeks that are run after the burn-in."""
TIES_AGAIN = (13, 30, 52)
"""Weeks in which ties are looked at again (P16, P17)."""
MEETING_WEEKS, CONTACT_WEEKS, INCOME_WEEKS = 26, 14, 4
"""First weeks of which meetings are looked into (P14), contacts counted (P20) and incomes added up (P24)."""


@dataclass(frozen=True)
class Later:
    """The ties of some week, and in which places is then the person of week 0."""

    ties: np.ndarray
    same: np.ndarray


@dataclass(frozen=True)
class Course:
    """Two years without a programme.

    Attributes
    ----------
    rows : ndarray of float, shape (WEEKS, columns)
        The measures of each week.
    later : dict of int to Later
        By week, those of TIES_AGAIN.
    contacts, incomes : ndarray of float
        Of the first weeks, one of each owner who was there all the while.
    """

    rows: np.ndarray
    later: dict[int, Later]
    contacts: np.ndarray
    incomes: np.ndarray


def run_course(start: Engine) -> Course:
    """Run a village of week 0, which stays as it is."""
    rows = np.empty((WEEKS, len(start.columns)))
    engine = start.branch({})
    number = engine.state.owners.size
    later = {}
    incomes, met = np.zeros(number), np.zeros(number)
    _keep_events(engine, 8 * number)
    for week in range(1, CONTACT_WEEKS + 1):
        engine.advance(week, rows[week - 1 : week])
        met += contacts(engine.events[-1], number)
        if week <= INCOME_WEEKS:
            incomes += engine.state.owners["income"]
        if week == INCOME_WEEKS:
            incomes = incomes[stayed(engine.state.owners, 0)]
        if week in TIES_AGAIN:
            later[week] = _later(engine)
    met = met[stayed(engine.state.owners, 0)]
    _keep_events(engine, 0)
    for week in (*(again for again in TIES_AGAIN if again > CONTACT_WEEKS), WEEKS):
        engine.advance(week, rows[engine.week : week])
        later[week] = _later(engine)
    return Course(rows, later, met, incomes)


def run_meetings(start: Engine) -> np.ndarray:
    """Return what everyday meetings do to trust (see :func:`simulation.patterns.rivals.add_changes`).

    Parameters
    ----------
    start : Engine
        A village of week 0, which stays as it is.
    """
    behaviour, engine = start.behaviour, start.branch({})
    sums = np.zeros((2, 2))
    _keep_events(engine, 8 * engine.state.owners.size)
    for week in range(1, MEETING_WEEKS + 1):
        there, believed = Acquaintances.of(engine.state), beliefs(engine.state, behaviour)
        engine.advance(week)
        add_week(there, believed, engine.state, engine.events[-1], behaviour, sums)
    return sums


def _keep_events(engine: Engine, room: int) -> None:
    engine.state = engine.state._replace(events=records(np.zeros(room, EVENT)))


def _later(engine: Engine) -> Later:
    return Later(Acquaintances.of(engine.state).ties(engine.behaviour), stayed(engine.state.owners, 0))
