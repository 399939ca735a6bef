"""How an observed network lies among those of simulated villages."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.analysis.monte_carlo import Tested, monte_carlo
from simulation.analysis.question import Answer
from simulation.experiment.network_counts import CHANGES, LEVELS, jaccard
from simulation.questions.network_fit.levels import Level, gathered, levels_of

FIRST, SECOND, CHANGE = "first", "second", "change"
"""What is held against the observed network: a wave, or what changed between two."""
TIES = "ties"
"""The statistic of ties kept, gained and lost."""
LOW, HIGH = 0.05, 0.95


@dataclass(frozen=True)
class Terms:
    """What was asked.

    Attributes
    ----------
    weeks : list of int
        Of the waves.
    programme : str
        The scenario that was simulated.
    sets : int
        Sets of parameters that the villages live with.
    owners : int
        Of each village.
    """

    weeks: list[int]
    programme: str
    sets: int
    owners: int


@dataclass(frozen=True)
class Compared:
    """A statistic of the observed network among those of the simulated ones.

    Attributes
    ----------
    statistic : str
        ``degree``, ``distance``, ``partners``, ``triads`` or ``ties``.
    wave : str
        Of which wave, or of the change between two.
    levels : list of Level
        Of the first four.
    observed : ndarray of float, shape (levels,)
    simulated : ndarray of float, shape (villages, levels)
    tested : Tested
        Its Monte-Carlo test.
    """

    statistic: str
    wave: str
    levels: list[Level]
    observed: np.ndarray
    simulated: np.ndarray
    tested: Tested

    @property
    def name(self) -> str:
        """Names its figure."""
        return f"{self.statistic}_{self.wave}"


class NetworkFitted(Answer):
    """Statistics of the observed network among those of simulated villages.

    Parameters
    ----------
    terms : Terms
        What was asked.
    observed : ndarray of float, shape (waves, columns)
        Counts of the observed network (:func:`simulation.experiment.network_counts.row`).
    simulated : ndarray of float, shape (villages, waves, columns)
        Those of the villages.

    Attributes
    ----------
    compared : list of Compared
        Statistic by statistic.
    jaccard : ndarray of float, shape (1 + villages,) or None
        Share of the ties of either wave that are in both: of the observed network first.
    """

    def __init__(self, terms: Terms, observed: np.ndarray, simulated: np.ndarray) -> None:
        self.terms = terms
        self.compared: list[Compared] = []
        self.jaccard: np.ndarray | None = None
        every = np.concatenate([observed[None], simulated])
        two, begin = len(terms.weeks) > 1, 0
        for name, length in LEVELS.items():
            counts = every[:, :, begin : begin + length]
            begin += length
            levels = levels_of(name, counts.mean(axis=1))
            found = gathered(counts, levels)
            self._compare(name, FIRST, levels, found[:, 0])
            if two:
                self._compare(name, SECOND, levels, found[:, 1])
                self._compare(name, CHANGE, levels, found[:, 1] - found[:, 0])
        if two:
            moved = every[:, 1, begin : begin + len(CHANGES)]
            self._compare(TIES, CHANGE, [], moved)
            self.jaccard = jaccard(moved)

    def _compare(self, statistic: str, wave: str, levels: list[Level], every: np.ndarray) -> None:
        observed, simulated = every[0], every[1:]
        tested = monte_carlo(observed, simulated)
        self.compared.append(Compared(statistic, wave, levels, observed, simulated, tested))

    @property
    def villages(self) -> int:
        """How many were simulated."""
        return self.compared[0].tested.simulated

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the tests, and the statistics level by level."""
        tests = [
            {
                "statistic": each.statistic, "wave": each.wave, "p": each.tested.p,
                "p_error": p_error(each.tested), "villages": each.tested.simulated, "sets": self.terms.sets,
                "dimensions": each.tested.dimensions, "distance": each.tested.distance,
            }
            for each in self.compared
        ]  # fmt: skip
        return {"network_fit": pd.DataFrame(tests), "network_statistics": pd.DataFrame(self._levels())}

    def _levels(self) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = []
        for each in self.compared:
            for place in range(each.observed.size):
                level = each.levels[place] if each.levels else None
                statistic = each.statistic if level else CHANGES[place]
                ends = (None, None) if level is None else (level.least, level.most)
                rows.append(
                    {"statistic": statistic, "wave": each.wave, "least": ends[0], "most": ends[1]}
                    | _told(each.observed[place], each.simulated[:, place])
                )
        if self.jaccard is not None:
            head = {"statistic": "jaccard", "wave": CHANGE, "least": None, "most": None}
            rows.append(head | _told(self.jaccard[0], self.jaccard[1:]))
        return rows


def p_error(tested: Tested) -> float:
    """Return the standard error of a p: so much would it move with other villages of the same kind."""
    return float(np.sqrt(tested.p * (1 - tested.p) / max(1, tested.simulated)))


def _told(observed: float, simulated: np.ndarray) -> dict[str, object]:
    known = simulated[~np.isnan(simulated)]
    low, middle, high = np.quantile(known, [LOW, 0.5, HIGH]) if known.size else (float("nan"),) * 3
    return {"observed": observed, "median": middle, "low": low, "high": high}
