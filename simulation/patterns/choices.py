"""Choices in repeated pairs, as in the experiments on the prisoner's dilemma (P5)."""

import numpy as np

from simulation.compiled import Record, compiled
from simulation.model import draws
from simulation.model.rules.meeting import chance_to_intend, chance_to_misread
from simulation.model.rules.trust import trust

HISTORIES = ("CC", "CD", "DC", "DD")
"""Own and other's last act, cooperation (C) or not (D)."""
SEEN = (0.92, 0.44, 0.45, 0.11)
"""Share of cooperation after each in Fudenberg, Rand & Dreber 2012."""


@compiled
def repeated_choices(b: Record, seed: int, pairs: int, rounds: int) -> np.ndarray:
    """Return the share of cooperation after each history, of shape (4,).

    Memory .6 a meeting, the own last act as norm; no rivalry, belief of the own group. Persons differ in
    trustworthiness as owners do.

    Parameters
    ----------
    b : record
        The behaviour.
    seed, pairs, rounds : int
        Seed of the draws, pairs of persons, and how often each meets.
    """
    cooperated, counted = np.zeros(4), np.zeros(4)
    good, bad = np.zeros(2), np.zeros(2)
    last, act, push = np.zeros(2), np.zeros(2), np.zeros(2)
    for pair in range(pairs):
        key = draws.owner_key(draws.week_key(seed, 0), draws.MEETING, pair)
        good[:], bad[:] = 0.0, 0.0
        for side in range(2):
            push[side] = b.trustworthiness_sd * draws.normal(key, 8 * rounds + 2 * side)
        for turn in range(rounds):
            for side in range(2):
                norm = 0.5 if turn == 0 else last[side]
                trusting = trust(good[side], bad[side], b.belief_own, b.prior_weight)
                chance = chance_to_intend(b, trusting, norm, False, push[side])
                kept = draws.draw(key, 8 * turn + 2 + side) >= b.lapse * (1.0 - b.commitment)
                act[side] = 1.0 if draws.draw(key, 8 * turn + side) < chance and kept else 0.0
                if turn > 0:
                    history = 3 - 2 * int(last[side]) - int(last[1 - side])
                    cooperated[history] += act[side]
                    counted[history] += 1.0
            misread = chance_to_misread(b, b.communication, False, 0.0)
            for side in range(2):
                seen = act[1 - side] == 1.0 and draws.draw(key, 8 * turn + 4 + side) >= misread
                good[side] = 0.6 * good[side] + (1.0 if seen else 0.0)
                bad[side] = 0.6 * bad[side] + (0.0 if seen else b.bad_weight)
            last[:] = act
    return cooperated / counted


def smallest_step(choices: np.ndarray) -> float:
    """Return the smaller step down in CC > {CD, DC} > DD; below 0 where the order does not hold."""
    both, alone, exploited, neither = choices
    return float(min(both - max(alone, exploited), min(alone, exploited) - neither))
