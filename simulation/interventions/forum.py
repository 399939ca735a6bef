"""The UMKM forum (Forum Komunikasi UMKM; ODD 7.9)."""

from functools import cached_property

import numpy as np

from simulation.compiled import Record, compiled
from simulation.interventions.facilitation import facilitated
from simulation.interventions.programme import Activity, Session
from simulation.model import draws
from simulation.model.rules.meeting import meet
from simulation.model.state import FORUM, VillageState
from simulation.parameters import programme as doses

SEATING = ("mixed", "by_group", "by_sector")
MIXED, BY_GROUP = 0, 1


class Forum(Activity):
    """Tables kept for a term; every present pair of a table meets once."""

    dose_type = doses.Forum
    dose: doses.Forum

    @cached_property
    def held(self) -> Record:
        """How its meetings are held."""
        return facilitated(self.name, self.dose, FORUM)

    def hold(self, session: Session) -> np.ndarray:
        """Seat those present and let each table meet."""
        hold_tables(
            session.state, session.behaviour, self.held, session.seed, session.week,
            self.term(session.week), session.process, session.invited, session.present,
            SEATING.index(self.dose.seating), self.dose.table,
        )  # fmt: skip
        return session.present

    def term(self, week: int) -> int:
        """Return the first week of the term of this week."""
        dose = self.dose
        return dose.first + (week - dose.first) // dose.term * dose.term

    def keeps_vision(self, week: int) -> bool:
        """Tell whether the week lies between the first and the last session of a forum that meets."""
        dose = self.dose
        if dose.reaches_nobody() or dose.weight == 0.0:
            return False
        last = None if dose.sessions is None else dose.first + dose.every * (dose.sessions - 1)
        return week >= dose.first and (last is None or week <= last)


@compiled
def roster(
    state: VillageState, seed: int, week: int, process: int, invited: np.ndarray, seating: int, size: int
) -> np.ndarray:
    """Return the table of each of the invited.

    In each block of the seating, owners are dealt to the fewest tables that hold them, group by group
    and within a group in random order, so that every table mixes the groups as the block does.

    Parameters
    ----------
    week : int
        Names the draws: the first week of the term.
    invited : ndarray of int
        Owners, ascending.
    seating : int
        Place in ``SEATING``.
    size : int
        Most owners at a table.
    """
    owners, kinds = state.owners, state.beliefs.shape[1]
    keys = draws.week_key(seed, week)
    luck = np.empty(invited.size)
    rank = np.empty(invited.size, dtype=np.int64)
    for place in range(invited.size):
        i = invited[place]
        luck[place] = draws.draw(draws.owner_key(keys, process, i), draws.ROSTER)
        block = 0 if seating == MIXED else owners[i].group if seating == BY_GROUP else owners[i].sector
        rank[place] = block * kinds + owners[i].group
    order = np.argsort(luck, kind="mergesort")
    order = order[np.argsort(rank[order], kind="mergesort")]
    tables = np.empty(invited.size, dtype=np.int64)
    first, begin = 0, 0
    while begin < order.size:
        block = rank[order[begin]] // kinds
        end = begin
        while end < order.size and rank[order[end]] // kinds == block:
            end += 1
        number = (end - begin + size - 1) // size
        for place in range(begin, end):
            tables[order[place]] = first + (place - begin) % number
        first += number
        begin = end
    return tables


@compiled
def hold_tables(
    state: VillageState,
    b: Record,
    held: Record,
    seed: int,
    week: int,
    term: int,
    process: int,
    invited: np.ndarray,
    present: np.ndarray,
    seating: int,
    size: int,
) -> None:
    """Let every pair of those present at a table meet once, tables in their order, seats at random.

    Parameters
    ----------
    term : int
        First week of the term; tables are drawn anew in it.
    invited, present : ndarray of int
        Owners, ascending; whoever is present was invited.
    seating, size : int
        See ``roster``.
    """
    tables = roster(state, seed, term, process, invited, seating, size)
    keys = draws.week_key(seed, week)
    seat = np.empty(present.size)
    table = np.empty(present.size, dtype=np.int64)
    at = 0
    for place in range(present.size):
        while invited[at] != present[place]:
            at += 1
        table[place] = tables[at]
        seat[place] = draws.draw(draws.owner_key(keys, process, present[place]), draws.SEAT)
    order = np.argsort(seat, kind="mergesort")
    order = order[np.argsort(table[order], kind="mergesort")]
    first = 0
    while first < order.size:
        last = first
        while last < order.size and table[order[last]] == table[order[first]]:
            last += 1
        for one in range(first, last):
            for two in range(one + 1, last):
                i, j = present[order[one]], present[order[two]]
                meet(state, b, held, seed, week, i, j, j)
        first = last
