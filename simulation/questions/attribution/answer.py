"""What each activity did: Shapley values, interactions, and the whole programme."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from simulation.analysis.direction import sign
from simulation.analysis.question import Answer
from simulation.analysis.spread import Spread, spread
from simulation.analysis.windows import values_at
from simulation.experiment.window import Window
from simulation.questions.attribution.shapley import interaction_weights, shapley_weights
from simulation.running.weekly_table import WeeklyTable


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
    window : Window
    sets : ndarray of int, shape (replicates,)
        The set of parameters that each replicate lives with.

    Attributes
    ----------
    shapley : DataFrame
        One row an outcome, week and activity: ``shapley``, the mean over sets, so that shares add up to
        the whole; ``low``, ``high``, its plausible range (5th to 95th percentile of the sets, luck
        removed; empty for a single set); ``error_low``, ``error_high``, the 95 % interval of computing
        error; ``largest``, in which share of the sets no activity has a larger one in the wanted
        direction; ``alone``, what the activity reaches by itself; ``missed``, what the whole loses
        without it; each in the unit of the outcome.
    interactions : DataFrame
        One row an outcome, week and pair: ``first``, ``second``, ``interaction``, ends as above.
    whole : DataFrame
        One row an outcome and week: ``effect`` of the whole programme, ends as above, ``sets`` and
        ``replicates`` that all programmes finished.
    """

    def __init__(
        self,
        activities: Sequence[str],
        table: WeeklyTable,
        outcomes: Sequence[str],
        weeks: Sequence[int],
        window: Window,
        sets: np.ndarray,
    ) -> None:
        self.activities = list(activities)
        players = len(self.activities)
        singles, pairs = shapley_weights(players), interaction_weights(players)
        full = 2**players - 1
        shapley, interactions, whole = [], [], []
        values = values_at(table, outcomes, weeks, window)
        for outcome in outcomes:
            for place, week in enumerate(weeks):
                worth = values[outcome][:, :, place]
                # an activity's value needs every programme of its village
                worth = np.where(np.isnan(worth).any(axis=0), np.nan, worth)
                key = {"outcome": outcome, "week": week}
                shares = [spread(weights @ worth, sets) for weights in singles]
                best = _largest(outcome, shares)
                for player, name in enumerate(self.activities):
                    alone = spread(worth[1 << player] - worth[0], sets).mean
                    missed = spread(worth[full] - worth[full - (1 << player)], sets).mean
                    row = key | {"activity": name} | _ends("shapley", shares[player])
                    shapley.append(row | {"largest": best[player], "alone": alone, "missed": missed})
                for pair, (one, two) in enumerate(combinations(self.activities, 2)):
                    row = key | {"first": one, "second": two}
                    interactions.append(row | _ends("interaction", spread(pairs[pair] @ worth, sets)))
                effect = spread(worth[full] - worth[0], sets)
                counts = {"sets": effect.sets_with, "replicates": effect.villages}
                whole.append(key | _ends("effect", effect) | counts)
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


def _ends(name: str, found: Spread) -> dict[str, float]:
    ends = {"low": found.low, "high": found.high}
    return {name: found.mean, **ends, "error_low": found.error_low, "error_high": found.error_high}


def _largest(outcome: str, shares: Sequence[Spread]) -> list[float]:
    """Return in which share of the sets each activity has the largest share; nothing of a single set."""
    worths = sign(outcome) * np.stack([found.sets for found in shares])
    worths = worths[:, ~np.isnan(worths).any(axis=0)]
    if worths.shape[1] < 2:
        return [float("nan")] * len(shares)
    found: list[float] = (worths >= worths.max(axis=0)).mean(axis=1).tolist()
    return found
