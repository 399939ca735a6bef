"""The sessions of a week: which activities are due, in their order, and what each does (ODD 7.8)."""

import numpy as np

from simulation.compiled import Record, borrowing, outlined, written_in
from simulation.interventions import (
    collaboration_simulation,
    communication_training,
    conflict_training,
    dialogue_mediation,
    forum,
    mentoring,
    shared_vision,
)
from simulation.interventions.agenda import ENDLESS, OWN, Agenda
from simulation.interventions.attendance import attend, attendance
from simulation.interventions.eligibility import GROUP, choose
from simulation.model.state import VillageState

(
    COMMUNICATION_TRAINING,
    CONFLICT_TRAINING,
    DIALOGUE_MEDIATION,
    FORUM,
    COLLABORATION_SIMULATION,
    MENTORING,
    SHARED_VISION,
) = range(7)
"""Kinds of activity: places in ``DOSES``."""


@borrowing
def is_due(dose: Record, week: int) -> bool:
    """Tell whether a session is in this week."""
    number = (week - dose.first) // dose.every
    return (
        number >= 0
        and dose.first + number * dose.every == week
        and (dose.sessions == ENDLESS or number < dose.sessions)
    )


@borrowing
def vision_is_kept(agenda: Agenda, week: int) -> bool:
    """Tell whether an activity that ships keeps a shared vision from fading this week."""
    for place in range(agenda.doses.size):
        if agenda.doses[place].kind == FORUM and forum.keeps_vision(agenda.doses[place], week):
            return True
    return False


@written_in
def gather(
    state: VillageState, b: Record, agenda: Agenda, place: int, seed: int, week: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the owners an activity invites and those who come, both ascending.

    The choice of the invited is made at the first session and kept, except that a group invites all
    who belong to it now; who takes over a place takes over its invitation.
    """
    dose = agenda.doses[place]
    if agenda.counts[place] < 0 or dose.select == GROUP:
        chosen = choose(state, b, dose, seed, week)
        agenda.counts[place] = chosen.size
        agenda.invited[place, : chosen.size] = chosen
    invited = agenda.invited[place, : agenda.counts[place]]
    present = attend(
        state.owners, seed, week, dose.process, invited,
        attendance(state, b, dose.lowest, dose.highest, invited),
        dose.capacity, agenda.invited_now, agenda.present_now,
    )  # fmt: skip
    return invited, present


@borrowing
def pay(agenda: Agenda, place: int, heads: int) -> None:
    """Pay for a session and the heads that came."""
    dose = agenda.doses[place]
    agenda.cost[0] += dose.session_cost + heads * dose.head_cost


@written_in
def hold_session(
    state: VillageState,
    b: Record,
    agenda: Agenda,
    place: int,
    seed: int,
    week: int,
    invited: np.ndarray,
    present: np.ndarray,
) -> np.ndarray:
    """Hold one session of an activity that ships; return the heads: who is paid for."""
    dose = agenda.doses[place]
    heads = present
    if dose.kind == COMMUNICATION_TRAINING:
        communication_training.hold(state, dose, present)
    elif dose.kind == CONFLICT_TRAINING:
        conflict_training.hold(state, dose, week, present)
    elif dose.kind == DIALOGUE_MEDIATION:
        heads = dialogue_mediation.hold(state, b, dose, seed, week, present)
    elif dose.kind == FORUM:
        forum.hold(state, b, agenda, place, seed, week, invited, present)
    elif dose.kind == COLLABORATION_SIMULATION:
        collaboration_simulation.hold(state, b, dose, seed, week, present)
    elif dose.kind == MENTORING:
        mentoring.hold(state, b, dose, seed, week, present)
    elif dose.kind == SHARED_VISION:
        shared_vision.hold(state, dose, present)
    return heads


@outlined
def hold_sessions(state: VillageState, b: Record, agenda: Agenda, seed: int, week: int) -> None:
    """Hold the sessions of this week of all activities that ship."""
    agenda.invited_now[:] = 0.0
    agenda.present_now[:] = 0.0
    for place in range(agenda.doses.size):
        dose = agenda.doses[place]
        if dose.kind != OWN and is_due(dose, week):
            invited, present = gather(state, b, agenda, place, seed, week)
            heads = hold_session(state, b, agenda, place, seed, week, invited, present)
            pay(agenda, place, heads.size)
