"""Norms: Friedkin-Johnsen with the descriptive norm (ODD 7.7)."""

from simulation.compiled import Record, borrowing
from simulation.model.state import VillageState

GOTONG_ROYONG, TRANSPARENCY, COMMITMENT = 0, 1, 2


@borrowing
def follow(norm: float, anchor: float, observed: float, b: Record) -> float:
    """Return a norm after a week in which ``observed`` was the share seen."""
    return b.norm_anchor * anchor + (1.0 - b.norm_anchor) * (
        (1.0 - b.norm_learning) * norm + b.norm_learning * observed
    )


@borrowing
def update_norms(state: VillageState, b: Record) -> None:
    """Let every norm with anything observed this week follow what was seen."""
    for i in range(state.owners.shape[0]):
        owner = state.owners[i]
        if owner.met > 0:
            owner.norms[GOTONG_ROYONG] = follow(
                owner.norms[GOTONG_ROYONG], owner.anchors[GOTONG_ROYONG], owner.met_cooperating / owner.met, b
            )
        if owner.joint > 0:
            owner.norms[TRANSPARENCY] = follow(
                owner.norms[TRANSPARENCY], owner.anchors[TRANSPARENCY], owner.partner_shared / owner.joint, b
            )
        if owner.ties_met > 0:
            owner.norms[COMMITMENT] = follow(
                owner.norms[COMMITMENT], owner.anchors[COMMITMENT], owner.ties_cooperating / owner.ties_met, b
            )
