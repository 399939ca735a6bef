"""Named random draws: every random number is a pure function of what it decides.

A draw has a name (seed, week, process, owner, k). Its value is a hash of that name, never the next
number of a shared stream, so two scenarios on one seed differ only where an activity made them
differ (common random numbers at the level of the decision; Klein et al. 2024, arXiv:2409.02086).

The hash chains the finaliser of SplitMix64 (Steele, Lea & Flood 2014, "Fast splittable pseudorandom
number generators") twice: once over (seed, week), once over (process, owner), once more over k. The
two inner results can be kept, so that a further draw of one owner costs a single round.
"""

import math
import zlib

import numpy as np

from simulation.compiled import compiled

# One process a kind of decision. The numbers are part of a run's identity: add, never renumber.
FOUNDING = 1
"""What an owner is born with, in week 0; k: see simulation/model/traits.py."""
MEETINGS = 2
"""How many meetings an owner starts this week; k = 0."""
ORDER = 3
"""The owner's place in this week's random order; k = 0."""
PARTNER = 4
"""How the m-th meeting finds its partner; k = 8 m + (0 by tie, 1 by friend, 2 anyone, 3 avoided,
4 redrawn, 5 from the own group)."""
TIE = 5
"""Race among the owner's ties for the m-th meeting; k = 2^32 m + candidate."""
FRIEND = 6
"""Race among the owner's ties for the friend who introduces; k = 2^32 m + candidate."""
FRIENDS_FRIEND = 7
"""Race among the friend's ties; k = 2^32 m + candidate."""
FORGET = 8
"""Who is forgotten among equally weak acquaintances; k = the acquaintance."""
INCOME = 9
"""The week's luck in income; k = 0 and 1 (a normal number needs two)."""
EXIT = 10
"""Whether a firm closes this week, k = 0, and the group of who takes its place, k = 1."""
ENTRY = 11
"""What a new owner brings along, in the week of entry; k as of FOUNDING."""
ANOTHER = 12
"""Whether somebody found by chance is met, or another one is drawn; k = 64 m + 2 (number of the try)
+ (0 met, 1 the next one)."""
MEETING = 16
"""What happens inside a meeting: process MEETING + setting, owner = who started it,
k = 16 (running number of the meeting or index of the partner) + decision."""
ACTIVITY = 1 << 32
"""Draws of an activity: process ACTIVITY + checksum of its name; k = 2^32 kind + item."""
MECHANISM = 1 << 48
"""Draws of an optional mechanism: see :func:`mechanism_process`; k is its own affair."""

ACT, LAPSE, MISREAD, RESOLVE, SHARE, TOPIC = 0, 2, 4, 6, 8, 10
"""Decisions inside a meeting; + 0 for the initiator, + 1 for the partner."""

_WEEK = np.uint64(0x9E3779B97F4A7C15)
_PROCESS = np.uint64(0xD1B54A32D192ED03)
_OWNER = np.uint64(0xABC98388FB8FAC03)
_NUMBER = np.uint64(0x8CB92BA72F3D8DD7)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_SHIFT_1, _SHIFT_2, _SHIFT_3, _SHIFT_53 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_TO_UNIT = 2.0**-53


@compiled
def mix(value: np.uint64) -> np.uint64:
    """Scramble 64 bits (the finaliser of SplitMix64); unsigned, so for compiled code only."""
    value = (value ^ (value >> _SHIFT_1)) * _MIX_1
    value = (value ^ (value >> _SHIFT_2)) * _MIX_2
    return value ^ (value >> _SHIFT_3)


# numbers become unsigned by way of int64: compiled or not, negative ones keep their bits
@compiled
def week_key(seed: int, week: int) -> int:
    """Return the key that all draws of one week share."""
    return int(np.int64(mix(mix(np.uint64(np.int64(seed)) + _WEEK) + np.uint64(np.int64(week)) * _WEEK)))


@compiled
def owner_key(key: int, process: int, owner: int) -> int:
    """Return the key of one owner in one process, from the key of the week."""
    deciding = np.uint64(np.int64(process)) * _PROCESS + np.uint64(np.int64(owner)) * _OWNER
    return int(np.int64(mix(np.uint64(np.int64(key)) + deciding)))


@compiled
def draw(key: int, k: int) -> float:
    """Return the k-th number in [0, 1) of the owner's key."""
    return (mix(np.uint64(np.int64(key)) + np.uint64(np.int64(k)) * _NUMBER) >> _SHIFT_53) * _TO_UNIT


@compiled
def uniform(seed: int, week: int, process: int, owner: int, k: int) -> float:
    """Return the number in [0, 1) with this name.

    Parameters
    ----------
    seed : int
        Seed of the replicate, 0 to 2^63 - 1.
    week : int
        Week of the decision; the burn-in has weeks of 0 and below.
    process : int
        What is decided: one of the constants of this module.
    owner : int
        Whose decision it is, 0-based.
    k : int
        Running number within the owner's decisions of that kind this week.
    """
    return draw(owner_key(week_key(seed, week), process, owner), k)


@compiled
def normal(key: int, k: int) -> float:
    """Return a standard normal number made of draws k and k + 1 (Box & Muller 1958)."""
    return math.sqrt(-2.0 * math.log(1.0 - draw(key, k))) * math.cos(2.0 * math.pi * draw(key, k + 1))


@compiled
def poisson(u: float, rate: float) -> int:
    """Return the Poisson number at quantile ``u``, by inversion of the distribution function."""
    term = math.exp(-rate)
    total = term
    count = 0
    while u >= total and count < 1000:
        count += 1
        term *= rate / count
        total += term
    return count


@compiled
def uniforms(seed: int, week: int, process: int, owners: np.ndarray, k: int) -> np.ndarray:
    """Return one number for each owner of an index array."""
    key = week_key(seed, week)
    numbers = np.empty(owners.size)
    for place in range(owners.size):
        numbers[place] = draw(owner_key(key, process, owners[place]), k)
    return numbers


def activity_process(name: str) -> int:
    """Return the process number of an activity, a checksum of its name.

    An activity added later, also by a user, so never takes the draws of another.
    """
    return ACTIVITY + zlib.crc32(name.encode())


def replicate_seed(seed: int, replicate: int) -> int:
    """Return the seed of one replicate of a study: shared by all its scenarios."""
    return owner_key(week_key(seed, replicate), 0, 0) & (2**63 - 1)


def meeting_process(name: str, variant: int = 0) -> int:
    """Return the process number of the meetings an activity holds; one variant a kind of meeting."""
    return activity_process(name) + ((1 + variant) << 33)


def mechanism_process(name: str, kind: int = 0) -> int:
    """Return the process number of an optional mechanism, a checksum of its name.

    ``kind`` tells decisions apart whose running numbers would else be the same.
    """
    return MECHANISM + zlib.crc32(name.encode()) + (kind << 33)


@compiled
def meeting_key(seed: int, week: int, process: int, i: int, number: int, own: int) -> int:
    """Return the key of what a mechanism decides after one meeting.

    Parameters
    ----------
    process, i, number : int
        The name of the meeting: process of its setting, who started it, its running number.
    own : int
        Process of the mechanism.
    """
    return owner_key(owner_key(week_key(seed, week), process, i), own, number)


ATTEND, PLACE, CHOICE, ROSTER, SEAT, CANDIDATE = (kind << 32 for kind in range(6))
"""Kinds of draws of an activity (k = kind + item)."""
