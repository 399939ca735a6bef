"""A plan for a budget: which activities, how often, for how many, when; and what the next million buys.

Plans are searched in villages of uncertain kinds (:mod:`simulation.questions.plan.search`, then close to
the best within the budget: :mod:`simulation.questions.plan.refinement`), the best are tried again in fresh
villages, and what is told of them is read in further ones that had no part in any choice: the best of
thousands of plans looks better where it was found than it is.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Unpack, cast

import numpy as np

from simulation.analysis.alternatives import EACH
from simulation.analysis.direction import sign
from simulation.analysis.question import Question, Run
from simulation.analysis.structure import under_alternatives
from simulation.analysis.windows import read_weeks, values_at
from simulation.experiment.arguments import listed, money
from simulation.experiment.config import StudyConfig
from simulation.experiment.design import Design
from simulation.experiment.points import Points
from simulation.files.faults import Fault, StudyError, unknown
from simulation.interventions.registry import dose_types
from simulation.measures.catalogue import MEASURES
from simulation.parameters import Dose
from simulation.parameters.argument import as_number, as_whole, plain
from simulation.parameters.place import found_words
from simulation.questions.answering import How, put
from simulation.questions.plan.answer import BOUGHT, MILLION, NONE, Plans, Terms
from simulation.questions.plan.choice import Choice, shortlist, village_means
from simulation.questions.plan.refinement import SHARE, refine
from simulation.questions.plan.search import require_pymoo, search
from simulation.questions.plan.space import Genes, PlanSpace
from simulation.questions.plan.villages import SPREAD, Lots, village_points
from simulation.running.run import changed
from simulation.running.weekly_table import WeeklyTable

OUTCOMES = ("trust_other", "bridging", "income")
"""What a plan is to raise, unless something else is asked for; the first decides."""
OF_ONE_GROUP = ("trust", "degree", "income")
"""The same in a village of one group."""
EVALUATIONS, REPLICATES = 2000, 50
"""Plans that are tried, and villages in which each is tried."""
BEYOND = 1.25
"""Plans are searched up to so many times the budget, at least a million more: what would more buy?"""
IN_RUPIAH = frozenset(m.name for m in MEASURES if m.unit.startswith("rupiah") and m.name != "cost")
"""Outcomes that are told as a share of what they are without a programme."""


class Plan(Question):
    """What to buy for a budget.

    Parameters
    ----------
    config : StudyConfig
        Village, behaviour, prices, horizon, seed; the last of its compare weeks is when plans are judged.
    budget : float or str
        Rupiah.
    weeks : int, optional
        The last session is in this week or before; by default the last of the experiment.
    outcome : sequence of str
        What to raise; the first decides. By default trust in other groups, ties across groups and
        income, as far as the experiment compares them.
    activity : sequence of str
        What can be bought; by default every activity of the experiment. Whom it invites, who comes and
        what a session does is that of the first scenario that holds it.
    spread : float
        From which part of the plausible ranges, around the experiment's own values, villages are drawn.
    replicates : int
        Villages in which every plan of the search is tried; four times as many in all for the best.
    evaluations : int
        Plans that are tried.

    Raises
    ------
    StudyError
        For an unknown outcome or activity, a number out of its limits, a budget that buys nothing, or
        where pymoo is not installed.
    """

    kind: ClassVar[str] = "plan"
    libraries: ClassVar[tuple[str, ...]] = ("pymoo",)

    def __init__(
        self,
        config: StudyConfig,
        *,
        budget: float | str,
        weeks: int | None = None,
        outcome: str | Sequence[str] = (),
        activity: str | Sequence[str] = (),
        spread: float = SPREAD,
        replicates: int = REPLICATES,
        evaluations: int = EVALUATIONS,
    ) -> None:
        require_pymoo()
        outcomes, activities = listed(outcome), listed(activity)
        known, offered = list(config.outcomes), offered_by(config)
        given = {
            "budget": budget,
            "weeks": config.weeks if weeks is None else weeks,
            "spread": spread,
            "replicates": replicates,
            "evaluations": evaluations,
        }
        numbers, faults = _numbers(given, config.weeks)
        faults += [
            *(_unknown("--outcome", "outcome", name, known) for name in outcomes if name not in known),
            *(
                _unknown("--activity", "activity", name, list(offered))
                for name in activities
                if name not in offered
            ),
        ]
        if faults:
            raise StudyError(faults)
        self.budget, self.spread = numbers["budget"], numbers["spread"]
        self.weeks = int(numbers["weeks"])
        self.replicates, self.evaluations = int(numbers["replicates"]), int(numbers["evaluations"])
        usual = OUTCOMES if len(config.village.groups) > 1 else OF_ONE_GROUP
        self.outcomes = outcomes or [name for name in usual if name in known] or known[:1]
        self.activities = [name for name in offered if name in (activities or offered)]
        super().__init__(
            config,
            budget=int(self.budget) if self.budget.is_integer() else self.budget,
            weeks=self.weeks,
            outcome=self.outcomes,
            activity=self.activities,
            spread=self.spread,
            replicates=self.replicates,
            evaluations=self.evaluations,
        )
        if not self.activities:
            told = "no scenario of the experiment holds an activity"
            raise StudyError([Fault.of("plan", "", told, "at least one activity that can be bought")])
        cheapest, price = self.space().cheapest
        if self.budget < price:
            allowed = f"at least {price:,.0f}: the cheapest plan is one small session of {cheapest}"
            raise StudyError([Fault.of("--budget", "", f"found {self.budget:,.0f}", allowed)])

    @property
    def week(self) -> int:
        """The week in which plans are judged."""
        return max(self.config.compare_weeks)

    def space(self) -> PlanSpace:
        """Return what can be bought."""
        offered = offered_by(self.config)
        doses = {name: offered[name] for name in self.activities}
        ceiling = max(BEYOND * self.budget, self.budget + MILLION)
        return PlanSpace(doses, self.config.village, self.config.prices, self.weeks, ceiling)

    def answer(self, run: Run) -> Plans:
        """Search, choose, and tell."""
        space, lots = self.space(), Lots.of(self.replicates)
        points = village_points(self.config, self.spread, lots)
        tried = 0

        def evaluate(plans: Sequence[Genes]) -> np.ndarray:
            nonlocal tried
            tried += len(plans)
            doses = [space.doses(plan) for plan in plans]
            design = self._design(doses, points, lots.searched.stop)
            gains = self._gains(run(design, f"{tried:,} of {self.evaluations:,} plans"))
            return village_means(gains)[1:]

        wide = round((1 - SHARE) * self.evaluations)
        archive = search(space, evaluate, len(self.outcomes), wide, self.config.seed)
        refine(space, evaluate, archive, self.budget, self.evaluations)
        costs = np.array([space.cost(plan) for plan in archive.plans])
        best = [place for place in shortlist(costs, archive.gains, self.budget) if any(archive.plans[place])]
        plans = [archive.plans[place] for place in best]
        design = self._design([space.doses(plan) for plan in plans], points, lots.number)
        table = run(design, "the best plans in fresh villages")
        spent = table.values("cost", [self.week])[:, :, 0]
        choice = Choice(np.array([0.0, *costs[best]]), self._gains(table), lots)
        doses = [{}, *(space.doses(plan) for plan in plans)]
        judged = Design.of(
            self.config,
            {NONE: {}, BOUGHT: doses[choice.best(self.budget)]},
            NONE,
            read_weeks(self.outcomes, [self.week], self.config.window),
            self.outcomes,
            compare_weeks=[self.week],
            replicates=self.config.most_replicates,
        )
        under = under_alternatives(judged, min(EACH, judged.most_replicates), run)
        return Plans(self.terms(), space, archive, doses, choice, spent, under)

    def _design(self, plans: Sequence[dict[str, Dose]], points: Points | None, villages: int) -> Design:
        """Return the study of some plans, after no programme, in the first of the villages."""
        programmes = {NONE: {}, **{f"plan_{number}": doses for number, doses in enumerate(plans, start=1)}}
        kinds = (
            None if points is None else {name: column[:villages] for name, column in points.columns.items()}
        )
        return Design.of(
            self.config,
            programmes,
            NONE,
            read_weeks(self.outcomes, [self.week], self.config.window),
            self.outcomes,
            replicates=villages,
            points=None if kinds is None else {"columns": kinds},
            villages_per_set=1,
        )

    def _gains(self, table: WeeklyTable) -> np.ndarray:
        """Return what plans gain against no programme, shape (plans, outcomes, villages); more is better."""
        values = values_at(table, self.outcomes, [self.week], self.config.window)
        for name, found in values.items():
            if np.isnan(found[0]).all():
                told = f"'{name}' has no value in week {self.week} of these villages"
                raise StudyError([Fault.of("--outcome", "", told, "an outcome that has one")])
        return np.stack([_gain(name, found[:, :, 0]) for name, found in values.items()], axis=1)

    def terms(self) -> Terms:
        """Return on which terms plans are judged."""
        smallest = {name: self._smallest(name) for name in self.outcomes}
        return Terms(self.config, self.budget, self.outcomes, smallest, self.week, self.weeks, self.spread)

    def _smallest(self, outcome: str) -> float:
        effect = self.config.outcomes[outcome].smallest_effect
        return effect / self.config.behaviour.income if outcome in IN_RUPIAH else effect


def offered_by(config: StudyConfig) -> dict[str, Dose]:
    """Return each activity of the experiment with the dose of the first scenario that holds it."""
    found: dict[str, Dose] = {}
    for doses in config.programmes().values():
        found = {**doses, **found}
    return {name: found[name] for name in dose_types() if name in found}


def _gain(outcome: str, values: np.ndarray) -> np.ndarray:
    """Return paired differences from the first scenario, in the direction a village wants."""
    gain: np.ndarray = values - values[0]
    if outcome in IN_RUPIAH:
        gain = gain / values[0]
    return sign(outcome) * gain


def _unknown(option: str, what: str, name: str, known: list[str]) -> Fault:
    problem = unknown((), what, name, known)
    return Fault(option, 0, 0, "", problem.found, problem.allowed, problem.nearest)


def _numbers(given: Mapping[str, object], weeks: int) -> tuple[dict[str, float], list[Fault]]:
    """Return the arguments that are numbers within their limits, and a fault for each other one."""
    limits = {
        "budget": (1, 1e15, "rupiah above 0"),
        "weeks": (1, weeks, f"a week from 1 to {weeks}, the last of the experiment"),
        "spread": (0, 1, "a share from 0 to 1"),
        "replicates": (2, 10_000, "2 to 10,000 villages"),
        "evaluations": (1, 1_000_000, "1 to 1,000,000 plans"),
    }
    numbers: dict[str, float] = {}
    faults = []
    for name, (low, high, allowed) in limits.items():
        told = None
        if name == "budget":
            number, told = money(given[name])
        else:
            number = as_number(given[name]) if name == "spread" else as_whole(given[name])
        if number is not None and low <= number <= high:
            numbers[name] = number
        else:
            told = told or (found_words(plain(given[name])) if number is None else f"found {number:,g}")
            faults.append(Fault.of(f"--{name}", "", told, allowed))
    return numbers, faults


def plan(
    config: StudyConfig,
    budget: float | str,
    *,
    weeks: int | None = None,
    outcome: str | Sequence[str] = (),
    activity: str | Sequence[str] = (),
    spread: float = SPREAD,
    replicates: int = REPLICATES,
    evaluations: int = EVALUATIONS,
    seed: int | None = None,
    **how: Unpack[How],
) -> Plans:
    """Choose what to buy for a budget.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    budget, weeks, outcome, activity, spread, replicates, evaluations
        As in :class:`simulation.questions.plan.question.Plan`.
    seed, **how
        As in :meth:`simulation.api.Study.run`; with ``out``, a report in ``language`` too.
    """
    question = Plan(
        changed(config, seed=seed),
        budget=budget,
        weeks=weeks,
        outcome=outcome,
        activity=activity,
        spread=spread,
        replicates=replicates,
        evaluations=evaluations,
    )
    return cast(Plans, put(question, **how))
