"""What the questionnaire would say of a simulated village before the programme, errors included."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from simulation.analysis.information import PROCESS
from simulation.model.draws import uniforms
from simulation.parameters import NORMS
from simulation.survey.instrument import GROUP, instrument

BELIEFS = ("belief_own", "belief_other")
NETWORK = ("degree", "ei_index")
MEASURED: dict[str, tuple[str, ...]] = {
    f"belief_{GROUP}": BELIEFS,
    "trust_unmet": ("trust_unmet",),
    **{norm: (norm,) for norm in NORMS},
    "income": ("income",),
    "tie": NETWORK,
}
"""By quantity of the questionnaire: the measures of week 0 that its answers come to."""
COUNTED = f"contacts_{GROUP}"
"""Counted beside those named, of villages that are asked in part: no question of its own here."""
FURTHER = ("disputes", "unresolved", "meetings_other")
"""Measures that could be asked for as well: how often, in the last week."""
NEEDED = (
    *BELIEFS,
    *NETWORK,
    "trust_unmet",
    *NORMS,
    *(f"{norm}_sd" for norm in NORMS),
    "income",
    "income_gini",
    *FURTHER,
)
"""Measures of week 0 that are read."""


@dataclass(frozen=True)
class Item:
    """A question, or several that measure one thing.

    Attributes
    ----------
    name : str
        The quantity, or a measure that no question becomes yet; ``<quantity>_1`` is one question alone.
    measures : tuple of str
        What it comes to.
    questions : int
        How many there are; 0 of what no question becomes yet.
    """

    name: str
    measures: tuple[str, ...]
    questions: int


def items() -> tuple[list[Item], list[str]]:
    """Return what can be valued, and the quantities of the questionnaire that no measure of week 0 holds."""
    counts: dict[str, int] = {}
    for table in instrument().tables.values():
        for column in table.columns:
            if column.quantity is not None:
                counts[column.quantity] = counts.get(column.quantity, 0) + 1
    found = []
    for quantity, measures in MEASURED.items():
        # who is named and how often are one question
        questions = 1 if measures == NETWORK else counts[quantity]
        name = quantity.removesuffix(f"_{GROUP}")
        found.append(Item(name, measures, questions))
        if questions > 1:
            found.append(Item(f"{name}_1", measures, 1))
    found += [Item(name, (name,), 0) for name in FURTHER]
    return found, [quantity for quantity in counts if quantity not in (*MEASURED, COUNTED)]


@dataclass(frozen=True)
class Survey:
    """How a village is asked.

    Attributes
    ----------
    owners, interviews : int
        Owners of a village, and how many of them are asked.
    reliability : float
        Of a single question: share of the variance of its answers that is no error of measurement.
    """

    owners: int
    interviews: int
    reliability: float

    def seen(
        self, item: Item, before: Mapping[str, np.ndarray], belief_sd: np.ndarray, seed: int
    ) -> np.ndarray:
        """Return what the survey would say of each village.

        Parameters
        ----------
        item : Item
        before : mapping of str to ndarray, shape (villages,)
            The measures of week 0.
        belief_sd : ndarray of float, shape (villages,)
            How far owners differ in what they believe.
        seed : int
            Of the study: names the draws.

        Returns
        -------
        ndarray of float, shape (villages, measures)
        """
        told = []
        for measure in item.measures:
            values = before[measure]
            # the same luck for a quantity and for one of its questions
            luck = ndtri(uniforms(seed, 0, PROCESS, np.arange(values.size), NEEDED.index(measure)))
            spread = _between_owners(measure, before, belief_sd)
            told.append(values + luck * spread * self._error(max(1, item.questions)))
        return np.column_stack(told)

    def _error(self, questions: int) -> float:
        """Return the standard error of a mean, in standard deviations between owners.

        Reliability of several questions is that of Spearman (1910) and Brown (1910); the share of the village
        that is asked leaves no luck of the sample, as in :func:`simulation.survey.estimate.mean_error`.
        """
        one = self.reliability
        alpha = questions * one / (1 + (questions - 1) * one)
        share = self.interviews / self.owners
        return float(np.sqrt((1 - share * alpha) / (alpha * self.interviews)))


def _between_owners(measure: str, before: Mapping[str, np.ndarray], belief_sd: np.ndarray) -> np.ndarray:
    """Return the standard deviation between owners, as far as the weekly measures tell it."""
    values = before[measure]
    found: np.ndarray
    if measure in NORMS:
        found = before[f"{measure}_sd"]
    elif measure == "income":
        # of a normal distribution, whose Gini coefficient is sd / (mean sqrt(pi))
        found = np.sqrt(np.pi) * before["income_gini"] * values
    elif measure == "ei_index":
        # a share of ties, of which an owner has half his own to himself
        found = np.sqrt(np.clip(1 - values**2, 0.0, None) / np.maximum(before["degree"] / 2, 0.5))
    elif measure in ("degree", *FURTHER):
        found = np.sqrt(np.clip(values, 0.0, None))
    else:
        found = belief_sd
    return found
