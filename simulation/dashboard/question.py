"""What a page asks of the model, and what it gets: numbers of many simulated villages, paired."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

import numpy as np
import pandas as pd

from simulation.analysis.comparison import compare, verdict
from simulation.analysis.recent import values_at
from simulation.interventions.programme import Programme
from simulation.measures.catalogue import names
from simulation.model.draws import replicate_seed
from simulation.model.engine import Engine
from simulation.parameters import Behaviour, Dose, Prices, VillageProfile
from simulation.report.ledger import Balance, balances
from simulation.report.trajectories import Summary, summary
from simulation.study.replicate import Replicate
from simulation.study.table import WeeklyTable, part_table

NONE = "none"
"""The reference: the same villages without any programme."""
SKETCH = 10
"""Replicates of a first answer, which is shown while the others are on their way."""


@dataclass(frozen=True)
class Question:
    """Programmes in simulated villages of one kind.

    Attributes
    ----------
    village, behaviour, prices
        Where they are tried.
    programmes : mapping of str to mapping of str to Dose
        By a name of the page's own; :data:`NONE` is always there.
    reference : str
        The programme all others are compared with.
    seed, replicates, weeks, burn_in : int
        Which villages, how many, and for how long.
    smallest : mapping of str to float
        What is compared, with the smallest difference that matters.
    shown : tuple of str
        Measures whose course is shown.
    compare_weeks : tuple of int
        When programmes are compared.
    smooth : bool
        Show the course of measures of single weeks by their recent mean, as they are compared.
    """

    village: VillageProfile
    behaviour: Behaviour
    prices: Prices
    programmes: Mapping[str, Mapping[str, Dose]]
    reference: str
    seed: int
    replicates: int
    weeks: int
    burn_in: int
    smallest: Mapping[str, float]
    shown: tuple[str, ...]
    compare_weeks: tuple[int, ...]
    smooth: bool = False

    @cached_property
    def past(self) -> str:
        """Names the villages as they stand before any programme."""
        parts = (self.village.model_dump_json(), self.behaviour.model_dump_json(), self.seed, self.burn_in)
        return _digest(*map(str, parts))

    @cached_property
    def key(self) -> str:
        """Names the whole question: equal keys have equal answers."""
        rest = (
            self.courses, self.reference, self.replicates, self.weeks, dict(self.smallest), self.shown,
            self.smooth, self.compare_weeks,
        )  # fmt: skip
        return _digest(self.past, *map(repr, rest))

    @cached_property
    def courses(self) -> dict[str, str]:
        """Names what the villages go through under each programme; prices matter only to activities."""
        found = {}
        for name, doses in self.everything.items():
            prices = self.prices.model_dump_json() if doses else ""
            acts = (f"{activity}:{doses[activity].model_dump_json()}" for activity in sorted(doses))
            found[name] = _digest(self.past, str(self.weeks), prices, *acts)
        return found

    @property
    def work(self) -> int:
        """Owner-weeks of one replicate."""
        return self.village.owners * (self.burn_in + self.weeks * len(self.everything))

    @property
    def is_sketch(self) -> bool:
        """Whether it asks for so few replicates that its answer is there almost at once."""
        return self.replicates <= SKETCH

    def sketch(self) -> "Question":
        """Return the same question to the first of its replicates."""
        return replace(self, replicates=min(SKETCH, self.replicates))

    @cached_property
    def everything(self) -> dict[str, Mapping[str, Dose]]:
        """The programmes, and none."""
        return {NONE: {}, **self.programmes}

    @cached_property
    def columns(self) -> list[str]:
        """The measures of a week."""
        return names([group.name for group in self.village.groups])

    def found(self, replicate: int) -> Engine:
        """Return one village at the end of its burn-in."""
        seed = replicate_seed(self.seed, replicate)
        engine = Engine(self.village, self.behaviour, seed, burn_in=self.burn_in)
        engine.advance(0)
        return engine

    def run(self, past: Engine, doses: Mapping[str, Dose]) -> np.ndarray:
        """Return the measures of one village under one programme, shape (weeks + 1, columns)."""
        rows = np.empty((self.weeks + 1, len(self.columns)))
        rows[0] = past.measure()
        village = past.branch({})
        village.programme = Programme(doses, self.village, self.prices)
        village.advance(self.weeks, rows[1:])
        return rows


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
    for measure, values in (_Recent(table) if question.smooth else table).many(shown).items():
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
    recent = _Recent(table)
    frame = compare(recent, question.reference, outcomes, question.compare_weeks)
    frame["verdict"] = [
        ""
        if row["scenario"] == question.reference
        else verdict(
            {end: float(row[end]) for end in ("low", "high")}, question.smallest[str(row["outcome"])]
        )
        for row in frame.to_dict("records")
    ]
    return frame


class _Recent(WeeklyTable):
    """A table whose measures of single weeks are averaged over the weeks just past."""

    def __init__(self, table: WeeklyTable) -> None:
        super().__init__(table.scenarios, table.replicates, table.weeks, table.columns, [])
        self._source = table

    def many(self, columns: "list[str]", weeks: "list[int] | None" = None) -> dict[str, np.ndarray]:  # type: ignore[override]
        every = list(range(self.weeks + 1)) if weeks is None else list(weeks)
        return values_at(self._source, columns, every)


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()
