"""Who is here: how many there is room for; when the last has left, what was kept is given back."""

import threading
import time
from collections.abc import Callable

from simulation.dashboard.server.memory import give_back
from simulation.dashboard.state.simulations import Simulations

REST = 2.0
"""Seconds after the last has left: by then Solara has collected what his page was made of."""
MOST = 60
"""Open pages at once, unless the host says otherwise: two classes of thirty.

Thirty that moved sliders took 0.9 GB at most, 0.3 GB of it without anybody
(``benchmarks/dashboard/results.json``): sixty fit into the memory of an office's laptop of 4 GB.
"""
MOST_AT_THE_DOOR = 20
"""Open pages beyond, which are told that the server is full; who comes after them isn't let in at all."""


class Visitors:
    """Counts the open pages; those there is no room for stay at the door.

    Parameters
    ----------
    simulations : Simulations
        Shared by all of them.
    most : int
        Pages there is room for.
    rest : float
        Seconds from the last good-bye to the tidying up, if nobody comes meanwhile.
    """

    def __init__(self, simulations: Simulations, most: int = MOST, rest: float = REST) -> None:
        self._most = most
        self._inside: set[str] = set()
        self._at_the_door: set[str] = set()
        self._simulations = simulations
        self._rest = rest
        self._lock = threading.Lock()
        self._empty = threading.Event()
        threading.Thread(target=self._tidy, name="visitors", daemon=True).start()

    @property
    def here(self) -> int:
        """How many are inside."""
        return len(self._inside)

    @property
    def full(self) -> bool:
        """Whether there is no room for another."""
        return self.here >= self._most

    @property
    def crowded(self) -> bool:
        """Whether not even at the door there is room."""
        return self.full and len(self._at_the_door) >= MOST_AT_THE_DOOR

    def arrive(self, page: str) -> Callable[[], None]:
        """Let a page in if there is room; return what is to be called when it is closed."""
        with self._lock:
            (self._at_the_door if self.full else self._inside).add(page)
        return lambda: self._leave(page)

    def inside(self, page: str) -> bool:
        """Tell whether there was room for a page."""
        return page in self._inside

    def knows(self, page: str) -> bool:
        """Tell whether a page is open."""
        return page in self._inside or page in self._at_the_door

    def _leave(self, page: str) -> None:
        with self._lock:
            self._at_the_door.discard(page)
            self._inside.discard(page)
            if not self._inside:
                self._empty.set()

    def _tidy(self) -> None:
        while True:
            self._empty.wait()
            self._empty.clear()
            time.sleep(self._rest)
            if not self.here:
                self._simulations.clear()
                give_back()
