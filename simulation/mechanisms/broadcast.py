"""Brokers and a broadcast: the best connected post what they know in a chat group (ODD 7.12).

Banerjee et al. 2019: information spreads furthest from those whom others name as central.
"""

import numpy as np

from simulation.compiled import Record, outlined
from simulation.mechanisms.mechanism import Mechanism
from simulation.model import draws
from simulation.model.ordering import ordered
from simulation.model.rules.acquaintance import is_tie
from simulation.model.state import VillageState, rules_of
from simulation.parameters.field import parameter

POSTS, READS = draws.mechanism_process("broadcast"), draws.mechanism_process("broadcast", 1)
STRENGTH, REACH, BROKERS = range(3)


@outlined
def post_and_read(
    state: VillageState, b: Record, strengths: np.ndarray, traits: np.ndarray,
    seed: int, week: int, i: int, j: int, said: np.ndarray,
) -> None:  # fmt: skip
    """Let readers, by index, learn from one post each; every broker posts on one topic."""
    owners = state.owners
    ties = np.zeros(owners.shape[0])
    for one in range(ties.size):
        for slot in range(owners[one].acquaintances):
            ties[one] += is_tie(state, b, one, slot)
    number = max(1, round(strengths[BROKERS] * ties.size))
    brokers = ordered(-ties)[:number]
    keys = draws.week_key(seed, week)
    for reader in range(ties.size):
        key = draws.owner_key(keys, READS, reader)
        if draws.draw(key, 0) >= strengths[REACH]:
            continue
        broker = brokers[int(number * draws.draw(key, 1))]
        topic = int(3.0 * draws.draw(draws.owner_key(keys, POSTS, broker), 0))
        more = owners[broker].knowledge[topic] - owners[reader].knowledge[topic]
        if more > 0.0:
            sharing = rules_of(state, b, reader).sharing
            owners[reader].knowledge[topic] += strengths[STRENGTH] * sharing * more


class Broadcast(Mechanism):
    """A chat group in which the best connected post what they know."""

    end_of_week = post_and_read

    strength: float = parameter(
        0.5, limits=(0, 1), plausible=(0, 1), unit="of a sharing in person",
        source="assumed: a message teaches less than a talk",
        en="what a message teaches", id="yang dipelajari dari satu pesan")  # fmt: skip
    reach: float = parameter(
        0.3, limits=(0, 1), plausible=(0.1, 0.9), unit="share of owners a week", source="assumed",
        en="owners who read the chat group", id="pemilik yang membaca grup obrolan")  # fmt: skip
    brokers: float = parameter(
        0.05, limits=(0, 1), plausible=(0.02, 0.2), unit="share of owners, at least one",
        source="assumed; the most central spread information furthest (Banerjee et al. 2019)",
        en="brokers: the best connected, who post",
        id="perantara: yang paling banyak relasi, yang mengirim pesan")  # fmt: skip
