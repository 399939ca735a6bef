"""Firms that close, and the new owners who take their places (ODD 7.11)."""

import numpy as np

from simulation.compiled import Record, borrowing, compiled, written_in
from simulation.model import draws
from simulation.model.members import count_members
from simulation.model.rules import hooks
from simulation.model.rules.acquaintance import forget
from simulation.model.rules.events import note_change
from simulation.model.state import FOUNDERS, LEAVING, VillageState, rules_of
from simulation.model.traits import settle


@borrowing
def group_at(shares: np.ndarray, u: float) -> int:
    """Return the group at quantile ``u`` of the groups' shares.

    Parameters
    ----------
    shares : ndarray of float, shape (groups,)
        Share of each group and of all before it.
    """
    group = 0
    while group < shares.size - 1 and u >= shares[group]:
        group += 1
    return group


@borrowing
def replace(state: VillageState, b: Record, i: int, group: int, seed: int, week: int) -> None:
    """Let a new owner of a group take the place of i, known to nobody."""
    while state.owners[i].acquaintances > 0:
        forget(state, i, state.owners[i].acquaintances - 1, week, LEAVING)
    owner = state.owners[i]
    state.cases[0] -= owner.cases_left
    owner.mediates_until = FOUNDERS
    owner.caseload = owner.cases_left = 0
    owner.group = group
    owner.arrived = week
    key = draws.owner_key(draws.week_key(seed, week), draws.ENTRY, i)
    settle(owner, state.beliefs[i], b, (state.behaviours, state.spreads), state.strong, i, key)
    if state.hooks.shape[1] > 0:
        hooks.call(state, b, hooks.DRAW_TRAITS, seed, week, i, -1)
    note_change(state, week, i, i, LEAVING, (0.0, 0.0), (0.0, 0.0), 0.0)


@compiled
def close_and_open(state: VillageState, b: Record, seed: int, week: int) -> None:
    """Close firms by chance; each place is taken at once by a new owner of a group drawn by share."""
    keys = draws.week_key(seed, week)
    changed = False
    for i in range(state.owners.shape[0]):
        key = draws.owner_key(keys, draws.EXIT, i)
        if draws.draw(key, 0) < rules_of(state, b, i).exit_weekly:
            replace(state, b, i, group_at(state.shares, draws.draw(key, 1)), seed, week)
            changed = True
    if changed:
        count_members(state.owners, state.groups, state.sizes, state.met, state.members, state.members_met)


@written_in
def turn_over(state: VillageState, b: Record, seed: int, week: int) -> None:
    """Let the firms that close this week be replaced; where none ever closes nothing is drawn."""
    closing = b.exit_weekly > 0.0
    for group in range(min(state.behaviours.shape[0], state.sizes.shape[0])):
        closing |= state.behaviours[group].exit_weekly > 0.0
    if closing:
        close_and_open(state, b, seed, week)
