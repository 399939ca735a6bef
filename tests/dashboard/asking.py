"""What makes a small question."""

from collections.abc import Mapping
from typing import Protocol

from simulation.dashboard.question import Question
from simulation.parameters import Dose


class Ask(Protocol):
    def __call__(
        self,
        programmes: Mapping[str, Mapping[str, Dose]] | None = None,
        *,
        village: Mapping[str, float] | None = None,
        prices: Mapping[str, float] | None = None,
        reference: str = "none",
        seed: int = 7,
        replicates: int = 3,
        weeks: int = 30,
    ) -> Question: ...
