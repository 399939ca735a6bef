"""Shares as twenty houses: whole numbers that add up, for readers who count villages."""

from collections.abc import Sequence

HOUSES = 20


def in_houses(shares: Sequence[float], total: int = HOUSES) -> list[int]:
    """Return shares as whole numbers of houses: largest remainders (Hare, Niemeyer).

    Parameters
    ----------
    shares : sequence of float
        They add up to 1.
    total : int
        Houses.
    """
    exact = [share * total for share in shares]
    # a sum of shares in floating point may miss a whole number by a hair
    counts = [int(value + 1e-9) for value in exact]
    left = sorted(range(len(exact)), key=lambda place: counts[place] - exact[place])
    for place in left[: total - sum(counts)]:
        counts[place] += 1
    return counts
