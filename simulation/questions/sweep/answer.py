"""What a sweep found: outcomes of every village at every point, and the effects there."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from simulation.analysis.comparison import Terms as Compared
from simulation.analysis.comparison import compare_values
from simulation.analysis.question import Answer
from simulation.experiment.config import StudyConfig
from simulation.experiment.sweep import Row, Value
from simulation.experiment.window import CUMULATED

POINT = "point"


@dataclass(frozen=True)
class Terms:
    """What was asked.

    Attributes
    ----------
    config : StudyConfig
        The experiment.
    names : list of str
        The parameters that were swept.
    rows : list of dict
        Their values, point by point.
    scenarios : list of str
        Those that were run, the reference among them.
    outcome : str
        What the figures are about.
    week : int
        When.
    """

    config: StudyConfig
    names: list[str]
    rows: list[Row]
    scenarios: list[str]
    outcome: str
    week: int

    @property
    def programmes(self) -> list[str]:
        """The scenarios that are compared with the reference."""
        return [name for name in self.scenarios if name != self.config.reference]


class SweepAnswer(Answer):
    """Outcomes and effects at every point.

    Parameters
    ----------
    terms : Terms
        What was asked.
    values : list of dict of str to ndarray, shape (scenarios, villages, weeks)
        By point: outcomes, averaged over their windows, and the cost.

    Attributes
    ----------
    runs : DataFrame
        One row a point, scenario, village and week: ``point``, the values of the parameters, ``scenario``,
        ``replicate``, ``set``, ``week``, and every outcome, averaged over its window; ``cost`` in rupiah.
    effects : DataFrame
        One row a point, scenario, outcome and week: ``point``, the values of the parameters, and the
        columns of :func:`simulation.analysis.comparison.compare`.
    """

    def __init__(self, terms: Terms, values: list[dict[str, np.ndarray]]) -> None:
        self.terms = terms
        self._values = values
        self.points = pd.DataFrame(terms.rows, columns=terms.names)
        self.runs = self._runs()
        self.effects = pd.concat([self._effects(point) for point in range(len(values))], ignore_index=True)

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return runs and effects."""
        return {"sweep": self.runs, "effects": self.effects}

    def write(self, folder: Path) -> None:
        """Write the tables as Parquet files beside their CSV files."""
        self.write_parquet(folder)

    def effect(self, programme: str, outcome: str | None = None, week: int | None = None) -> pd.DataFrame:
        """Return the effects of a scenario, point by point; by default on the outcome of the figures."""
        frame = self.effects
        there = (
            (frame["scenario"] == programme)
            & (frame["outcome"] == (outcome or self.terms.outcome))
            & (frame["week"] == (week or self.terms.week))
        )
        return frame[there].reset_index(drop=True)

    def distinct(self, name: str) -> list[Value]:
        """Return the values that a parameter took, in order."""
        return sorted(self.points[name].unique().tolist(), key=lambda value: (isinstance(value, str), value))

    def _runs(self) -> pd.DataFrame:
        config, frames = self.terms.config, []
        weeks, names = config.compare_weeks, self.terms.scenarios
        for point, found in enumerate(self._values):
            villages = found[CUMULATED].shape[1]
            keys = pd.MultiIndex.from_product(
                [names, range(villages), weeks], names=["scenario", "replicate", "week"]
            )
            frame = keys.to_frame(index=False)
            frame.insert(2, "set", config.set_numbers(villages)[frame["replicate"]])
            for name, values in found.items():
                frame[name] = values.ravel()
            frames.append(self._at(point, frame))
        return pd.concat(frames, ignore_index=True)

    def _effects(self, point: int) -> pd.DataFrame:
        config, found = self.terms.config, self._values[point]
        terms = Compared.of(config, found[CUMULATED].shape[1])
        panels = [[name for name in group if name in self.terms.scenarios] for group in terms.groups]
        terms = Compared(terms.reference, terms.window, terms.sets, terms.smallest, panels)
        outcomes = [name for name in found if name != CUMULATED or name in config.outcomes]
        return self._at(
            point, compare_values(self.terms.scenarios, found, terms, outcomes, config.compare_weeks)
        )

    def _at(self, point: int, frame: pd.DataFrame) -> pd.DataFrame:
        """Return a table with the point and its values before its columns."""
        for place, (name, value) in enumerate(self.terms.rows[point].items()):
            frame.insert(place, name, value)
        frame.insert(0, POINT, point)
        return frame
