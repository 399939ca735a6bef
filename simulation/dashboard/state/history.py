"""Undo and redo: the settings a visitor came through."""

from dataclasses import dataclass

from simulation.dashboard.state.settings import Settings

MOST = 200
"""Steps that can be undone."""


@dataclass(frozen=True)
class History:
    """Where a visitor stands and how he came there; to start over is a step like any other.

    Attributes
    ----------
    now : Settings
    past, future : tuple of Settings
        What undo and redo bring back, the nearest last.
    """

    now: Settings
    past: tuple[Settings, ...] = ()
    future: tuple[Settings, ...] = ()

    def to(self, settings: Settings) -> "History":
        """Return the history after a change."""
        if settings == self.now:
            return self
        return History(settings, (*self.past, self.now)[-MOST:])

    def undone(self) -> "History":
        """Return the history one step back."""
        if not self.past:
            return self
        return History(self.past[-1], self.past[:-1], (*self.future, self.now))

    def redone(self) -> "History":
        """Return the history one step forward again."""
        if not self.future:
            return self
        return History(self.future[-1], (*self.past, self.now), self.future[:-1])
