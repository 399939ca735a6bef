"""Standing meetings outside the programme: the arisan, the pengajian (ODD 7.12).

Geertz 1962: the rotating credit association gathers fixed circles at fixed times.
"""

import math

import numpy as np

from simulation.compiled import Record, borrowing, outlined, records
from simulation.mechanisms.mechanism import Mechanism
from simulation.model import draws
from simulation.model.ordering import ordered
from simulation.model.rules.meeting import meet_at_session, setting
from simulation.model.state import ACTIVITY, VillageState
from simulation.parameters.field import parameter

PROCESS, TALK = draws.mechanism_process("standing_meetings"), draws.mechanism_process("standing_meetings", 1)
STRENGTH, EVERY, SIZE, PRESENT, MIXED = range(5)
MEMBER, COMES, SEAT = range(3)
"""What is drawn of an owner: its circle when it arrives; each time whether it comes, and where it sits."""

_HELD = records(np.array([setting(process=TALK, source=ACTIVITY)]))


@outlined
def join(
    state: VillageState, b: Record, strengths: np.ndarray, traits: np.ndarray,
    seed: int, week: int, i: int, j: int, said: np.ndarray,
) -> None:  # fmt: skip
    """Let an owner join a circle for good: the number says which of as many as there are."""
    traits[i, MEMBER] = draws.uniform(seed, week, PROCESS, i, MEMBER)


@borrowing
def circles(share: float, owners: int, size: float) -> int:
    """Return how many circles a share of the owners has; what is a whole number but for rounding is one."""
    return max(1, math.ceil(share * owners / size - 1e-9))


@borrowing
def circle_of(state: VillageState, strengths: np.ndarray, member: float, group: int) -> int:
    """Return the number of the circle of a member of a group."""
    number = state.owners.shape[0]
    if strengths[MIXED] > 0.0:
        return int(member * circles(1.0, number, strengths[SIZE]))
    share: float = state.shares[group] - (state.shares[group - 1] if group > 0 else 0.0)
    first: int = group * (number + 1)
    return first + int(member * circles(share, number, strengths[SIZE]))


@outlined
def gather(
    state: VillageState, b: Record, strengths: np.ndarray, traits: np.ndarray,
    seed: int, week: int, i: int, j: int, said: np.ndarray,
) -> None:  # fmt: skip
    """Let everybody present meet the next one in its circle, the last one the first."""
    if week % int(strengths[EVERY]) != 0 or strengths[STRENGTH] == 0.0:
        return
    number = state.owners.shape[0]
    keys = draws.week_key(seed, week)
    members, circle, seat = np.empty(number, dtype=np.int64), np.empty(number), np.empty(number)
    came = 0
    for one in range(number):
        key = draws.owner_key(keys, PROCESS, one)
        if draws.draw(key, COMES) < strengths[PRESENT]:
            members[came] = one
            circle[came] = circle_of(state, strengths, traits[one, MEMBER], state.owners[one].group)
            seat[came] = draws.draw(key, SEAT)
            came += 1
    order = ordered(seat[:came])
    order = order[ordered(circle[order])]
    held = _HELD.copy()
    held[0].weight = strengths[STRENGTH]
    first = 0
    while first < came:
        last = first + 1
        while last < came and circle[order[last]] == circle[order[first]]:
            last += 1
        size = last - first
        for place in range(size if size > 2 else size - 1):
            one, two = members[order[first + place]], members[order[first + (place + 1) % size]]
            meet_at_session(state, b, held[0], seed, week, one, two)
        first = last


class StandingMeetings(Mechanism):
    """Fixed circles of owners that gather every few weeks, whatever the programme."""

    width = 1
    draw_traits = join
    before_meetings = gather

    strength: float = parameter(
        0.5, limits=(0, 1), plausible=(0, 0.8), unit="everyday meetings", source="assumed",
        en="weight of a meeting in the circle", id="bobot pertemuan di lingkaran")  # fmt: skip
    every: int = parameter(
        4, limits=(1, 100_000), plausible=(1, 4), unit="weeks",
        source="assumed: weekly pengajian, monthly arisan (Geertz 1962)",
        en="weeks between gatherings", id="jarak antarpertemuan")  # fmt: skip
    size: int = parameter(
        12, limits=(2, 1000), plausible=(6, 30), unit="owners, on average at most",
        source="assumed (Geertz 1962)",
        en="owners in a circle", id="pemilik per lingkaran")  # fmt: skip
    attendance: float = parameter(
        0.8, limits=(0, 1), plausible=(0.5, 1), unit="share of the circle", source="assumed",
        en="attendance", id="kehadiran")  # fmt: skip
    mixed: int = parameter(
        0, limits=(0, 1), unit="0: within the own group, 1: across groups", source="assumed",
        en="circles across groups", id="lingkaran lintas kelompok")  # fmt: skip
