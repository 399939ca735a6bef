"""A lazy attribute is computed once, and threads do not wait for each other's."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from simulation.patterns.lazy import lazy


class Village:
    def __init__(self, meeting: Barrier | None = None) -> None:
        self.meeting, self.computed = meeting, 0

    @lazy
    def start(self) -> int:
        """The start."""
        if self.meeting is not None:
            self.meeting.wait(timeout=60)
        self.computed += 1
        return 7 * self.computed


def test_it_is_computed_once_and_when_it_is_asked_for() -> None:
    village = Village()
    assert village.computed == 0
    assert (village.start, village.start) == (7, 7)
    assert village.computed == 1
    assert Village.start.__doc__ == "The start."


def test_two_threads_compute_at_the_same_time() -> None:
    meeting = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        # each waits until the other one computes as well
        assert list(pool.map(lambda village: village.start, (Village(meeting), Village(meeting)))) == [7, 7]
