"""What owners learn of others without a meeting; optional mechanisms use it (ODD 7.12)."""

from simulation.compiled import Record, borrowing
from simulation.model.rules.events import note_belief, note_change
from simulation.model.state import ACTIVITY, HEARSAY, VillageState


@borrowing
def hear_of(state: VillageState, week: int, i: int, slot: int, good: float, bad: float) -> None:
    """Add evidence that others gave i on the acquaintance at a slot; it enters ledger and events."""
    known = state.circle[i, slot]
    known.good += good
    known.bad += bad
    side = 0 if known.group == state.owners[i].group else 1
    state.ledger[ACTIVITY, side, 0] += good
    state.ledger[ACTIVITY, side, 1] += bad
    note_change(state, week, i, known.partner, HEARSAY, (good, 0.0), (bad, 0.0), 0.0)


@borrowing
def hear_of_group(state: VillageState, week: int, i: int, group: int, good: float, bad: float) -> None:
    """Add evidence that others gave i on a group; it enters the events."""
    held: Record = state.beliefs[i, group]
    held.good += good
    held.bad += bad
    note_belief(state, week, i, group, good, bad)
