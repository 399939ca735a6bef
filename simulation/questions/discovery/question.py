"""Discovery: where does a programme fail? Villages of many kinds, and conditions that describe the failures.

Thousands of kinds of villages are drawn from the ranges of the parameters (or from a posterior), each
with and without the programme on the same draws. A programme fails in a village where its paired effect
stays below the smallest effect of interest, and backfires where it makes the outcome worse by as much.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, Unpack, cast

import numpy as np
import pandas as pd

from simulation.analysis.choices import chosen_outcome, chosen_programme, chosen_week
from simulation.analysis.latin_hypercube import latin_hypercube
from simulation.analysis.question import Question, Run
from simulation.analysis.windows import read_weeks, values_at
from simulation.analysis.workbench import ready
from simulation.experiment.arguments import listed, whole_number
from simulation.experiment.config import StudyConfig
from simulation.experiment.design import Design
from simulation.experiment.points import Points
from simulation.experiment.ranges import swept
from simulation.files.faults import Fault, StudyError
from simulation.model.draws import FOUNDING, uniforms
from simulation.questions.answering import How, put
from simulation.questions.discovery.answer import Discovery
from simulation.running.run import changed

KINDS, EACH = (10, 100_000), (1, 1000)
"""Fewest and most kinds of villages; replicates of each."""


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
        If a name is unknown, a number out of its limits, or ema-workbench is not installed.
    """

    kind: ClassVar[str] = "discover"
    libraries: ClassVar[tuple[str, ...]] = ("ema-workbench", "scikit-learn")

    def __init__(
        self,
        config: StudyConfig,
        *,
        programmes: str | Sequence[str] | None = None,
        outcome: str | None = None,
        week: int | None = None,
        villages: int = 2000,
        each: int = 2,
        parameters: str | Sequence[str] | None = None,
    ) -> None:
        ready()
        self.programmes = _programmes(config, listed(programmes))
        self.outcome = chosen_outcome(config, outcome)
        self.week = chosen_week(config, week)
        self.villages = whole_number("--villages", villages, *KINDS)
        self.each = whole_number("--each", each, *EACH)
        asked = listed(parameters)
        self.parameters = _parameters(config, asked)
        super().__init__(
            config,
            programmes=self.programmes,
            outcome=self.outcome,
            week=self.week,
            villages=self.villages,
            each=self.each,
            parameters=self.parameters if asked else None,
        )

    def command(self) -> dict[str, Any]:
        """Return the options of the command that asks it of its experiment."""
        named = {"programmes": "programme", "parameters": "parameter"}
        asked = {named.get(name, name): value for name, value in self.options.items()}
        return asked | {"seed": self.config.seed}

    def answer(self, run: Run) -> Discovery:
        """Run the programme in every kind of village and describe those in which it fails."""
        points = self.points()
        programmes = self.config.programmes()
        names = [self.config.reference, *self.programmes]
        design = Design.of(
            self.config,
            {name: programmes[name] for name in names},
            self.config.reference,
            read_weeks([self.outcome], [self.week], self.config.window),
            outcomes=[self.outcome],
            name=f"{self.config.name[:30]}_discover",
            points=points.model_dump(),
            replicates=points.rows * self.each,
        )
        table = run(design, f"{points.rows:,} kinds of villages x {self.each}")
        # replicate r lives with row r, and begins again after the last
        values = values_at(table, [self.outcome], [self.week], self.config.window)[self.outcome][:, :, 0]
        values = values.reshape(len(names), self.each, points.rows)
        effects = {
            name: values[place] - values[0] for place, name in enumerate(names) if name in self.programmes
        }
        return Discovery(
            pd.DataFrame(points.columns),
            effects,
            outcome=self.outcome,
            week=self.week,
            smallest=float(self.config.outcomes[self.outcome].smallest_effect),
            seed=self.config.seed,
        )

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
        searched = self.villages // 2
        lots = [
            latin_hypercube(config.seed, lot, ranges, number)
            for lot, number in enumerate((searched, self.villages - searched))
        ]
        return Points.drawn({name: lots[0][name] + lots[1][name] for name in ranges})


def _programmes(config: StudyConfig, named: Sequence[str]) -> list[str]:
    chosen = [chosen_programme(config, name) for name in named] or [chosen_programme(config)]
    if config.reference in chosen:
        told = f"'{config.reference}' is the reference itself"
        raise StudyError([Fault.of("--programme", "", told, "a scenario to compare with it")])
    return list(dict.fromkeys(chosen))


def _parameters(config: StudyConfig, named: Sequence[str]) -> list[str]:
    if config.points is None:
        return list(swept(config, list(dict.fromkeys(named)) or None))
    if named:
        told = "the villages come from the posterior of the experiment"
        raise StudyError([Fault.of("--parameter", "", told, "nothing here")])
    return list(config.points.columns)


def discover(
    config: StudyConfig,
    programmes: str | Sequence[str] | None = None,
    *,
    outcome: str | None = None,
    week: int | None = None,
    villages: int = 2000,
    each: int = 2,
    parameters: str | Sequence[str] | None = None,
    seed: int | None = None,
    **how: Unpack[How],
) -> Discovery:
    """Describe the villages in which a programme fails (PRIM and CART; extra ``discover``).

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    programmes, outcome, week, villages, each, parameters
        As :class:`simulation.questions.discovery.question.Discover`.
    seed, **how
        As in :meth:`simulation.api.Study.run`; with ``out``, a report in ``language`` too.
    """
    question = Discover(
        changed(config, None, seed), programmes=programmes, outcome=outcome, week=week,
        villages=villages, each=each, parameters=parameters,
    )  # fmt: skip
    return cast(Discovery, put(question, **how))
