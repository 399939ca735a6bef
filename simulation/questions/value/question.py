"""Value of information: what would be worth knowing before one chooses between programmes.

Sets of parameters stand for what is not known. What a decision gains in a village is regressed on a
parameter, on what a survey would say before, or on what a pilot would give; see
:mod:`simulation.analysis.information` and
:mod:`simulation.analysis.perfect_information`. One study of the decisions is run, or taken over; nothing
else.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar, Unpack, cast

import numpy as np

from simulation.analysis.choices import chosen_week
from simulation.analysis.direction import sign
from simulation.analysis.information import FEWEST_SETS
from simulation.analysis.question import Question, Run
from simulation.analysis.windows import read_weeks, values_at
from simulation.experiment.arguments import listed, money, whole_number
from simulation.experiment.config import StudyConfig
from simulation.experiment.design import Design
from simulation.experiment.span import used_rows
from simulation.files.faults import Fault, StudyError, shown, unknown
from simulation.files.given_path import given_path
from simulation.parameters.argument import as_number, plain
from simulation.parameters.place import found_words
from simulation.questions.answering import How, put
from simulation.questions.value.answer import Information
from simulation.questions.value.asked import NEEDED, Survey
from simulation.questions.value.decisions import BUDGET, decisions_of
from simulation.questions.value.estimates import estimated
from simulation.questions.value.villages import Villages
from simulation.running.run import changed
from simulation.store.earlier_runs import EarlierRuns

EXTRA = "pip install -e .[value]"
RELIABILITY = 0.25


class ValueQuestion(Question):
    """What would be worth knowing before one chooses between programmes.

    Parameters
    ----------
    config : StudyConfig
        The experiment; its villages live with many sets of parameters, at least two with each.
    decision : sequence of str
        Scenarios between which one chooses, also as ``"a,b,c"``; by default all that change the programme
        alone.
    budget : float or str, optional
        Rupiah; a scenario that is expected to cost more is no option.
    outcome : str, optional
        What counts; by default the first of the experiment.
    week : int, optional
        When it counts; by default the last week that is compared.
    interviews : int, optional
        Owners asked by a survey; by default all of the village.
    reliability : float
        Of a single question: share of the variance of its answers that is no error of measurement.
    runs : path, optional
        Finished results of this experiment (``kampung run``), whose villages are taken over.

    Raises
    ------
    StudyError
        If one of them cannot be used, or scikit-learn is not installed.
    """

    kind: ClassVar[str] = "value"
    libraries: ClassVar[tuple[str, ...]] = ("scikit-learn",)

    def __init__(
        self,
        config: StudyConfig,
        *,
        decision: str | Sequence[str] = (),
        budget: float | str | None = None,
        outcome: str | None = None,
        week: int | None = None,
        interviews: int | None = None,
        reliability: float = RELIABILITY,
        runs: "EarlierRuns | None" = None,
    ) -> None:
        _need_library()
        self.budget = _budget(budget)
        self.decisions = decisions_of(config, _names(decision), self.budget)
        self.outcome = _outcome(config, outcome)
        self.week = chosen_week(config, week)
        owners = config.village.owners
        self.survey = Survey(
            owners,
            owners if interviews is None else whole_number("--interviews", interviews, 2, owners),
            _share("--reliability", reliability),
        )
        _must_have_sets(config)
        self.runs = runs
        super().__init__(
            config,
            decision=self.decisions,
            budget=self.budget,
            outcome=self.outcome,
            week=self.week,
            interviews=self.survey.interviews,
            reliability=self.survey.reliability,
        )

    def as_options(self) -> dict[str, Any]:
        """Return what is asked as the command writes it."""
        return self.options | {"decision": ",".join(self.decisions)}

    def command(self) -> dict[str, Any]:
        """Return the options of the command that asks it of its experiment."""
        return super().command() | self.as_options()

    def earlier(self) -> EarlierRuns | None:
        """Return results whose villages are taken over."""
        return self.runs

    def design(self) -> Design:
        """Return the study of the decisions, and of the reference."""
        programmes = self.config.programmes()
        names = dict.fromkeys([self.config.reference, *self.decisions])
        weeks = {0, self.config.weeks, *read_weeks([self.outcome], [self.week], self.config.window)}
        return Design.of(
            self.config,
            {name: programmes[name] for name in names},
            self.config.reference,
            sorted(weeks),
            outcomes=[self.outcome],
            name=f"{self.config.name[:32]}_value",
            compare_weeks=[self.week],
        )

    def answer(self, run: Run) -> Information:
        """Run the decisions in the villages of all sets; learn what would have been worth knowing."""
        design = self.design()
        table = run(design, f"{len(design.scenarios)} programmes")
        values = values_at(table, [self.outcome], [self.week], design.window)[self.outcome][:, :, 0]
        own = values[table.scenarios.index(design.reference)]
        gains = np.stack([values[table.scenarios.index(name)] - own for name in self.decisions], axis=1)
        before = table.many(list(NEEDED), [0])
        place = table.scenarios.index(design.reference)
        costs = table.values("cost", [self.config.weeks])[:, :, 0]
        villages = Villages.of(
            self.config,
            sign(self.outcome) * gains,
            {name: found[place, :, 0] for name, found in before.items()},
        )
        if villages.sets < FEWEST_SETS:
            told = f"only {villages.sets} sets have all their villages"
            raise StudyError(
                [Fault.of("value", "", told, f"at least {FEWEST_SETS} sets: failures.csv says why")]
            )
        return Information(
            estimated(villages, self.survey, self.config.seed),
            villages,
            self.decisions,
            np.array([float(np.nanmean(costs[table.scenarios.index(name)])) for name in self.decisions]),
            outcome=self.outcome,
            week=self.week,
        )


def _need_library() -> None:
    if find_spec("sklearn") is None:
        told = "scikit-learn is not installed"
        raise StudyError([Fault.of("kampung value", "", told, f"the extra 'value': {EXTRA}")])


def _names(given: str | Sequence[str]) -> list[str]:
    """Return names, also of a text that holds several."""
    return [name.strip() for each in listed(given) for name in each.split(",") if name.strip()]


def _must_have_sets(config: StudyConfig) -> None:
    """Refuse an experiment that says nothing of what is not known."""
    sets = used_rows(config)
    if sets < 2:
        told = "all villages live with one set of values"
        allowed = (
            "behaviour: plausible, a posterior or points: what is not known differs from village to village"
        )
        raise StudyError([Fault.of("value", "behaviour", told, allowed)])
    if sets < FEWEST_SETS:
        told = f"{sets} sets of values are used"
        allowed = f"at least {FEWEST_SETS}: --replicates {FEWEST_SETS * config.villages_per_set} or more"
        if config.points is not None and config.points.rows < FEWEST_SETS:
            allowed = f"at least {FEWEST_SETS}"
        raise StudyError([Fault.of("value", "replicates", told, allowed)])
    if config.most_replicates < 2 * sets:
        told = "one village lives with each set"
        allowed = "villages_per_set of 2 or more: else nobody can tell luck from what is not known"
        raise StudyError([Fault.of("value", "villages_per_set", told, allowed)])


def _budget(given: object) -> float | None:
    if given is None:
        return None
    number, told = money(given)
    if number is None or not 1 <= number <= 1e15:
        told = told or (found_words(plain(given)) if number is None else f"found {number:,g}")
        raise StudyError([Fault.of(BUDGET, "", told, "rupiah above 0")])
    return number


def _share(option: str, given: object) -> float:
    number = as_number(given)
    if number is None or not 0 < number <= 1:
        told = found_words(plain(given)) if number is None else f"found {number:g}"
        raise StudyError([Fault.of(option, "", told, "a share above 0, at most 1")])
    return number


def _outcome(config: StudyConfig, name: str | None) -> str:
    known = list(config.outcomes)
    if name is not None and name not in known:
        problem = unknown((), "outcome", name, known)
        raise StudyError([Fault("--outcome", 0, 0, "", problem.found, problem.allowed, problem.nearest)])
    return known[0] if name is None else name


def _runs_of(config: StudyConfig, folder: Path) -> EarlierRuns:
    """Return finished results, which must be those of this experiment, of any number of villages."""
    found = EarlierRuns(folder)
    if found.config.model_copy(update={"replicates": config.replicates}).hash() != config.hash():
        told = f"results of another experiment, {shown(found.config.name)}, or of it as it was"
        raise StudyError([Fault.of("runs", "", told, "a folder that `kampung run` wrote of this experiment")])
    return found


def value(
    config: StudyConfig,
    decision: str | Sequence[str] = (),
    *,
    budget: float | str | None = None,
    outcome: str | None = None,
    week: int | None = None,
    interviews: int | None = None,
    reliability: float = RELIABILITY,
    runs: str | Path | None = None,
    replicates: int | None = None,
    seed: int | None = None,
    **how: Unpack[How],
) -> Information:
    """Return what would be worth knowing before a choice: parameters, questions, pilots.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    decision, budget, outcome, week, interviews, reliability
        As :class:`simulation.questions.value.question.ValueQuestion`.
    runs : path, optional
        A folder of finished results of the same experiment, whose villages are taken over.
    replicates, seed, **how
        As in :meth:`simulation.api.Study.run`; with ``out``, a report in ``language`` too.
    """
    study = changed(config, replicates, seed)
    question = ValueQuestion(
        study, decision=decision, budget=budget, outcome=outcome, week=week,
        interviews=interviews, reliability=reliability,
        runs=None if runs is None else _runs_of(study, given_path(runs, "runs")),
    )  # fmt: skip
    return cast(Information, put(question, **how))
