"""Who is here: when the last visitor has left, what was kept for all is forgotten."""

import threading
from collections.abc import Callable

from simulation.dashboard.simulations import Simulations


class Visitors:
    """Counts the open pages.

    Parameters
    ----------
    simulations : Simulations
        Shared by all of them.

    Attributes
    ----------
    here : int
    """

    def __init__(self, simulations: Simulations) -> None:
        self.here = 0
        self._simulations = simulations
        self._lock = threading.Lock()

    def arrive(self) -> Callable[[], None]:
        """Count one more; return what is to be called when he leaves."""
        with self._lock:
            self.here += 1
        return self._leave

    def _leave(self) -> None:
        with self._lock:
            self.here -= 1
            if self.here == 0:
                self._simulations.clear()
