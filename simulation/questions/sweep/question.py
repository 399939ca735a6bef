"""A sweep: every scenario at every point of some parameters, in the same villages.

All points share sets of parameters and luck, so that two of them differ by what the sweep changes there.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Unpack, cast

import numpy as np
import pandas as pd
from pydantic import ValidationError

from simulation.analysis.choices import chosen_outcome
from simulation.analysis.question import Question, Run
from simulation.analysis.windows import read_weeks, values_at
from simulation.experiment.arguments import listed, mapping
from simulation.experiment.config import StudyConfig
from simulation.experiment.replicates import MOST_REPLICATES, UntilPrecise
from simulation.experiment.sweep import Row, Sweep
from simulation.experiment.sweep_file import points_in
from simulation.experiment.sweep_point import SweepPoints, chosen_scenarios, sweep_problems
from simulation.experiment.sweep_study import SweepStudy
from simulation.experiment.window import CUMULATED
from simulation.files.faults import Fault, Problem, StudyError, dotted
from simulation.parameters.argument import plain
from simulation.parameters.messages import translate
from simulation.questions.answering import How, put
from simulation.questions.sweep.answer import SweepAnswer, Terms
from simulation.questions.sweep.points import points_of
from simulation.running.precision import widest
from simulation.running.run import changed

MOST_TOLD = 10
"""Points whose faults are told."""
Swept = Sweep | Mapping[str, Any] | pd.DataFrame | str | Path
"""What a user may sweep: parameters with their values, a design, a table of points or its path."""


class SweepQuestion(Question):
    """What every scenario does at every point.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    sweep : Sweep, mapping, DataFrame or path, optional
        Values of parameters, a design, a table of points or its CSV file; by default that of the experiment.
    each : int, UntilPrecise or mapping, optional
        Simulated villages at every point, instead of what the sweep says.
    scenarios : sequence of str, optional
        Those that are run, the reference anyway; instead of what the sweep says.
    outcome : str, optional
        What the figures are about; by default trust in other groups.

    Raises
    ------
    StudyError
        If there is nothing to sweep, or a parameter or value cannot be used.
    """

    kind: ClassVar[str] = "sweep"

    def __init__(
        self,
        config: StudyConfig,
        *,
        sweep: Swept | None = None,
        each: int | UntilPrecise | Mapping[str, Any] | None = None,
        scenarios: Sequence[str] | None = None,
        outcome: str | None = None,
    ) -> None:
        self.sweep = _checked(config, sweep, each, scenarios)
        self.outcome = chosen_outcome(config, outcome)
        self.scenarios = chosen_scenarios(config, self.sweep)
        if len(self.scenarios) == 1:
            told = f"the reference '{config.reference}' alone"
            raise StudyError([Fault.of("sweep", "scenarios", told, "another scenario beside it")])
        self.rows = points_of(self.sweep, config)
        self.names = list(self.rows[0])
        _must_fit(config, self.scenarios, self.rows)
        most = MOST_REPLICATES // len(self.rows)
        if self.most > most:
            told = f"{self.most:,} villages at each of {len(self.rows):,} points"
            raise StudyError([Fault.of("sweep", "each", told, f"at most {most:,}")])
        # what is swept belongs to the experiment: whoever has its file can ask again
        super().__init__(config.model_copy(update={"sweep": self.sweep}), outcome=self.outcome)

    @property
    def most(self) -> int:
        """Most villages at a point."""
        each = self.sweep.each
        return each if isinstance(each, int) else each.at_most

    def command(self) -> dict[str, Any]:
        """Return the options of the command that asks it of its experiment, whose file holds the sweep."""
        return {"outcome": self.outcome}

    def answer(self, run: Run) -> SweepAnswer:
        """Run all points; where their number of villages rests on results, in rounds."""
        weeks = self.config.compare_weeks
        outcomes = list(dict.fromkeys([*self.config.outcomes, CUMULATED]))
        found: list[dict[str, list[np.ndarray]]] = [{name: [] for name in outcomes} for _ in self.rows]
        for points, begin, each in self._rounds(found):
            design = self.design(points, begin, each)
            table = run(design, f"{len(points):,} points x {each}")
            values = values_at(table, outcomes, weeks, self.config.window)
            for name, every in values.items():
                for place, point in enumerate(points):
                    found[point][name].append(every[:, place * each : (place + 1) * each])
        whole = [{name: np.concatenate(parts, axis=1) for name, parts in point.items()} for point in found]
        terms = Terms(self.config, self.names, self.rows, self.scenarios, self.outcome, max(weeks))
        return SweepAnswer(terms, whole)

    def design(self, points: Sequence[int], begin: int, each: int) -> SweepStudy:
        """Return the study of some points: ``each`` villages at each of them, from number ``begin`` on."""
        config, programmes = self.config, self.config.programmes()
        return SweepStudy.of(
            config,
            {name: programmes[name] for name in self.scenarios},
            config.reference,
            read_weeks(list(config.outcomes), config.compare_weeks, config.window),
            rows=[self.rows[point] for point in points],
            each=each,
            begin=begin,
            replicates=len(points) * each,
            name=f"{config.name[:30]}_sweep",
        )

    def only_stage(self) -> SweepStudy:
        """Return the study of all points.

        Raises
        ------
        StudyError
            If the number of villages rests on results.
        """
        each = self.sweep.each
        if not isinstance(each, int):
            told = "the number of villages at a point rests on results ('until'), which no shard knows"
            raise StudyError([Fault.of("--shard", "", told, "a fixed number: --each N")])
        return self.design(range(len(self.rows)), 0, each)

    def _rounds(self, found: list[dict[str, list[np.ndarray]]]) -> Iterator[tuple[list[int], int, int]]:
        """Yield which points are run next, from which village on, and how many villages of each.

        A point whose intervals are not narrow enough gets as many villages again as it has, up to the most.
        """
        each = self.sweep.each
        everything = list(range(len(self.rows)))
        if isinstance(each, int):
            yield everything, 0, each
            return
        begin, more, open_points = 0, each.at_least, everything
        while open_points and more > 0:
            yield open_points, begin, more
            begin += more
            more = min(begin, each.at_most - begin)
            open_points = [
                point for point in open_points if self._width(found[point], each) > each.until.half_width
            ]

    def _width(self, point: dict[str, list[np.ndarray]], wanted: UntilPrecise) -> float:
        """Return the widest half interval of a point."""
        week = self.config.compare_weeks.index(wanted.until.week)
        values = np.concatenate(point[wanted.until.outcome], axis=1)[:, :, week]
        return widest(values.T, self.scenarios.index(self.config.reference))


def _checked(
    config: StudyConfig,
    given: Swept | None,
    each: int | UntilPrecise | Mapping[str, Any] | None,
    scenarios: Sequence[str] | None,
) -> Sweep:
    """Return what is swept, with what stands in its place, held against the experiment."""
    written = _written(config, given)
    if each is not None:
        written["each"] = each.model_dump() if isinstance(each, UntilPrecise) else each
    if scenarios is not None:
        written["scenarios"] = listed(scenarios)
    try:
        sweep = Sweep.model_validate(written)
    except ValidationError as error:
        raise StudyError([_fault(problem) for problem in translate(Sweep, written, error)]) from error
    problems = sweep_problems(config.model_copy(update={"sweep": sweep}))
    if problems:
        raise StudyError([_fault(problem) for problem in problems])
    return sweep


def _written(config: StudyConfig, given: Swept | None) -> dict[str, Any]:
    """Return a sweep as plain data, in whatever way it was handed over."""
    if given is None:
        if config.sweep is None:
            told = f"the experiment '{config.name}' says nothing to sweep"
            raise StudyError([Fault.of("sweep", "", told, "sweep: {parameters: {threshold: [0.40, 0.45]}}")])
        return config.sweep.model_dump(by_alias=True)
    if isinstance(given, Sweep):
        return given.model_dump(by_alias=True)
    if isinstance(given, pd.DataFrame):
        return {"table": {str(name): column.tolist() for name, column in given.items()}}
    if isinstance(given, str | Path):
        return {"table": points_in(given)}
    written = mapping("sweep", given, "a mapping of parameters to values, a table or its path")
    if not set(written) & set(Sweep.model_fields):
        written = {"parameters": written}
    for part in ("parameters", "table"):
        held = written.get(part)
        if isinstance(held, Mapping):
            written[part] = {str(name): _as_list(values) for name, values in held.items()}
    return written


def _as_list(values: object) -> object:
    """Return a range, a tuple, an array or a column as a list; anything else as it is."""
    values = plain(values)
    return list(values) if isinstance(values, tuple | range | pd.Series) else values


def _must_fit(config: StudyConfig, scenarios: list[str], rows: list[Row]) -> None:
    """Raise which points cannot be lived, though each of their values could be."""
    points = SweepPoints(config, scenarios)
    faults: list[Fault] = []
    for number, row in enumerate(rows):
        for problem in points.problems(row, ()):
            told = ", ".join(f"{name} {value}" for name, value in row.items())
            faults.append(
                Fault("sweep", 0, 0, f"point {number}", f"{problem.found} ({told})", problem.allowed)
            )
        if len(faults) >= MOST_TOLD:
            break
    if faults:
        raise StudyError(faults[:MOST_TOLD])


def _fault(problem: Problem) -> Fault:
    path = dotted(problem.path[1:] if problem.path[:1] == ("sweep",) else problem.path)
    return Fault("sweep", 0, 0, path, problem.found, problem.allowed, problem.nearest)


def sweep(
    config: StudyConfig,
    sweep: Swept | None = None,
    *,
    each: int | UntilPrecise | Mapping[str, Any] | None = None,
    scenarios: Sequence[str] | None = None,
    outcome: str | None = None,
    seed: int | None = None,
    **how: Unpack[How],
) -> SweepAnswer:
    """Run every scenario at every point of some parameters, in the same villages.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    sweep, each, scenarios, outcome
        As :class:`SweepQuestion`.
    seed, **how
        As in :meth:`simulation.api.Study.run`; with ``out``, a report in ``language`` too.
    """
    question = SweepQuestion(
        changed(config, None, seed), sweep=sweep, each=each, scenarios=scenarios, outcome=outcome
    )
    return cast(SweepAnswer, put(question, **how))
