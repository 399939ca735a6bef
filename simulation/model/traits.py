"""What an owner brings along: skills, norms, knowledge, beliefs, and how persons differ (ODD 5)."""

import math

import numpy as np

from simulation.compiled import Record, borrowing, outlined_borrowing
from simulation.model import draws
from simulation.model.own_rules import draw_rules


@borrowing
def _unit(value: float) -> float:
    return min(1.0, max(0.0, value))


@borrowing
def log_of_factor(sd: float, z: float) -> float:
    """Return the log of a lognormal factor of mean 1, from a standard normal number; 0 where ``sd`` is 0."""
    return sd * z - sd * sd / 2.0


@borrowing
def settle(
    owner: Record, held: np.ndarray, b: Record, own: tuple[np.ndarray, np.ndarray], strong: np.ndarray,
    i: int, key: int,
) -> None:  # fmt: skip
    """Give an owner rules of its own, where owners are not all alike, and all that differs between persons.

    Parameters
    ----------
    owner : record of OWNER
        The owner of place ``i``, whose group is known; changed.
    held, b, strong, key
        As in :func:`draw_traits`; ``b`` is the village's behaviour.
    own : (behaviours, spreads)
        Of the state; the record of a single owner is changed.
    """
    behaviours, spreads = own
    groups = held.shape[0]
    if behaviours.shape[0] == 0:
        draw_traits(owner, held, b, strong, key)
    elif spreads.shape[0] == 0:
        draw_traits(owner, held, behaviours[owner.group], strong, key)
    else:
        draw_rules(behaviours[groups + i], behaviours[owner.group], spreads, key)
        draw_traits(owner, held, behaviours[groups + i], strong, key)


@outlined_borrowing
def draw_traits(owner: Record, held: np.ndarray, b: Record, strong: np.ndarray, key: int) -> None:
    """Give an owner everything that differs between persons; the group is known.

    Parameters
    ----------
    owner : record of OWNER
        Changed.
    held : ndarray of BELIEF, shape (groups,)
        What the owner believes of each group; changed.
    b : record
        The behaviour that the owner lives by.
    strong : ndarray of bool, shape (groups, topics)
        Strong topics of each group.
    key : int
        Key of the draws: FOUNDING of week 0, or ENTRY of the week of entry.
    """
    shift = b.belief_sd * draws.normal(key, 2)
    for group in range(held.shape[0]):
        mean = b.belief_own if group == owner.group else b.belief_other
        held[group].prior = held[group].prior_start = _unit(mean + shift)
        held[group].good = held[group].bad = 0.0
    owner.communication = owner.communication_start = _unit(
        b.communication + b.personal_sd * draws.normal(key, 4)
    )
    owner.conflict = owner.conflict_start = _unit(b.conflict + b.personal_sd * draws.normal(key, 6))
    norms = (b.gotong_royong, b.transparency, b.commitment)
    for norm in range(3):
        value = _unit(norms[norm] + b.personal_sd * draws.normal(key, 8 + 2 * norm))
        owner.norms[norm] = owner.anchors[norm] = owner.anchors_start[norm] = value
    for topic in range(3):
        mean = b.knowledge_strong if strong[owner.group, topic] else b.knowledge_weak
        value = _unit(mean + b.knowledge_sd * draws.normal(key, 14 + 2 * topic))
        owner.knowledge[topic] = owner.knowledge_start[topic] = value
        owner.mentored[topic] = 0.0
    owner.sociability = math.exp(log_of_factor(b.sociability_sd, draws.normal(key, 22)))
    owner.trustworthiness = b.trustworthiness_sd * draws.normal(key, 24)
    owner.income_shift = log_of_factor(b.income_spread, draws.normal(key, 26))
    owner.attendance = 2.0 * draws.draw(key, 28) - 1.0
    owner.income = b.income * math.exp(owner.income_shift + b.income_sd * draws.normal(key, 20))
