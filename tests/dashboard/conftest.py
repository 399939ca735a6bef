"""The start of the dashboard, and small questions about it."""

from collections.abc import Mapping

import pytest

from simulation.dashboard.state.question import NONE, Question
from simulation.dashboard.state.starting_point import Start, read_start
from simulation.parameters import Dose
from tests.dashboard.small_questions import Ask


@pytest.fixture(scope="session")
def start() -> Start:
    return read_start(None)


@pytest.fixture(scope="session")
def ask(start: Start) -> Ask:
    """Return what makes a question of three villages over thirty weeks."""

    def question(
        programmes: Mapping[str, Mapping[str, Dose]] | None = None,
        *,
        village: Mapping[str, float] | None = None,
        prices: Mapping[str, float] | None = None,
        reference: str = NONE,
        seed: int = 7,
        replicates: int = 3,
        weeks: int = 30,
    ) -> Question:
        settings = start.settings().model_copy(
            update={"village": dict(village or {}), "prices": dict(prices or {}), "seed": seed}
        )
        resolved = start.resolve(settings)
        return Question(
            resolved.village, resolved.behaviour, resolved.prices,
            programmes if programmes is not None else {"all": resolved.programmes[0]}, reference,
            seed, replicates, weeks, 20,
            {name: entry.smallest_effect for name, entry in start.config.outcomes.items()},
            ("trust_other", "cost"), (10, weeks),
        )  # fmt: skip

    return question
