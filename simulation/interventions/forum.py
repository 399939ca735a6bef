"""The UMKM forum (Forum Komunikasi UMKM; ODD 7.9)."""

import numpy as np

from simulation.compiled import compiled
from simulation.interventions.programme import Activity, Session
from simulation.model import draws
from simulation.model.rules.meeting import hold_meetings, setting
from simulation.model.state import FORUM
from simulation.parameters import programme as doses


class Forum(Activity):
    """Tables kept for a term; every present pair of a table meets once."""

    dose_type = doses.Forum
    dose: doses.Forum

    def hold(self, session: Session) -> np.ndarray:
        """Seat those present and let each table meet."""
        dose = self.dose
        tables = self.roster(session)[np.searchsorted(session.invited, session.present)]
        order = np.lexsort((session.draw(session.present, draws.SEAT), tables))
        held = setting(
            process=draws.meeting_process(self.name),
            source=FORUM,
            weight=dose.weight,
            talk=dose.talk,
            facilitation=dose.facilitation,
            mediator=dose.mediator,
        )
        pairs = pairs_at_tables(session.present[order], tables[order])
        hold_meetings(session.state, session.behaviour, held, session.seed, session.week, pairs)
        return session.present

    def roster(self, session: Session) -> np.ndarray:
        """Return the table of each of the invited, drawn anew in the first week of a term."""
        dose, owners = self.dose, session.state.owners
        begin = dose.first + (session.week - dose.first) // dose.term * dose.term
        luck = session.draw(session.invited, draws.ROSTER, begin)
        group = owners["group"][session.invited]
        if dose.seating == "by_group":
            block = group
        elif dose.seating == "by_sector":
            block = owners["sector"][session.invited]
        else:
            block = np.zeros_like(group)
        tables = np.empty(session.invited.size, dtype=np.int64)
        first = 0
        for value in np.unique(block):
            members = np.flatnonzero(block == value)
            members = members[np.lexsort((luck[members], group[members]))]
            number = -(-members.size // dose.table)
            tables[members] = first + np.arange(members.size) % number
            first += number
        return tables

    def keeps_vision(self, week: int) -> bool:
        """Tell whether the week lies between the first and the last session of a forum that meets."""
        dose = self.dose
        if dose.reaches_nobody() or dose.weight == 0.0:
            return False
        last = None if dose.sessions is None else dose.first + dose.every * (dose.sessions - 1)
        return week >= dose.first and (last is None or week <= last)


@compiled
def pairs_at_tables(owners: np.ndarray, tables: np.ndarray) -> np.ndarray:
    """Return all pairs of owners of one table, the earlier first; owners come table by table."""
    count = 0
    first = 0
    for two in range(owners.size):
        if tables[two] != tables[first]:
            first = two
        count += two - first
    pairs = np.empty((count, 2), dtype=np.int64)
    row = 0
    first = 0
    while first < owners.size:
        last = first
        while last < owners.size and tables[last] == tables[first]:
            last += 1
        for one in range(first, last):
            for two in range(one + 1, last):
                pairs[row, 0], pairs[row, 1] = owners[one], owners[two]
                row += 1
        first = last
    return pairs
