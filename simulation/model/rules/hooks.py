"""Where optional mechanisms come into the week: their functions are called by address (ODD 7.12).

All have one signature, ``rule(state, b, strengths, traits, seed, week, i, j, said)``: the parameters of
the mechanism, what it keeps of each owner, the name of the draws, whom it is about (-1: nobody), what is
told or asked. A village without mechanisms compares one length at each place.
"""

import numpy as np

from simulation.compiled import Record, borrowing, compiled, outlined_borrowing
from simulation.model.state import FOUNDERS, PLACES, SAID, VillageState
from simulation.separate import call_at

DRAW_TRAITS, BEFORE_MEETINGS, PARTNER_WEIGHT, AFTER_MEETING, END_OF_WEEK = range(len(PLACES))
(
    I_COOPERATED,
    J_COOPERATED,
    I_SAW,
    J_SAW,
    WEIGHT,
    PROCESS,
    NUMBER,
    I_EVIDENCE,
    J_EVIDENCE,
) = range(len(SAID))
ANSWER = 0
"""Where a ``partner_weight`` writes the weight, 0 to 1."""


@outlined_borrowing
def call(state: VillageState, b: Record, place: int, seed: int, week: int, i: int, j: int) -> None:
    """Call what the mechanisms have at a place of the week, one after the other."""
    for each in range(state.hooks.shape[1]):
        address = state.hooks[place, each]
        if address != 0:
            # the types must be those for which the functions are compiled (simulation.mechanisms.attached)
            call_at(
                address,
                (
                    state, b, state.strengths[each], state.traits[each],
                    np.int64(seed), np.int64(week), np.int64(i), np.int64(j), state.said,
                ),
            )  # fmt: skip


@borrowing
def call_once(state: VillageState, b: Record, place: int, seed: int, week: int) -> None:
    """Call what there is at a place that comes once a week, about nobody in particular."""
    if state.hooks.shape[1] > 0:
        call(state, b, place, seed, week, -1, -1)


@outlined_borrowing
def weight_of(state: VillageState, b: Record, seed: int, week: int, i: int, j: int) -> float:
    """Return the chance that i meets j, whom it found by chance: the product over the mechanisms."""
    product = 1.0
    for each in range(state.hooks.shape[1]):
        address = state.hooks[PARTNER_WEIGHT, each]
        if address != 0:
            state.said[ANSWER] = 1.0
            call_at(
                address,
                (
                    state, b, state.strengths[each], state.traits[each],
                    np.int64(seed), np.int64(week), np.int64(i), np.int64(j), state.said,
                ),
            )  # fmt: skip
            product *= state.said[ANSWER]
    return product


@outlined_borrowing
def tell_meeting(
    state: VillageState,
    b: Record,
    setting: Record,
    seed: int,
    week: int,
    i: int,
    j: int,
    number: int,
    acts: tuple[bool, bool],
    seen: tuple[bool, bool],
    evidence: tuple[float, float],
) -> None:
    """Tell the mechanisms what happened in a meeting; each pair of values is (initiator, partner)."""
    state.said[I_COOPERATED], state.said[J_COOPERATED] = acts
    state.said[I_SAW], state.said[J_SAW] = seen
    state.said[WEIGHT], state.said[PROCESS], state.said[NUMBER] = setting.weight, setting.process, number
    state.said[I_EVIDENCE], state.said[J_EVIDENCE] = evidence
    call(state, b, AFTER_MEETING, seed, week, i, j)


@compiled
def found_traits(state: VillageState, b: Record, seed: int) -> None:
    """Let the mechanisms give the founders what they keep of them; the week stands before all weeks."""
    for i in range(state.owners.shape[0]):
        call(state, b, DRAW_TRAITS, seed, FOUNDERS, i, -1)
