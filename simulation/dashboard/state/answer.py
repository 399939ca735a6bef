"""What simulated villages show: courses, differences, comparison and the trust ledger of a question."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.analysis.comparison import ENDS, Terms, compare, edges, verdict
from simulation.analysis.windows import values_at
from simulation.dashboard.state.question import NONE, Question
from simulation.experiment.window import Window
from simulation.report.ledger import Balance, balances
from simulation.report.trajectories import Summary, summary
from simulation.running.replicate import Replicate
from simulation.running.weekly_table import WeeklyTable, part_table


@dataclass(frozen=True)
class Answer:
    """What the villages show.

    Attributes
    ----------
    question : Question
    courses : dict of (str, str) to Summary
        By programme and measure: mean and band of 95 % of the villages, week by week.
    differences : dict of (str, str) to Summary
        The same of the paired difference from the reference.
    comparison : DataFrame
        As in :func:`simulation.analysis.comparison.compare`, with ``verdict`` (higher, lower, same, unsure;
        empty where no smallest difference is named). Measures of single weeks by their recent mean.
    balances : dict of str to list of Balance
        The trust ledger of each programme.
    """

    question: Question
    courses: dict[tuple[str, str], Summary]
    differences: dict[tuple[str, str], Summary]
    comparison: pd.DataFrame
    balances: dict[str, list[Balance]]

    @property
    def bytes(self) -> int:
        """Room its numbers take, roughly."""
        lines = [*self.courses.values(), *self.differences.values()]
        return sum(values.nbytes for line in lines for values in line) + int(
            self.comparison.memory_usage(index=False).sum()
        )

    def effect(self, programme: str, outcome: str, week: int | None = None) -> "pd.Series[float]":
        """Return the row of the comparison; by default of the last week compared."""
        week = max(self.question.compare_weeks) if week is None else week
        found = self.comparison
        chosen = (found["scenario"] == programme) & (found["outcome"] == outcome) & (found["week"] == week)
        return found[chosen].iloc[0]


def answer_from(question: Question, rows: Mapping[str, list[np.ndarray]]) -> Answer:
    """Return the answer.

    Parameters
    ----------
    rows : mapping of str to list of ndarray
        By programme, the measures of each replicate.
    """
    scenarios, last = list(question.everything), question.weeks
    replicates = [
        Replicate(number, {place: rows[name][number] for place, name in enumerate(scenarios)})
        for number in range(question.replicates)
    ]
    part = part_table(scenarios, question.columns, range(last + 1), replicates)
    table = WeeklyTable(scenarios, question.replicates, last, question.columns, [part])
    base = scenarios.index(question.reference)
    courses, differences = {}, {}
    shown = [measure for measure in question.shown if measure in question.columns]
    for measure, values in _shown(question, table, shown).items():
        for place, name in enumerate(scenarios):
            courses[name, measure] = summary(values[place])
            differences[name, measure] = summary(values[place] - values[base])
    return Answer(
        question,
        courses,
        differences,
        _comparison(question, table),
        {name: balances(table, name, NONE) for name in question.programmes if name != NONE},
    )


def _comparison(question: Question, table: WeeklyTable) -> pd.DataFrame:
    outcomes = [name for name in question.smallest if name in question.columns]
    terms = Terms(question.reference, Window(), question.sets, question.smallest)
    frame = compare(table, terms, outcomes, question.compare_weeks)
    # the ends that are shown: over sets the plausible range, of a single set computing error
    shown = [edges({name: float(row[name]) for name in ENDS}) for row in frame.to_dict("records")]
    frame[["low", "high"]] = np.array(shown).reshape(-1, 2)
    frame["verdict"] = [
        ""
        if row["scenario"] == question.reference
        else verdict({end: float(row[end]) for end in ENDS}, question.smallest[str(row["outcome"])])
        for row in frame.to_dict("records")
    ]
    return frame


def _shown(question: Question, table: WeeklyTable, measures: list[str]) -> dict[str, np.ndarray]:
    """Return the courses that are drawn, as they are compared where they are to be smooth."""
    if not question.smooth:
        return table.many(measures)
    return values_at(table, measures, range(table.weeks + 1), Window())
