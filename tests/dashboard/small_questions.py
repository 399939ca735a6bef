"""What makes a small question, and its answer without workers or anybody else about."""

from collections.abc import Mapping
from typing import Protocol

import numpy as np

from simulation.dashboard.state.answer import Answer, answer_from
from simulation.dashboard.state.question import Question
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


def answered(question: Question) -> Answer:
    rows: dict[str, list[np.ndarray]] = {name: [] for name in question.everything}
    for replicate in range(question.replicates):
        past = question.found(replicate)
        for name, doses in question.everything.items():
            rows[name].append(question.run(past, doses))
    return answer_from(question, rows)
