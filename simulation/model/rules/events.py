"""The record of events: what each did and saw, and what it changed.

Without any room nothing is recorded. When the room is too small the rest is only counted, so that
whoever keeps the events can see it and repeat the week with more room.
"""

from simulation.compiled import Record, borrowing
from simulation.model.state import HEARSAY, VillageState


@borrowing
def has_room(state: VillageState) -> bool:
    """Count an event, if events are recorded at all; tell whether there is room for it."""
    if state.events.shape[0] == 0:
        return False
    state.recorded[0] += 1
    return state.recorded[0] <= state.events.shape[0]


@borrowing
def note_meeting(
    state: VillageState,
    week: int,
    i: int,
    j: int,
    source: int,
    acts: tuple[bool, bool],
    seen: tuple[bool, bool],
    disputes: tuple[int, int],
    good: tuple[float, float],
    bad: tuple[float, float],
    tie: float,
) -> None:
    """Record a meeting; each pair of values is (initiator, partner)."""
    if has_room(state):
        event = state.events[state.recorded[0] - 1]
        event.week, event.initiator, event.partner, event.source = week, i, j, source
        event.initiator_group, event.partner_group = state.owners[i].group, state.owners[j].group
        event.initiator_cooperated, event.partner_cooperated = acts
        event.initiator_saw, event.partner_saw = seen
        event.initiator_dispute, event.partner_dispute = disputes
        event.initiator_good, event.partner_good = good
        event.initiator_bad, event.partner_bad = bad
        event.tie = tie


@borrowing
def _enter_change(
    state: VillageState,
    week: int,
    i: int,
    j: int,
    group: int,
    source: int,
    good: tuple[float, float],
    bad: tuple[float, float],
    tie: float,
) -> None:
    event = state.events[state.recorded[0] - 1]
    event.week, event.initiator, event.partner, event.source = week, i, j, source
    event.initiator_group, event.partner_group = state.owners[i].group, group
    event.initiator_cooperated = event.partner_cooperated = -1
    event.initiator_saw = event.partner_saw = -1
    event.initiator_dispute = event.partner_dispute = 0
    event.initiator_good, event.partner_good = good
    event.initiator_bad, event.partner_bad = bad
    event.tie = tie


@borrowing
def note_change(
    state: VillageState,
    week: int,
    i: int,
    j: int,
    source: int,
    good: tuple[float, float],
    bad: tuple[float, float],
    tie: float,
) -> None:
    """Record a change of evidence without a meeting; each pair of values is (first, second owner)."""
    if has_room(state):
        _enter_change(state, week, i, j, state.owners[j].group, source, good, bad, tie)


@borrowing
def note_belief(state: VillageState, week: int, i: int, group: int, good: float, bad: float) -> None:
    """Record a change of the evidence that i has on a group alone: both sides of the event are i."""
    if has_room(state):
        _enter_change(state, week, i, i, group, HEARSAY, (good, 0.0), (bad, 0.0), 0.0)


@borrowing
def note_forgetting(
    state: VillageState, week: int, i: int, j: int, mine: Record, theirs: Record, why: int
) -> None:
    """Record that two owners forget each other; ``why`` is the line of the ledger."""
    note_change(state, week, i, j, why, (-mine.good, -theirs.good), (-mine.bad, -theirs.bad), -mine.tie)
