"""Discovery: where does a programme fail? Villages of many kinds, and conditions that describe the failures.

Thousands of kinds of villages are drawn from the ranges of the parameters (or from a posterior), each
with and without the programme on the same draws. A programme fails in a village where its paired effect
stays below the smallest effect of interest, and backfires where it makes the outcome worse by as much.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from simulation.analysis.asked import chosen_outcome, chosen_week
from simulation.analysis.direction import sign
from simulation.analysis.finding import BOXES, STEPS, Finding
from simulation.analysis.latin import latin_hypercube
from simulation.analysis.programme import chosen_programme
from simulation.analysis.question import Answer, Question, Run
from simulation.analysis.recent import read_weeks, values_at
from simulation.analysis.scenario_discovery import Half, search
from simulation.analysis.workbench import ready
from simulation.model.draws import FOUNDING, uniforms
from simulation.study.config import StudyConfig
from simulation.study.design import Design
from simulation.study.faults import Fault, StudyError
from simulation.study.points import Points, swept, varied

FAILS, BACKFIRES = "fails", "backfires"
NEAR = 1.96
"""Standard errors within which luck may have put a village on the wrong side of the threshold."""


class Discover(Question):
    """Where a programme fails.

    Parameters
    ----------
    config : StudyConfig
        The experiment. Its ``ranges`` say where parameters vary; a posterior as its behaviour gives the
        villages itself.
    programmes : sequence of str, optional
        Scenarios; by default the one of most activities.
    outcome : str, optional
        By default trust in other groups, where the experiment compares it.
    week : int, optional
        By default the last week that is compared.
    villages : int
        Kinds of villages; of a posterior at most its rows.
    each : int
        Replicates of each kind.
    parameters : sequence of str, optional
        What varies; by default all parameters of behaviour and what ``ranges`` names.

    Raises
    ------
    StudyError
        If a name is unknown, or ema-workbench is not installed.
    """

    kind: ClassVar[str] = "discover"

    def __init__(
        self,
        config: StudyConfig,
        *,
        programmes: Sequence[str] | None = None,
        outcome: str | None = None,
        week: int | None = None,
        villages: int = 2000,
        each: int = 2,
        parameters: Sequence[str] | None = None,
    ) -> None:
        ready()
        self.programmes = _programmes(config, programmes)
        self.outcome = chosen_outcome(config, outcome)
        self.week = chosen_week(config, week)
        self.villages, self.each = villages, each
        self.parameters = _parameters(config, parameters)
        super().__init__(
            config,
            programmes=self.programmes,
            outcome=self.outcome,
            week=self.week,
            villages=villages,
            each=each,
            parameters=None if parameters is None else self.parameters,
        )

    def command(self) -> dict[str, Any]:
        """Return the options of the command that asks it of its experiment."""
        named = {"programmes": "programme", "parameters": "parameter"}
        return {named.get(name, name): value for name, value in super().command().items()}

    def answer(self, run: Run) -> "Discovery":
        """Run the programme in every kind of village and describe those in which it fails."""
        points = self.points()
        programmes = self.config.programmes()
        names = [self.config.reference, *self.programmes]
        design = Design.of(
            self.config,
            {name: programmes[name] for name in names},
            self.config.reference,
            read_weeks([self.outcome], [self.week]),
            outcomes=[self.outcome],
            name=f"{self.config.name[:30]}_discover",
            points=points.model_dump(),
            replicates=points.rows * self.each,
        )
        table = run(design, f"{points.rows:,} kinds of villages x {self.each}")
        # replicate r lives with row r, and begins again after the last
        values = values_at(table, [self.outcome], [self.week])[self.outcome][:, :, 0]
        values = values.reshape(len(names), self.each, points.rows)
        effects = {
            name: values[place] - values[0] for place, name in enumerate(names) if name in self.programmes
        }
        return Discovery(self, pd.DataFrame(points.columns), effects)

    def points(self) -> Points:
        """Return the kinds of villages: first those to search in, then those held out."""
        config = self.config
        if config.points is not None:
            rows = config.points.rows
            order = np.argsort(uniforms(config.seed, 0, FOUNDING, np.arange(rows), 0), kind="stable")
            taken = order[: self.villages]
            return Points(
                columns={
                    name: [values[row] for row in taken] for name, values in config.points.columns.items()
                }
            )
        ranges = swept(config, self.parameters)
        known = varied(config.village)
        searched = self.villages // 2
        lots = [
            latin_hypercube(config.seed, lot, ranges, number)
            for lot, number in enumerate((searched, self.villages - searched))
        ]
        columns = {name: lots[0][name] + lots[1][name] for name in ranges}
        for name in ranges:
            if known[name].whole:
                columns[name] = [float(round(value)) for value in columns[name]]
        return Points(columns=columns)


class Discovery(Answer):
    """Where programmes fail.

    Parameters
    ----------
    question : Discover
        What was asked.
    points : DataFrame, shape (villages, parameters)
        First half: to search in; second half: held out.
    effects : mapping of str to ndarray of float, shape (each, villages)
        Paired differences from the reference by programme, NaN where a run failed.

    Attributes
    ----------
    villages : DataFrame
        One row a programme and village: ``half`` (searched, held), ``effect``, ``verdict`` (raises,
        fails, backfires; empty without a result), ``near`` (the threshold), and the parameters.
    findings : list of Finding
        Failing and backfiring of each programme.
    """

    def __init__(self, question: Discover, points: pd.DataFrame, effects: dict[str, np.ndarray]) -> None:
        self.outcome, self.week = question.outcome, question.week
        self.smallest = float(question.config.outcomes[question.outcome].smallest_effect)
        self.points = points
        self.searched = np.arange(len(points)) < len(points) // 2
        self.findings: list[Finding] = []
        frames = []
        for programme, found in effects.items():
            gain = sign(self.outcome) * found.mean(axis=0)
            error = _standard_error(found)
            for way, threshold in ((FAILS, self.smallest), (BACKFIRES, -self.smallest)):
                failed = gain < threshold if way == FAILS else gain <= threshold
                near = np.abs(gain - threshold) < NEAR * error
                self.findings.append(self._finding(question, programme, way, failed, near, gain))
            frames.append(self._frame(programme, gain, np.abs(gain - self.smallest) < NEAR * error))
        self.villages = pd.concat(frames, ignore_index=True)

    def _finding(
        self,
        question: Discover,
        programme: str,
        way: str,
        failed: np.ndarray,
        near: np.ndarray,
        gain: np.ndarray,
    ) -> Finding:
        there = ~np.isnan(gain)
        searched, held = (
            Half(self.points[there & half].reset_index(drop=True), failed[there & half])
            for half in (self.searched, ~self.searched)
        )
        # a fixed number of 32 bits, as scikit-learn wants it
        found = search(searched, held, question.config.seed % 2**32)
        count = None if question.each == 1 else int((near & there).sum())
        return Finding(programme, way, int(there.sum()), int(failed[there].sum()), count, found)

    def _frame(self, programme: str, gain: np.ndarray, near: np.ndarray) -> pd.DataFrame:
        verdict = np.select(
            [np.isnan(gain), gain <= -self.smallest, gain < self.smallest], ["", BACKFIRES, FAILS], "raises"
        )
        head = pd.DataFrame(
            {
                "programme": programme,
                "village": np.arange(gain.size),
                "half": np.where(self.searched, "searched", "held"),
                "effect": sign(self.outcome) * gain,
                "verdict": verdict,
                "near": near,
            }
        )
        return pd.concat([head, self.points], axis=1)

    def finding(self, programme: str, way: str) -> Finding:
        """Return the finding of a programme."""
        return next(f for f in self.findings if (f.programme, f.way) == (programme, way))

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the villages, the findings in numbers, the boxes and leaves, and the peeling."""
        return {
            "villages": self.villages,
            "findings": pd.DataFrame([found.numbers() for found in self.findings]),
            "boxes": pd.DataFrame(
                [row for found in self.findings for row in found.box_rows()], columns=BOXES
            ),
            "trajectory": pd.DataFrame(
                [row for found in self.findings for row in found.steps()], columns=STEPS
            ),
        }


def _standard_error(effects: np.ndarray) -> float:
    """Return the standard error of a village's mean effect, pooled over the villages; NaN for one replicate.

    Two or three replicates of one village say little of its spread; thousands of villages together do.
    """
    each, there = effects.shape[0], effects[:, ~np.isnan(effects).any(axis=0)]
    if each < 2 or not there.size:
        return float("nan")
    return float(np.sqrt(there.var(axis=0, ddof=1).mean() / each))


def _programmes(config: StudyConfig, names: Sequence[str] | None) -> list[str]:
    chosen = [chosen_programme(config, name) for name in names] if names else [chosen_programme(config)]
    if config.reference in chosen:
        told = f"'{config.reference}' is the reference itself"
        raise StudyError([Fault.of("--programme", "", told, "a scenario to compare with it")])
    return list(dict.fromkeys(chosen))


def _parameters(config: StudyConfig, names: Sequence[str] | None) -> list[str]:
    if config.points is None:
        return list(swept(config, list(dict.fromkeys(names)) if names else None))
    if names:
        told = "the villages come from the posterior of the experiment"
        raise StudyError([Fault.of("--parameter", "", told, "nothing here")])
    return list(config.points.columns)
