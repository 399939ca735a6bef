"""Norms: Friedkin-Johnsen with the descriptive norm (ODD 7.7)."""

from simulation.compiled import Record, borrowing
from simulation.model.state import VillageState, rules_of

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
        owner, own = state.owners[i], rules_of(state, b, i)
        norms, anchors = owner.norms, owner.anchors
        if owner.met > 0:
            seen = owner.met_cooperating / owner.met
            norms[GOTONG_ROYONG] = follow(norms[GOTONG_ROYONG], anchors[GOTONG_ROYONG], seen, own)
        if owner.joint > 0:
            seen = owner.partner_shared / owner.joint
            norms[TRANSPARENCY] = follow(norms[TRANSPARENCY], anchors[TRANSPARENCY], seen, own)
        if owner.ties_met > 0:
            seen = owner.ties_cooperating / owner.ties_met
            norms[COMMITMENT] = follow(norms[COMMITMENT], anchors[COMMITMENT], seen, own)
