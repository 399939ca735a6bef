"""Partners: whom an owner meets in daily life (ODD 7.2)."""

import math

import numpy as np

from simulation.compiled import Record, borrowing, compiled, outlined_borrowing
from simulation.model import draws
from simulation.model.members import place_at
from simulation.model.rules import hooks
from simulation.model.rules.acquaintance import find, is_tie
from simulation.model.state import VillageState, rules_of

MOST_TRIES = 20
"""How often another one is drawn where optional mechanisms refuse who was found by chance."""


@borrowing
def race(state: VillageState, b: Record, key: int, m: int, host: int, without: int) -> int:
    """Draw one of the host's ties in proportion to its strength, as an exponential race.

    Parameters
    ----------
    state, b
        The village and its behaviour.
    key : int
        Key of the draws (who chooses, and in which process).
    m : int
        Running number of the meeting.
    host : int
        Whose ties they are.
    without : int
        An owner who can't win (the chooser itself).

    Returns
    -------
    int
        The winner, or -1 without any candidate.
    """
    winner = -1
    first = 1e300
    for slot in range(state.owners[host].acquaintances):
        if not is_tie(state, b, host, slot):
            continue
        known = state.circle[host, slot]
        if known.partner == without:
            continue
        u = draws.draw(key, (m << 32) + int(known.partner))
        # -ln(1 - u) is at least u: whoever is too late even so needs no logarithm
        if u > first * known.tie:
            continue
        arrival = -math.log(1.0 - u) / known.tie
        if arrival < first or (arrival == first and known.partner < winner):
            winner, first = known.partner, arrival
    return winner


@borrowing
def one_of_own_group(state: VillageState, i: int, u: float) -> int:
    """Return another member of the group of i in proportion to sociability, or -1 if there is none."""
    group = state.owners[i].group
    first = 0
    for before in range(group):
        first += state.sizes[before]
    low, high = first, first + state.sizes[group] - 1
    while low < high:
        middle = (low + high) // 2
        if state.members[middle] < i:
            low = middle + 1
        else:
            high = middle
    found = place_at(state.members_met, first, first + state.sizes[group], low, u)
    return state.members[found] if found >= 0 else -1


@borrowing
def anyone(state: VillageState, i: int, u: float) -> int:
    """Return another owner in proportion to sociability."""
    return place_at(state.met, 0, state.owners.shape[0], i, u)


@outlined_borrowing
def accepted(
    state: VillageState, b: Record, keys: int, seed: int, week: int, i: int, m: int, found: int
) -> int:
    """Return whom i meets of those it finds by chance, ``found`` being the first (see hooks)."""
    key = draws.owner_key(keys, draws.ANOTHER, i)
    for turn in range(MOST_TRIES):
        k = 64 * m + 2 * turn
        if draws.draw(key, k) < hooks.weight_of(state, b, seed, week, i, found):
            break
        found = anyone(state, i, draws.draw(key, k + 1))
    return found


@borrowing
def find_partner(state: VillageState, b: Record, keys: int, seed: int, week: int, i: int, m: int) -> int:
    """Return the partner of the m-th meeting of i this week, or -1 if it is avoided.

    ``keys`` is the key of that week.
    """
    key, own = draws.owner_key(keys, draws.PARTNER, i), rules_of(state, b, i)
    partner = -1
    if draws.draw(key, 8 * m) < own.by_tie:
        partner = race(state, b, draws.owner_key(keys, draws.TIE, i), m, i, i)
    elif draws.draw(key, 8 * m + 1) < own.by_friend:
        friend = race(state, b, draws.owner_key(keys, draws.FRIEND, i), m, i, i)
        if friend >= 0:
            partner = race(state, b, draws.owner_key(keys, draws.FRIENDS_FRIEND, i), m, friend, i)
    if partner < 0:
        partner = anyone(state, i, draws.draw(key, 8 * m + 2))
        if state.hooks.shape[1] > 0:
            partner = accepted(state, b, keys, seed, week, i, m, partner)
    stranger = state.owners[i].group != state.owners[partner].group and find(state, i, partner) < 0
    if stranger and draws.draw(key, 8 * m + 3) < own.avoidance:
        if draws.draw(key, 8 * m + 4) < own.redraw:
            return one_of_own_group(state, i, draws.draw(key, 8 * m + 5))
        return -1
    return partner


@compiled
def random_order(keys: int, number: int) -> np.ndarray:
    """Return the owners in this week's random order.

    Sorted by one draw each, owners of equal draws in their own order. Draws are uniform, so one pass
    into as many drawers as owners leaves hardly anything for the insertion sort.
    """
    places = np.empty(number)
    filled = np.zeros(number + 1, dtype=np.int64)
    for i in range(number):
        places[i] = draws.draw(draws.owner_key(keys, draws.ORDER, i), 0)
        filled[int(places[i] * number) + 1] += 1
    for drawer in range(number):
        filled[drawer + 1] += filled[drawer]
    order = np.empty(number, dtype=np.int64)
    for i in range(number):
        drawer = int(places[i] * number)
        order[filled[drawer]] = i
        filled[drawer] += 1
    for turn in range(1, number):
        i, to = order[turn], turn
        while to > 0 and places[order[to - 1]] > places[i]:
            order[to] = order[to - 1]
            to -= 1
        order[to] = i
    return order
