"""A plan for a budget: which activities, how often, for how many, when; and what the next million buys.

Plans are searched in villages of uncertain kinds (:mod:`simulation.analysis.plan_search`, then close to
the best within the budget: :mod:`simulation.analysis.plan_refinement`), the best are tried again in fresh
villages, and what is told of them is read in further ones that had no part in any choice: the best of
thousands of plans looks better where it was found than it is.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np

from simulation.analysis.direction import sign
from simulation.analysis.plan_choice import Choice, shortlist, village_means
from simulation.analysis.plan_refinement import SHARE, refine
from simulation.analysis.plan_search import require_pymoo, search
from simulation.analysis.plan_space import Genes, PlanSpace
from simulation.analysis.plan_villages import SPREAD, Lots, village_points
from simulation.analysis.plans import BOUGHT, MILLION, NONE, Plans
from simulation.analysis.question import Question, Run
from simulation.analysis.recent import read_weeks, values_at
from simulation.analysis.robustness import robustness
from simulation.interventions.registry import dose_types
from simulation.measures.catalogue import MEASURES
from simulation.parameters import Dose
from simulation.study.config import StudyConfig
from simulation.study.design import Design
from simulation.study.faults import Fault, StudyError, unknown
from simulation.study.points import Points
from simulation.study.table import WeeklyTable

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
    budget : float
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

    def __init__(
        self,
        config: StudyConfig,
        *,
        budget: float,
        weeks: int | None = None,
        outcome: Sequence[str] = (),
        activity: Sequence[str] = (),
        spread: float = SPREAD,
        replicates: int = REPLICATES,
        evaluations: int = EVALUATIONS,
    ) -> None:
        require_pymoo()
        known, offered = list(config.outcomes), _offered(config)
        self.budget = float(budget)
        self.weeks = config.weeks if weeks is None else weeks
        usual = OUTCOMES if len(config.village.groups) > 1 else OF_ONE_GROUP
        self.outcomes = list(outcome) or [name for name in usual if name in known] or known[:1]
        self.activities = [name for name in offered if name in (activity or offered)]
        self.spread, self.replicates, self.evaluations = float(spread), replicates, evaluations
        super().__init__(
            config,
            budget=int(budget) if float(budget).is_integer() else budget,
            weeks=self.weeks,
            outcome=self.outcomes,
            activity=self.activities,
            spread=self.spread,
            replicates=replicates,
            evaluations=evaluations,
        )
        faults = [
            *(_unknown("--outcome", "outcome", name, known) for name in outcome if name not in known),
            *(
                _unknown("--activity", "activity", name, list(offered))
                for name in activity
                if name not in offered
            ),
            *_out_of_limits(self.options, config.weeks),
        ]
        if not faults and not self.activities:
            told = "no scenario of the experiment holds an activity"
            faults = [Fault.of("plan", "", told, "at least one activity that can be bought")]
        if faults:
            raise StudyError(faults)
        cheapest, price = self.space().cheapest
        if budget < price:
            allowed = f"at least {price:,.0f}: the cheapest plan is one small session of {cheapest}"
            raise StudyError([Fault.of("--budget", "", f"found {budget:,.0f}", allowed)])

    @property
    def week(self) -> int:
        """The week in which plans are judged."""
        return max(self.config.compare_weeks)

    def space(self) -> PlanSpace:
        """Return what can be bought."""
        offered = _offered(self.config)
        doses = {name: offered[name] for name in self.activities}
        ceiling = max(BEYOND * self.budget, self.budget + MILLION)
        return PlanSpace(doses, self.config.village, self.config.prices, self.weeks, ceiling)

    def answer(self, run: Run) -> "Plans":
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
            read_weeks(self.outcomes, [self.week]),
            self.outcomes,
            compare_weeks=[self.week],
        )
        return Plans(self, space, archive, doses, choice, spent, robustness(judged, run, [BOUGHT]))

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
            read_weeks(self.outcomes, [self.week]),
            self.outcomes,
            replicates=villages,
            points=None if kinds is None else {"columns": kinds},
        )

    def _gains(self, table: WeeklyTable) -> np.ndarray:
        """Return what plans gain against no programme, shape (plans, outcomes, villages); more is better."""
        values = values_at(table, self.outcomes, [self.week])
        for name, found in values.items():
            if np.isnan(found[0]).all():
                told = f"'{name}' has no value in week {self.week} of these villages"
                raise StudyError([Fault.of("--outcome", "", told, "an outcome that has one")])
        return np.stack([_gain(name, found[:, :, 0]) for name, found in values.items()], axis=1)

    def smallest(self, outcome: str) -> float:
        """Return the smallest effect of interest, in the unit in which effects are told."""
        effect = self.config.outcomes[outcome].smallest_effect
        return effect / self.config.behaviour.income if outcome in IN_RUPIAH else effect


def _offered(config: StudyConfig) -> dict[str, Dose]:
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


def _out_of_limits(options: dict[str, Any], weeks: int) -> list[Fault]:
    """Return a fault for each number out of its limits."""
    limits = {
        "budget": (1, 1e15, "rupiah above 0"),
        "weeks": (1, weeks, f"a week from 1 to {weeks}, the last of the experiment"),
        "spread": (0, 1, "a share from 0 to 1"),
        "replicates": (2, 10_000, "2 to 10,000 villages"),
        "evaluations": (1, 1_000_000, "1 to 1,000,000 plans"),
    }
    return [
        Fault.of(f"--{name}", "", f"found {options[name]:,g}", allowed)
        for name, (low, high, allowed) in limits.items()
        if not low <= options[name] <= high
    ]
