"""Two programs timed in turns: what disturbs the machine for a while disturbs both."""

import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple


@dataclass(frozen=True)
class Spread:
    """Median and quartiles of some values."""

    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Ratio:
    """How many times as long the second program takes as the first, for the same work.

    Attributes
    ----------
    wall, cpu : Spread
        The ratio over pairs, of wall time and of CPU time (child processes included).
    one_wall, one_cpu, two_wall, two_cpu : Spread
        Seconds a unit of work of each program.
    pairs : int
        How often both were timed.
    """

    wall: Spread
    cpu: Spread
    one_wall: Spread
    one_cpu: Spread
    two_wall: Spread
    two_cpu: Spread
    pairs: int

    def document(self) -> dict[str, Any]:
        """Return everything as plain data for JSON."""
        return asdict(self)


class _Times(NamedTuple):
    wall: float
    cpu: float


def interleaved(
    one: Callable[[], object],
    two: Callable[[], object],
    pairs: int = 7,
    work: tuple[float, float] = (1.0, 1.0),
) -> Ratio:
    """Time two programs in turns, AB BA AB ..., and compare them pair by pair.

    Parameters
    ----------
    one, two : callable
        The programs; whatever they have to prepare once must have happened before.
    pairs : int
        How often both are timed.
    work : tuple of float
        Units of work that a call of each does, so that the slower one may do less.
    """
    if pairs < 1:
        raise ValueError(f"pairs is 1 or more; found {pairs}")
    ones: list[_Times] = []
    twos: list[_Times] = []
    for pair in range(pairs):
        for is_one in (True, False) if pair % 2 == 0 else (False, True):
            if is_one:
                ones.append(_time(one, work[0]))
            else:
                twos.append(_time(two, work[1]))
    both = list(zip(ones, twos, strict=True))
    return Ratio(
        wall=_spread([second.wall / first.wall for first, second in both]),
        cpu=_spread([second.cpu / first.cpu for first, second in both]),
        one_wall=_spread([times.wall for times in ones]),
        one_cpu=_spread([times.cpu for times in ones]),
        two_wall=_spread([times.wall for times in twos]),
        two_cpu=_spread([times.cpu for times in twos]),
        pairs=pairs,
    )


def _time(program: Callable[[], object], work: float) -> _Times:
    """Return the seconds a unit of work takes."""
    cpu = _cpu_seconds()
    begin = time.perf_counter()
    program()
    wall = time.perf_counter() - begin
    return _Times(wall / work, (_cpu_seconds() - cpu) / work)


def _cpu_seconds() -> float:
    """Return the CPU time of this process and of its children, which count once they are waited for."""
    multiprocessing.active_children()  # waits for those that are over
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _spread(values: list[float]) -> Spread:
    if len(values) == 1:
        return Spread(values[0], values[0], values[0])
    low, median, high = statistics.quantiles(values, n=4, method="inclusive")
    return Spread(median, low, high)
