"""What makes a small question."""

from typing import Protocol

from simulation.dashboard.question import Question


class Ask(Protocol):
    def __call__(self, programmes: object = ..., **changes: object) -> Question: ...
