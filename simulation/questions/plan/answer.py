"""The plans that are worth their cost, the one for a budget, and what more money would buy."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from ruamel.yaml import YAML

from simulation.analysis.comparison import edges, verdict
from simulation.analysis.direction import sign
from simulation.analysis.question import Answer
from simulation.analysis.spread import spread
from simulation.experiment.config import StudyConfig
from simulation.experiment.design import as_written
from simulation.files.whole_file import write_whole
from simulation.parameters import Dose
from simulation.questions.plan.choice import Choice, worst_mean
from simulation.questions.plan.search import Archive
from simulation.questions.plan.space import PlanSpace

MILLION = 1e6
STEPS = 25
"""Budgets on the curve of what money buys."""
EXPERIMENT = "plan.yaml"
NONE, BOUGHT = "none", "plan"
"""The scenarios without a programme and with the plan."""


@dataclass(frozen=True)
class Terms:
    """On which terms plans are judged.

    Attributes
    ----------
    config : StudyConfig
        The experiment.
    budget : float
        Rupiah.
    outcomes : list of str
        What is to be raised; the first decides.
    smallest : dict of str to float
        By outcome, the smallest effect of interest, in the unit in which effects are told.
    week, weeks : int
        When plans are judged, and within how many weeks sessions are held.
    spread : float
        From which part of the plausible ranges villages were drawn.
    """

    config: StudyConfig
    budget: float
    outcomes: list[str]
    smallest: dict[str, float]
    week: int
    weeks: int
    spread: float

    @property
    def kinds_differ(self) -> bool:
        """Whether villages are of several kinds."""
        return self.config.points is not None or self.spread > 0 or bool(self.config.ranges)


class Plans(Answer):
    """The plans that are worth their cost, and the one for the budget.

    Plans are numbered by their cost; plan 0 is no programme. What is told is read in villages that had no
    part in any choice.

    Parameters
    ----------
    terms : Terms
        What was asked.
    space : PlanSpace
    archive : Archive
        All plans of the search.
    doses : sequence of dict of str to Dose
        No programme, then the plans of the second look, cheapest first.
    choice : Choice
        Their gains.
    spent : ndarray of float, shape (plans, villages)
        Rupiah as simulated.
    alternatives : DataFrame
        The plan for the budget under :func:`simulation.analysis.structure.under_alternatives`.

    Attributes
    ----------
    bought : int
        The plan for the budget.
    ties : list of int
        Plans within the budget that are as good, as far as can be told; the best first.
    thriftiest : int
        The cheapest plan that loses no more than the smallest effect of interest against it.
    front : list of int
        Plans that no other beats in cost and all outcomes together, cheapest first.
    """

    def __init__(
        self,
        terms: Terms,
        space: PlanSpace,
        archive: Archive,
        doses: Sequence[dict[str, Dose]],
        choice: Choice,
        spent: np.ndarray,
        alternatives: pd.DataFrame,
    ) -> None:
        self.terms, self.space, self.archive, self.choice = terms, space, archive, choice
        self.outcomes, self.budget = terms.outcomes, terms.budget
        self.costs, self.spent, self.doses = choice.costs, spent, list(doses)
        self.alternatives = alternatives
        self.tried = np.array([space.cost(plan) for plan in archive.plans])
        self.bought = choice.best(self.budget)
        self.ties = choice.ties(self.budget)
        self.thriftiest = choice.thriftiest(self.bought, terms.smallest[self.outcomes[0]])
        self.front = choice.front()

    def name(self, plan: int) -> str:
        """Return what a plan is called in the tables."""
        return NONE if plan == 0 else f"plan_{plan}"

    def effect(self, plan: int, outcome: str) -> dict[str, float]:
        """Return the paired effect of a plan over kinds of villages, in the outcome's own sign.

        Returns
        -------
        dict
            ``difference``, the mean, and ``low`` and ``high``, the plausible range: 5th to 95th percentile
            of the kinds, luck removed. Where all villages are of one kind, computing error (95 %).
        """
        return self._over_kinds(sign(outcome) * self.choice.gains[plan, self.outcomes.index(outcome)])

    def more(self, plan: int, other: int) -> dict[str, float]:
        """Return how much more of the first outcome a plan gains than another one, as :meth:`effect`."""
        return self._over_kinds(self.choice.gains[plan, 0] - self.choice.gains[other, 0])

    def against(self, plan: int, other: int) -> dict[str, float]:
        """Return the same with computing error: which of the two gains more, over all kinds together."""
        return self.choice.against(plan, other, self.choice.lots.told)

    def _over_kinds(self, gains: np.ndarray) -> dict[str, float]:
        lots = self.choice.lots
        kinds = lots.kind_told() if self.terms.kinds_differ else np.zeros(lots.kind_told().size, dtype=int)
        found = spread(gains[lots.told], kinds)
        low, high = edges(found._asdict())
        return {"difference": found.mean, "low": low, "high": high}

    def verdict(self, plan: int) -> str:
        """Return how a plan does in the first outcome against the one that is bought.

        ``bought``; ``tie``: as good, as far as could be told when the plan was chosen; else as
        :func:`simulation.analysis.comparison.verdict`; ``beyond`` the budget.
        """
        if plan == self.bought:
            return "bought"
        if plan not in self.choice.within(self.budget):
            return "beyond"
        if plan in self.ties:
            return "tie"
        return verdict(self.against(plan, self.bought), self.terms.smallest[self.outcomes[0]])

    @property
    def overstated(self) -> dict[str, float]:
        """What the search promised of its best plan within the budget, and what fresh villages keep of it."""
        means = self.choice.means(self.choice.lots.searched)[:, 0]
        plans = self.choice.within(self.budget)
        winner = plans[int(np.nanargmax(means[plans]))]
        found = self.choice.means(self.choice.lots.told)[winner, 0]
        return {"promised": float(means[winner]), "kept": float(found)}

    def regrets(self) -> pd.DataFrame:
        """Return for each plan within the budget how much the best of them, in hindsight, would gain more.

        Returns
        -------
        DataFrame
            One row a plan, cheapest first: ``plan``, ``cost``, ``regret`` (mean over kinds of
            villages), ``worst_tenth`` (mean over the tenth of the kinds in which it is greatest), ``least``
            (mean gain in the tenth of the kinds in which the plan gains least).
        """
        plans = self.choice.within(self.budget)
        rows = []
        for plan in plans:
            regret = self.choice.regret(plan, plans)
            gain = self.choice.by_kind()[plan]
            rows.append(
                {
                    "plan": self.name(plan),
                    "cost": self.costs[plan],
                    "regret": float(np.nanmean(regret)),
                    "worst_tenth": worst_mean(regret),
                    "least": -worst_mean(-gain),
                }
            )
        return pd.DataFrame(rows)

    def money(self) -> pd.DataFrame:
        """Return the plan for each of a row of budgets and what it gains in the first outcome.

        Returns
        -------
        DataFrame
            One row a budget: ``budget``, ``plan``, ``cost``, ``gain`` with ``low`` and ``high`` as in
            :meth:`effect`; the budget itself and a million more are among them.
        """
        budgets = {*np.linspace(0.0, self.space.ceiling, STEPS + 1)[1:], self.budget, self.budget + MILLION}
        rows = []
        for budget in sorted(budgets):
            plan = self.choice.best(budget)
            found = self._over_kinds(self.choice.gains[plan, 0])
            rows.append(
                {
                    "budget": budget,
                    "plan": self.name(plan),
                    "cost": self.costs[plan],
                    "gain": found["difference"],
                    "low": found["low"],
                    "high": found["high"],
                }
            )
        return pd.DataFrame(rows)

    def next_money(self, more: float = MILLION) -> dict[str, float]:
        """Return what so much more money would buy: ``plan``, ``cost``, and the gain in the first outcome."""
        plan = self.choice.best(self.budget + more)
        return {"plan": plan, "cost": float(self.costs[plan]), **self.more(plan, self.bought)}

    def calendar(self, plan: int) -> pd.DataFrame:
        """Return what a plan holds.

        Returns
        -------
        DataFrame
            One row an activity: ``activity``, ``sessions``, ``first``, ``every``, ``places`` (empty: for
            everybody), ``weeks`` of the sessions, ``per_session`` and ``rupiah`` expected.
        """
        rows = []
        for lever in self.space.levers:
            dose = self.doses[plan].get(lever.activity)
            if dose is None:
                continue
            weeks = list(dose.weeks(self.terms.weeks))
            price = lever.prices[lever.places.index(dose.capacity)]
            rows.append(
                {
                    "activity": lever.activity,
                    "sessions": len(weeks),
                    "first": dose.first,
                    "every": dose.every,
                    "places": dose.capacity,
                    "weeks": " ".join(map(str, weeks)),
                    "per_session": price,
                    "rupiah": len(weeks) * price,
                }
            )
        columns = ["activity", "sessions", "first", "every", "places", "weeks", "per_session", "rupiah"]
        return pd.DataFrame(rows, columns=columns).astype({"places": "Int64"})

    def compared(self) -> pd.DataFrame:
        """Return the plans of the second look.

        Returns
        -------
        DataFrame
            One row a plan, cheapest first: ``plan``, ``front``, ``cost`` expected and ``spent`` as
            simulated, ``activities``; each outcome with ``_low`` and ``_high`` as in :meth:`effect`;
            ``searched``, what the search saw of the first outcome; ``difference`` from the plan that is
            bought with ``low`` and ``high``; ``verdict``.
        """
        searched = self.choice.means(self.choice.lots.searched)[:, 0]
        rows = []
        for plan, cost in enumerate(self.costs):
            row: dict[str, Any] = {
                "plan": self.name(plan),
                "front": plan in self.front,
                "cost": cost,
                "spent": float(np.nanmean(self.spent[plan])),
                "activities": " ".join(self.doses[plan]),
            }
            for outcome in self.outcomes:
                found = self.effect(plan, outcome)
                row |= {outcome: found["difference"]}
                row |= {f"{outcome}_{end}": found[end] for end in ("low", "high")}
            more = self.more(plan, self.bought)
            row |= {"searched": searched[plan] * sign(self.outcomes[0])}
            row |= {name: more[name] for name in ("difference", "low", "high")}
            rows.append(row | {"verdict": self.verdict(plan)})
        return pd.DataFrame(rows)

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables."""
        doses = [
            self.calendar(plan).assign(plan=self.name(plan)).set_index("plan").reset_index()
            for plan in range(1, len(self.doses))
        ]
        tried = pd.DataFrame(self.archive.gains, columns=self.outcomes)
        tried.insert(0, "cost", self.tried)
        return {
            "front": self.compared(),
            "plan": self.calendar(self.bought),
            "regret": self.regrets(),
            "money": self.money(),
            "doses": pd.concat(doses, ignore_index=True) if doses else self.calendar(0),
            "tried": tried,
            "alternatives": self.alternatives,
        }

    def write(self, folder: Path) -> None:
        """Write an experiment that compares the plan with no programme and with the fullest scenario."""
        config = self.terms.config
        programmes = config.programmes()
        fullest = max(programmes, key=lambda name: len(programmes[name]))
        held = {NONE: {}, "all": programmes[fullest], BOUGHT: self.doses[self.bought]}
        document = config.to_document()
        document["scenarios"] = {
            name: {"activities": list(doses), "set": as_written(doses)} for name, doses in held.items()
        }
        del document["panels"], document["assumed"]
        document |= {"name": f"{config.name[:40]}_plan", "reference": NONE}
        stream = StringIO()
        YAML().dump(document, stream)
        write_whole(folder / EXPERIMENT, stream.getvalue().encode())
