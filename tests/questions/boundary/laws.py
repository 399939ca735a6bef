"""Villages that follow a known law instead of the model."""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.special import ndtri

from simulation.experiment.config import StudyConfig
from simulation.experiment.design import Design
from simulation.experiment.sampling import Sampling
from simulation.questions.boundary.answer import HALF, WITH, Tipping
from simulation.questions.boundary.history import DOWN, UP
from simulation.questions.boundary.question import Boundary
from simulation.running.weekly_table import WeeklyTable
from tests.report.studies import config

Law = Callable[[str, np.ndarray, np.ndarray, np.ndarray, int], np.ndarray]
"""Cooperation of villages by scenario, threshold, misreading, luck and week."""
EACH = 20


class Known(WeeklyTable):
    """Measures of villages that follow a law."""

    def __init__(self, design: Sampling, law: Law) -> None:
        points = design.points
        assert points is not None
        super().__init__(list(design.scenarios), points.rows * design.each, design.weeks, ["cooperation"], [])
        self._law = law
        self._x, self._y = (np.repeat(values, design.each) for values in points.columns.values())
        self._luck = np.tile(ndtri((np.arange(design.each) + 0.5) / design.each), points.rows)

    def many(self, columns: Sequence[str], weeks: Sequence[int] | None = None) -> dict[str, np.ndarray]:
        assert weeks is not None
        values = [
            [self._law(name, self._x, self._y, self._luck, week) for week in weeks] for name in self.scenarios
        ]
        return {name: np.moveaxis(np.array(values), 1, 2) for name in columns}


def asked(law: Law, study: StudyConfig | None = None, **options: object) -> tuple[Boundary, Tipping]:
    """Ask where villages tip that follow a law."""
    given = {
        "x": "theta",
        "y": "e0",
        "x_range": "0.3:0.7",
        "y_range": "0.0:0.5",
        "replicates": EACH,
    } | options
    question = Boundary(study or config(), **given)  # type: ignore[arg-type]

    def run(design: Design, _: str) -> WeeklyTable:
        assert isinstance(design, Sampling)
        return Known(design, law)

    return question, question.answer(run)


def known(law: Law, **options: object) -> Tipping:
    """Return where villages tip that follow a law."""
    return asked(law, **options)[1]


def glide(scenario: str, x: np.ndarray, y: np.ndarray, luck: np.ndarray, week: int) -> np.ndarray:
    """Tip along x = 0.6 - 0.4 y, with the programme 0.05 later; each past fades with the weeks."""
    edge = 0.6 - 0.4 * y + (0.05 if scenario == WITH else 0.0)
    past = {UP: 0.3, DOWN: -0.3}.get(scenario, 0.0) * 0.99 ** (week - 30)
    share = HALF + 4 * (edge - x) + 0.02 * luck + past
    return np.clip(share, 0.0, 1.0)


def two_kinds(scenario: str, x: np.ndarray, y: np.ndarray, luck: np.ndarray, week: int) -> np.ndarray:
    """Be either good or bad for ever: what decides is the past, and luck where there is none."""
    kept = {UP: np.inf, DOWN: -np.inf}.get(scenario, 0.0)
    good = 0.5 - x + 0.02 * luck + np.where(np.abs(x - 0.5) < 0.1, kept, 0.0) > 0
    return np.where(good, 0.9, 0.1) + 0.01 * luck


def holding(scenario: str, x: np.ndarray, y: np.ndarray, luck: np.ndarray, week: int) -> np.ndarray:
    """Hold everywhere and for ever."""
    return 0.9 + 0.01 * luck


def harmful(scenario: str, x: np.ndarray, y: np.ndarray, luck: np.ndarray, week: int) -> np.ndarray:
    """Tip along x = 0.6 - 0.4 y, with the programme 0.05 sooner."""
    return glide(scenario, x + (0.1 if scenario == WITH else 0.0), y, luck, week)
