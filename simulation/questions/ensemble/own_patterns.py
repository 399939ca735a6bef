"""Patterns of a user's own: what was observed of a measure, read from a YAML file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Annotated, Any, Self

import numpy as np
from pydantic import Field

from simulation.experiment.config import StudyConfig
from simulation.experiment.points import Points
from simulation.experiment.sampling import Sampling
from simulation.experiment.validation import settle
from simulation.files.document import read_document
from simulation.files.faults import FieldPath, Problem, StudyError, unknown
from simulation.measures.catalogue import costly
from simulation.parameters.field import Strict
from simulation.patterns.pattern import Band
from simulation.running.weekly_table import WeeklyTable

Text = Annotated[str, Field(min_length=1, max_length=60)]


class Observed(Strict):
    """A pattern as it is written.

    Attributes
    ----------
    name : str
        That of a shipped pattern takes its place.
    measure : str
        A column of the results.
    week : int, or weeks : [first, last]
        When; of several weeks the mean counts.
    scenario : str, optional
        What is compared with the reference: the pattern is then the difference. By default it is the
        measure itself, in the reference.
    low, high : float
        The band, in the unit of the measure; one end may be left out.
    source : str
        Where the band comes from.
    """

    name: Text
    measure: str
    week: int | None = None
    weeks: Annotated[list[int], Field(min_length=2, max_length=2)] | None = None
    scenario: str | None = None
    low: float | None = None
    high: float | None = None
    source: Annotated[str, Field(min_length=1)]


class ObservedPatterns(Strict):
    """The file: a list of patterns."""

    patterns: Annotated[list[Observed], Field(min_length=1)]


@dataclass(frozen=True)
class OwnPattern(Band):
    """A band, and the measure that is held against it (see :class:`Observed`)."""

    measure: str
    first: int
    last: int
    scenario: str | None

    @classmethod
    def of(cls, observed: Observed) -> Self:
        """Return the pattern of what is written."""
        first, last = [observed.week] * 2 if observed.weeks is None else observed.weeks
        assert first is not None and last is not None
        low = -inf if observed.low is None else observed.low
        high = inf if observed.high is None else observed.high
        when = f"{first}" if first == last else f"{first}-{last}"
        told = f"{observed.measure}, {when}" + (f", {observed.scenario}" if observed.scenario else "")
        names = observed.name, told, told
        return cls(*names, low, high, observed.source, observed.measure, first, last, observed.scenario)

    def read(self, table: WeeklyTable, reference: str) -> np.ndarray:
        """Return the pattern in each village of a table, shape (villages,); NaN where it is not defined."""
        values = table.values(self.measure, range(self.first, self.last + 1))
        there = np.isfinite(values)
        # a costly measure is there in some of the weeks only
        total, number = np.where(there, values, 0.0).sum(axis=2), there.sum(axis=2)
        means = np.divide(total, number, out=np.full(total.shape, np.nan), where=number > 0)
        base = means[table.scenarios.index(reference)]
        found: np.ndarray = base
        if self.scenario is not None:
            found = means[table.scenarios.index(self.scenario)] - base
        return found


def read_patterns(path: Path, config: StudyConfig) -> list[dict[str, Any]]:
    """Read patterns, as plain data.

    Raises
    ------
    StudyError
        With one line for each fault of the file.
    """
    document = read_document(path)
    value, unusable = document.plain()
    found, problems = settle(ObservedPatterns, value, unusable, {})
    if found is not None:
        problems += list(_problems(found.patterns, config))
    faults = [*document.faults, *(document.fault(problem) for problem in problems)]
    if found is None or faults:
        raise StudyError(faults)
    return [each.model_dump() for each in found.patterns]


def _problems(patterns: Sequence[Observed], config: StudyConfig) -> Iterator[Problem]:
    """Yield what does not fit the experiment, or itself."""
    measures, scenarios, named = config.columns(), list(config.scenarios), set()
    for number, each in enumerate(patterns):
        place: FieldPath = ("patterns", number)
        if each.name in named:
            yield Problem((*place, "name"), f"the pattern '{each.name}' stands twice", "each name once")
        named.add(each.name)
        if each.measure not in measures:
            yield unknown((*place, "measure"), "measure", each.measure, measures)
        if each.scenario is not None and each.scenario not in scenarios:
            yield unknown((*place, "scenario"), "scenario", each.scenario, scenarios)
        if each.scenario == config.reference:
            told = "the reference itself"
            yield Problem((*place, "scenario"), told, "another scenario, or none for the reference itself")
        if (each.week is None) == (each.weeks is None):
            told = "no week" if each.week is None else "a week and weeks"
            yield Problem(place, told, "either week: 52 or weeks: [40, 52]")
        else:
            first, last = [each.week] * 2 if each.weeks is None else each.weeks
            if first is None or last is None or not 0 <= first <= last <= config.weeks:
                where = "week" if each.weeks is None else "weeks"
                told = f"found {first}" if first == last else f"found {first} to {last}"
                allowed = f"weeks from 0 to {config.weeks}, the earlier one first"
                yield Problem((*place, where), told, allowed)
        if each.low is None and each.high is None:
            yield Problem(place, "neither low nor high", "at least one end of the band")
        elif each.low is not None and each.high is not None and each.low > each.high:
            yield Problem((*place, "low"), f"found {each.low:g} to {each.high:g}", "low at most high")


def own_study(
    config: StudyConfig, points: Points, patterns: Sequence[OwnPattern], each: int, seed: int
) -> Sampling:
    """Return the study that measures patterns of a user's own, ``each`` villages at every point."""
    programmes = config.programmes()
    named = [config.reference, *(pattern.scenario for pattern in patterns if pattern.scenario)]
    weeks = {week for pattern in patterns for week in range(pattern.first, pattern.last + 1)}
    rarely = costly([group.name for group in config.village.groups])
    costly_weeks = {
        week
        for pattern in patterns
        if pattern.measure in rarely
        for week in range(pattern.first, pattern.last + 1)
    }
    return Sampling.over(
        config,
        {name: programmes[name] for name in named},
        config.reference,
        sorted(weeks),
        points,
        each,
        name=f"{config.name[:30]}_own_patterns",
        seed=seed,
        network_weeks=sorted(costly_weeks),
    )
