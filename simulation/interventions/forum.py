"""The UMKM forum (Forum Komunikasi UMKM; ODD 7.9).

Tables kept for a term; every present pair of a table meets once.
"""

import numpy as np

from simulation.compiled import Record, borrowing, compiled, written_in
from simulation.interventions.agenda import ENDLESS, Agenda
from simulation.model import draws
from simulation.model.ordering import ordered
from simulation.model.rules.meeting import meet_at_session
from simulation.model.state import VillageState

MIXED, BY_GROUP, BY_SECTOR = range(3)
"""The choices of ``seating``, in their order in the dose."""


@borrowing
def term_of(dose: Record, week: int) -> int:
    """Return the first week of the term of this week; tables are drawn anew in it."""
    return dose.first + (week - dose.first) // dose.term * dose.term


@borrowing
def keeps_vision(dose: Record, week: int) -> bool:
    """Tell whether the week lies between the first and the last session of a forum that meets."""
    if dose.reaches_nobody or dose.held.weight == 0.0:
        return False
    last = dose.first + dose.every * (dose.sessions - 1)
    return week >= dose.first and (dose.sessions == ENDLESS or week <= last)


@compiled
def roster(state: VillageState, dose: Record, seed: int, week: int, invited: np.ndarray) -> np.ndarray:
    """Return the table of each of the invited.

    In each block of the seating, owners are dealt to the fewest tables that hold them, group by group
    and within a group in random order, so that every table mixes the groups as the block does.

    Parameters
    ----------
    dose : record
        Seating, most owners at a table, and the process of the draws.
    seed, week : int
        Name of the draws; those of the first week of the term count.
    invited : ndarray of int
        Owners, ascending.
    """
    owners, kinds = state.owners, state.beliefs.shape[1]
    keys = draws.week_key(seed, term_of(dose, week))
    luck = np.empty(invited.size)
    rank = np.empty(invited.size)
    for place in range(invited.size):
        i = invited[place]
        luck[place] = draws.draw(draws.owner_key(keys, dose.process, i), draws.ROSTER)
        block = (
            0 if dose.seating == MIXED else owners[i].group if dose.seating == BY_GROUP else owners[i].sector
        )
        rank[place] = block * kinds + owners[i].group
    order = ordered(luck)
    order = order[ordered(rank[order])]
    tables = np.empty(invited.size, dtype=np.int64)
    first, begin = 0, 0
    while begin < order.size:
        block = rank[order[begin]] // kinds
        end = begin
        while end < order.size and rank[order[end]] // kinds == block:
            end += 1
        number = (end - begin + dose.table - 1) // dose.table
        for place in range(begin, end):
            tables[order[place]] = first + (place - begin) % number
        first += number
        begin = end
    return tables


@borrowing
def seat(agenda: Agenda, place: int, term: int, invited: np.ndarray, dealt: np.ndarray) -> None:
    """Write the roster of a term down; it stays though owners are replaced.

    Parameters
    ----------
    place, term : int
        The activity, and the first week of its term.
    invited, dealt : ndarray of int
        Owners, and the table of each.
    """
    agenda.terms[place] = term
    agenda.tables[place] = -1
    for row in range(invited.size):
        agenda.tables[place, invited[row]] = dealt[row]


@written_in
def hold(
    state: VillageState,
    b: Record,
    agenda: Agenda,
    place: int,
    seed: int,
    week: int,
    invited: np.ndarray,
    present: np.ndarray,
) -> None:
    """Let every pair of those present at a table meet once, tables in their order, seats at random.

    Parameters
    ----------
    agenda, place
        The programme, and where in it this forum stands.
    invited, present : ndarray of int
        Owners, ascending; whoever is present was invited. Who was not invited yet when the tables were
        dealt has no seat before the next term.
    """
    dose = agenda.doses[place]
    term = term_of(dose, week)
    if agenda.terms[place] != term:
        seat(agenda, place, term, invited, roster(state, dose, seed, week, invited))
    keys = draws.week_key(seed, week)
    luck = np.empty(present.size)
    table = np.empty(present.size)
    for row in range(present.size):
        table[row] = agenda.tables[place, present[row]]
        luck[row] = draws.draw(draws.owner_key(keys, dose.process, present[row]), draws.SEAT)
    order = ordered(luck)
    order = order[ordered(table[order])]
    first = 0
    while first < order.size:
        last = first
        while last < order.size and table[order[last]] == table[order[first]]:
            last += 1
        for one in range(first, last if table[order[first]] >= 0 else first):
            for two in range(one + 1, last):
                i, j = present[order[one]], present[order[two]]
                meet_at_session(state, b, dose.held, seed, week, i, j)
        first = last
