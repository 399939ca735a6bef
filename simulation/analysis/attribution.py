"""Attribution: which activity did it? Exact Shapley values and pairwise interactions over all programmes.

The whole programme is a game: a coalition is a subset of its activities, its worth what the subset
reaches in a simulated village. The Shapley value of an activity is its mean contribution over all orders
in which the activities could join (Shapley 1953); the interaction of two is what they reach together
beyond what each reaches alone, averaged over what else is there (Grabisch & Roubens 1999). Both are
computed in each replicate, on the same seeds, so that their intervals are those of paired differences.
"""

from collections.abc import Sequence
from itertools import combinations
from math import comb
from typing import ClassVar

import numpy as np
import pandas as pd

from simulation.analysis.comparison import paired
from simulation.analysis.programme import chosen_programme
from simulation.analysis.question import Answer, Question, Run
from simulation.analysis.recent import read_weeks, values_at
from simulation.study.config import StudyConfig
from simulation.study.design import Design
from simulation.study.faults import Fault, StudyError
from simulation.study.table import WeeklyTable

MOST_ACTIVITIES = 10
"""Activities of an exact attribution: 1,024 programmes."""


def shapley_weights(players: int) -> np.ndarray:
    """Return the matrix that turns the worth of all coalitions into Shapley values.

    Coalition number ``c`` holds player ``i`` if bit ``i`` of ``c`` is set.

    Returns
    -------
    ndarray of float, shape (players, 2**players)
    """
    weights = np.zeros((players, 2**players))
    for coalition in range(2**players):
        size = coalition.bit_count()
        for player in range(players):
            if coalition >> player & 1:
                weights[player, coalition] = 1 / (players * comb(players - 1, size - 1))
            else:
                weights[player, coalition] = -1 / (players * comb(players - 1, size))
    return weights


def interaction_weights(players: int) -> np.ndarray:
    """Return the matrix that turns the worth of all coalitions into pairwise Shapley interactions.

    Returns
    -------
    ndarray of float, shape (pairs, 2**players)
        Pairs in the order of ``itertools.combinations``.
    """
    pairs = list(combinations(range(players), 2))
    weights = np.zeros((len(pairs), 2**players))
    for place, (one, two) in enumerate(pairs):
        for coalition in range(2**players):
            held = (coalition >> one & 1) + (coalition >> two & 1)
            others = coalition.bit_count() - held
            sign = -1 if held == 1 else 1
            weights[place, coalition] = sign / ((players - 1) * comb(players - 2, others))
    return weights


def whole_programme(config: StudyConfig, programme: str | None = None) -> str:
    """Return the scenario that is attributed: by default the one of most activities, the first of equals.

    Raises
    ------
    StudyError
        If there is no such scenario, or it has fewer than 2 or more than 10 activities.
    """
    programme = chosen_programme(config, programme)
    number = len(config.programmes()[programme])
    if not 2 <= number <= MOST_ACTIVITIES:
        told = f"the scenario '{programme}' has {number} activities"
        allowed = f"2 to {MOST_ACTIVITIES} activities: an exact attribution runs every subset of them"
        raise StudyError([Fault.of("--programme", "", told, allowed)])
    return programme


def attribution_design(config: StudyConfig, programme: str) -> Design:
    """Return the study of all subsets of a programme.

    Scenario ``subset_C`` holds the ``i``-th activity of the programme if bit ``i`` of ``C`` is set.
    """
    doses = config.programmes()[programme]
    names = list(doses)
    programmes = {
        f"subset_{coalition}": {
            name: doses[name] for place, name in enumerate(names) if coalition >> place & 1
        }
        for coalition in range(2 ** len(names))
    }
    weeks = read_weeks(list(config.outcomes), config.compare_weeks)
    return Design.of(config, programmes, "subset_0", weeks, name=f"{config.name[:30]}_attribute")


