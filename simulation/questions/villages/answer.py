"""What programmes do in many villages: effects, verdicts, a ranking by what a rupiah reaches, a rule."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from simulation.analysis.comparison import verdict
from simulation.analysis.direction import sign
from simulation.analysis.intervals import Means
from simulation.analysis.question import Answer
from simulation.analysis.spread import spread
from simulation.experiment.config import StudyConfig
from simulation.experiment.points import Points
from simulation.experiment.varied import SHARE
from simulation.parameters import Behaviour
from simulation.questions.villages.priority import First, where_first
from simulation.questions.villages.ranking import rank

SEGREGATION = ("assortativity", "ei_index")
"""How separate the groups are, measured in week 0."""
ONCE = "assortativity_once"
"""The same in one simulated village only: what one survey of one village would find."""
MILLION = 1e6
TOP = 0.1
"""Share of the villages that are told as the top, seen in half of the replicates and in the others."""


@dataclass(frozen=True)
class Terms:
    """What was asked.

    Attributes
    ----------
    config : StudyConfig
        The experiment.
    names, programmes : list of str
        Of the villages, and of the scenarios that are compared with the reference.
    outcome : str
        What maps, ranking and rule are about.
    week : int
        When.
    each : int
        Replicates of each village.
    sets : ndarray of int, shape (each,)
        The set of parameters that each of them lives with.
    """

    config: StudyConfig
    names: list[str]
    programmes: list[str]
    outcome: str
    week: int
    each: int
    sets: np.ndarray


class Reach(NamedTuple):
    """The mean effect of all villages, and the effects of the fifth and the ninety-fifth of a hundred."""

    mean: float
    low: float
    high: float


class VillageEffects(Answer):
    """Effects in every village.

    Parameters
    ----------
    terms : Terms
        What was asked.
    points : Points
        The villages' parameters, drawn.
    values : dict of str to ndarray, shape (scenarios, villages, replicates)
        Outcomes, and ``cost``.
    before : dict of str to ndarray, shape (villages, replicates)
        Segregation in week 0.

    Attributes
    ----------
    villages : DataFrame
        One row a village: its parameters, and its segregation in week 0.
    effects : DataFrame
        One row a programme, village and outcome: the paired effect (the median of the sets, of a single
        set the mean), ``low``, ``high``, its plausible range over sets, ``error_low``, ``error_high``,
        the 95 % interval of computing error, and its verdict against the smallest effect of interest.
    ranking : DataFrame
        One row a programme and village, the highest worth first: ``worth`` is what a million rupiah
        reaches, the effect times the owners it is the mean of; positive is good.
    rules : dict of str to First
        By programme, where to go first.
    """

    def __init__(
        self,
        terms: Terms,
        points: Points,
        values: dict[str, np.ndarray],
        before: dict[str, np.ndarray],
    ) -> None:
        config = terms.config
        self.terms = terms
        self.names = terms.names
        self._named = list(points.columns)
        self.points = pd.DataFrame(points.columns)
        self.owners = self.points.get("owners", pd.Series(float(config.village.owners), self.points.index))
        self.villages = pd.DataFrame({"village": self.names, "owners": self.owners})
        for name in points.columns:
            self.villages[name] = self.points[name]
        for name, measured in before.items():
            self.villages[name] = Means.of(measured).mean
        self.villages[ONCE] = before[SEGREGATION[0]][:, 0]
        self.means = {
            (programme, outcome): Means.of(values[outcome][place] - values[outcome][0])
            for place, programme in enumerate(terms.programmes, start=1)
            for outcome in config.outcomes
        }
        self.spreads = {
            (programme, outcome): [
                spread(differences, terms.sets) for differences in values[outcome][place] - values[outcome][0]
            ]
            for place, programme in enumerate(terms.programmes, start=1)
            for outcome in config.outcomes
        }
        self.effects = pd.concat(
            [self._effects(programme, outcome) for programme, outcome in self.means], ignore_index=True
        )
        self.worths: dict[str, Means] = {}
        self.held: dict[str, tuple[float, float, float]] = {}
        self.rules: dict[str, First] = {}
        ranked = []
        for place, programme in enumerate(terms.programmes, start=1):
            effect = sign(terms.outcome) * (values[terms.outcome][place] - values[terms.outcome][0])
            spent = values["cost"][place] - values["cost"][0]
            worth = np.divide(
                effect * self.owners.to_numpy()[:, None] * MILLION, spent,
                out=np.full(effect.shape, np.nan), where=spent > 0,
            )  # fmt: skip
            self.worths[programme] = Means.of(worth)
            self.held[programme] = _top(worth)
            self.rules[programme] = where_first(
                self.villages[self.seen()], self.worths[programme].mean, config.seed
            )
            ranked.append(self._ranked(programme, Means.of(spent).mean))
        self.ranking = pd.concat(ranked, ignore_index=True)

    def seen(self) -> list[str]:
        """Return what can be seen in a village before a programme: size, composition, one survey of ties."""
        counted = [name for name in self._named if name not in Behaviour.model_fields]
        return list(dict.fromkeys(["owners", *counted, ONCE]))

    def share(self) -> str | None:
        """Return the column of a group's share that differs most between villages; None if none differs."""
        shares = [name for name in self._named if name.startswith(SHARE) and np.ptp(self.points[name]) > 0]
        return max(shares, key=lambda name: float(np.std(self.points[name])), default=None)

    def verdicts(self, programme: str, outcome: str) -> pd.Series:
        """Return the verdict of each village on one effect."""
        return self._of(self.effects, programme, outcome)["verdict"]

    def spread(self, programme: str, outcome: str) -> Reach:
        """Return the mean effect of all villages, and between which effects nine of ten of them lie."""
        mean = self.means[programme, outcome].mean
        kept = mean[~np.isnan(mean)]
        if not kept.size:
            return Reach(np.nan, np.nan, np.nan)
        low, high = np.quantile(kept, [0.05, 0.95])
        return Reach(float(kept.mean()), float(low), float(high))

    def correlations(self, programme: str, traits: list[str]) -> dict[str, float]:
        """Return Spearman's rank correlations of the effect with traits of the villages."""
        effect = pd.Series(self.means[programme, self.terms.outcome].mean)
        return {name: float(effect.corr(self.villages[name], method="spearman")) for name in traits}

    def ranked(self, programme: str) -> pd.DataFrame:
        """Return the ranking of a programme."""
        return self.ranking[self.ranking["programme"] == programme].reset_index(drop=True)

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return villages, effects, ranking and rules."""
        return {
            "villages": self.villages,
            "effects": self.effects,
            "ranking": self.ranking,
            "rules": pd.DataFrame([row for programme in self.rules for row in self._rule_rows(programme)]),
        }

    def write(self, folder: Path) -> None:
        """Write the tables as Parquet files beside their CSV files."""
        self.write_parquet(folder)

    def _of(self, frame: pd.DataFrame, programme: str, outcome: str) -> pd.DataFrame:
        rows = (frame["programme"] == programme) & (frame["outcome"] == outcome)
        return frame[rows].reset_index(drop=True)

    def _effects(self, programme: str, outcome: str) -> pd.DataFrame:
        smallest = float(self.terms.config.outcomes[outcome].smallest_effect)
        found = pd.DataFrame(
            [
                {
                    "effect": one.effect, "low": one.low, "high": one.high, "error_low": one.error_low,
                    "error_high": one.error_high, "sets": one.sets_with, "replicates": one.villages,
                }
                for one in self.spreads[programme, outcome]
            ]
        )  # fmt: skip
        rows = found.to_dict("records")
        found["verdict"] = [verdict({str(key): row[key] for key in row}, smallest) for row in rows]
        names = {"programme": programme, "outcome": outcome, "week": self.terms.week, "village": self.names}
        return pd.DataFrame(names).join(found)

    def _ranked(self, programme: str, spent: np.ndarray) -> pd.DataFrame:
        worth, effect = self.worths[programme], self.means[programme, self.terms.outcome]
        ranks = rank(worth)
        frame = pd.DataFrame(
            {
                "programme": programme, "tier": ranks.tier, "best_rank": ranks.best,
                "worst_rank": ranks.worst, "village": self.names, "worth": worth.mean, "low": worth.low,
                "high": worth.high, "effect": effect.mean, "cost": spent, "owners": self.owners,
            }
        )  # fmt: skip
        return frame.sort_values("worth", ascending=False, kind="stable", ignore_index=True)

    def _rule_rows(self, programme: str) -> list[dict[str, object]]:
        found = self.rules[programme]
        return [
            {
                "programme": programme, "verdict": found.verdict, "p": found.p, "rule": name, "leaf": number,
                "marked": number < rule.tree.failing,
                **{f"{trait}_{end}": float(edges.get(trait, np.nan))
                   for trait in self.seen() for end, edges in (("low", leaf.low), ("high", leaf.high))},
                "held": rule.held.villages, "held_marked": rule.held.inside, "held_hits": rule.held.hits,
                "held_best": rule.held.failures,
            }
            for name, rule in (("all", found.rule), ("size", found.size))
            if rule is not None
            for number, leaf in enumerate(rule.tree.leaves)
        ] or [{"programme": programme, "verdict": found.verdict}]  # fmt: skip


def _top(worth: np.ndarray) -> tuple[float, float, float]:
    """Return the worth of the top villages in the replicates that chose them, in the others, and of all.

    Who looks best has also been lucky: only the other replicates tell without that luck.
    """
    chosen, other = Means.of(worth[:, ::2]).mean, Means.of(worth[:, 1::2]).mean
    there = np.flatnonzero(~np.isnan(chosen) & ~np.isnan(other))
    if not there.size:
        return (np.nan,) * 3
    top = there[np.argsort(-chosen[there], kind="stable")[: max(1, round(TOP * there.size))]]
    return float(chosen[top].mean()), float(other[top].mean()), float(other[there].mean())
