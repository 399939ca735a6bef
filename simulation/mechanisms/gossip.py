"""Gossip: what one owner tells another of a third (ODD 7.12).

Sommerfeld et al. 2007: gossip moves cooperation where nothing was seen; Josang & Ismail 2002: what is
heard counts as far as the teller is trusted.
"""

import numpy as np

from simulation.compiled import Record, borrowing, outlined_borrowing
from simulation.mechanisms.mechanism import Mechanism
from simulation.model import draws
from simulation.model.rules.acquaintance import find
from simulation.model.rules.hearsay import hear_of
from simulation.model.rules.hooks import I_SAW, J_SAW, NUMBER, PROCESS
from simulation.model.rules.trust import trust_in
from simulation.model.state import VillageState, rules_of
from simulation.parameters.field import parameter

GOSSIP = draws.mechanism_process("gossip")
STRENGTH, CHANCE = range(2)


@borrowing
def _about_whom(state: VillageState, key: int, side: int, teller: int, listener: int) -> int:
    """Return the slot of one of the teller's acquaintances but the listener; -1 without any."""
    chosen, least = -1, 2.0
    for slot in range(state.owners[teller].acquaintances):
        other = state.circle[teller, slot].partner
        if other == listener:
            continue
        luck = draws.draw(key, 2 + 2 * other + side)
        if luck < least or (luck == least and other < state.circle[teller, chosen].partner):
            chosen, least = slot, luck
    return chosen


@borrowing
def _tell(
    state: VillageState, b: Record, strengths: np.ndarray, week: int, key: int, side: int,
    teller: int, listener: int,
) -> None:  # fmt: skip
    if draws.draw(key, side) >= strengths[CHANCE]:
        return
    slot = _about_whom(state, key, side, teller, listener)
    if slot < 0:
        return
    told = state.circle[teller, slot]
    kept = find(state, listener, told.partner)
    if kept < 0:
        return
    trust = trust_in(state, rules_of(state, b, listener), listener, teller, find(state, listener, teller))
    prior_weight = rules_of(state, b, teller).prior_weight
    weight = strengths[STRENGTH] * trust / (told.good + told.bad + prior_weight)
    hear_of(state, week, listener, kept, weight * told.good, weight * told.bad)


@outlined_borrowing
def tell_each_other(
    state: VillageState, b: Record, strengths: np.ndarray, traits: np.ndarray,
    seed: int, week: int, i: int, j: int, said: np.ndarray,
) -> None:  # fmt: skip
    """Let both talk of somebody else after a meeting in which both saw cooperation."""
    if strengths[STRENGTH] > 0.0 and said[I_SAW] > 0.0 and said[J_SAW] > 0.0:
        key = draws.meeting_key(seed, week, int(said[PROCESS]), i, int(said[NUMBER]), GOSSIP)
        _tell(state, b, strengths, week, key, 0, i, j)
        _tell(state, b, strengths, week, key, 1, j, i)


class Gossip(Mechanism):
    """After a good meeting each may tell the other of somebody it knows."""

    after_meeting = tell_each_other

    strength: float = parameter(
        0.3, limits=(0, 10), plausible=(0, 1), unit="own experiences",
        source="assumed; gossip moves cooperation also where the truth is known (Sommerfeld et al. 2007)",
        en="most that a story counts", id="bobot tertinggi sebuah kabar")  # fmt: skip
    chance: float = parameter(
        0.5, limits=(0, 1), plausible=(0.1, 0.9), unit="probability", source="assumed",
        en="telling of somebody after a good meeting",
        id="bercerita tentang orang lain seusai pertemuan baik")  # fmt: skip