class Attribute(Question):
    """Which activity did it: exact Shapley values over all subsets of a programme.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    programme : str, optional
        The scenario to divide up; by default the one of most activities.

    Raises
    ------
    StudyError
        If it cannot be divided up.
    """

    kind: ClassVar[str] = "attribute"

    def __init__(self, config: StudyConfig, *, programme: str | None = None) -> None:
        super().__init__(config, programme=whole_programme(config, programme))
        self.programme: str = self.options["programme"]

    def answer(self, run: Run) -> "Attribution":
        """Run every subset of the programme and divide what it reaches."""
        design = attribution_design(self.config, self.programme)
        table = run(design, f"{len(design.scenarios)} programmes")
        *_, whole = design.programmes().values()
        return Attribution(list(whole), table, list(design.outcomes), design.compare_weeks)


class Attribution(Answer):
    """What each activity did.

    Parameters
    ----------
    activities : sequence of str
        In the order of their bits.
    table : WeeklyTable
        Measures of all subsets, in the order of their numbers.
    outcomes : sequence of str
    weeks : sequence of int

    Attributes
    ----------
    shapley : DataFrame
        One row an outcome, week and activity: ``shapley`` with ``low`` and ``high``, its 95 % interval
        over the replicates; ``alone``, what the activity reaches by itself; ``missed``, what the whole
        loses without it; each in the unit of the outcome.
    interactions : DataFrame
        One row an outcome, week and pair: ``first``, ``second``, ``interaction``, ``low``, ``high``.
    whole : DataFrame
        One row an outcome and week: ``effect`` of the whole programme, ``low``, ``high``, ``replicates``
        that all programmes finished.
    """

    def __init__(
        self, activities: Sequence[str], table: WeeklyTable, outcomes: Sequence[str], weeks: Sequence[int]
    ) -> None:
        self.activities = list(activities)
        players = len(self.activities)
        singles, pairs = shapley_weights(players), interaction_weights(players)
        full = 2**players - 1
        shapley, interactions, whole = [], [], []
        values = values_at(table, outcomes, weeks)
        for outcome in outcomes:
            for place, week in enumerate(weeks):
                worth = values[outcome][:, :, place]
                # an activity's value needs every programme of its village
                worth = worth[:, ~np.isnan(worth).any(axis=0)]
                key = {"outcome": outcome, "week": week}
                for player, name in enumerate(self.activities):
                    alone = paired(worth[1 << player] - worth[0])["difference"]
                    missed = paired(worth[full] - worth[full - (1 << player)])["difference"]
                    row = key | {"activity": name} | _interval("shapley", singles[player] @ worth)
                    shapley.append(row | {"alone": alone, "missed": missed})
                for pair, (one, two) in enumerate(combinations(self.activities, 2)):
                    row = key | {"first": one, "second": two}
                    interactions.append(row | _interval("interaction", pairs[pair] @ worth))
                row = key | _interval("effect", worth[full] - worth[0])
                whole.append(row | {"replicates": worth.shape[1]})
        self.shapley = pd.DataFrame(shapley)
        self.interactions = pd.DataFrame(interactions)
        self.whole = pd.DataFrame(whole)

    def at(self, outcome: str, week: int) -> tuple[pd.Series, pd.DataFrame, pd.DataFrame]:
        """Return the whole, its shares (the largest first) and its interactions, for an outcome and week."""
        whole, shares, pairs = (
            frame[(frame["outcome"] == outcome) & (frame["week"] == week)]
            for frame in (self.whole, self.shapley, self.interactions)
        )
        return whole.iloc[0], shares.sort_values("shapley", ascending=False, kind="stable"), pairs

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables."""
        return {"attribution": self.shapley, "interactions": self.interactions, "programme": self.whole}


def _interval(name: str, values: np.ndarray) -> dict[str, float]:
    found = paired(values)
    return {name: found["difference"], "low": found["low"], "high": found["high"]}
