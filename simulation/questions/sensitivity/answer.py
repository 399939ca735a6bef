"""What drives the result: the screening, the second look, the alternatives."""

import pandas as pd

from simulation.analysis.question import Answer


class Sensitivity(Answer):
    """What drives the result.

    Attributes
    ----------
    outcome : str
        The one that ranks the parameters.
    morris : DataFrame
        One row an outcome (in the last week compared), ``of`` (level or effect) and parameter: what
        :class:`Morris` reads, with luck and floor as :meth:`Indices.table` tells.
    indices : (str, DataFrame) or None
        The method of the second look, and the same of :class:`Sobol` or :class:`Pawn`.
    spread : DataFrame
        See :func:`simulation.questions.sensitivity.spread.spread`.
    alternatives : DataFrame
        See :func:`simulation.analysis.structure.under_alternatives`.
    sets : DataFrame
        See :func:`simulation.questions.sensitivity.over_sets.over_sets`; empty for a single set.
    """

    def __init__(
        self,
        outcome: str,
        morris: pd.DataFrame,
        indices: tuple[str, pd.DataFrame] | None,
        spread: pd.DataFrame,
        alternatives: pd.DataFrame,
        sets: pd.DataFrame,
    ) -> None:
        self.outcome = outcome
        self.morris, self.indices, self.spread, self.alternatives = morris, indices, spread, alternatives
        self.sets = sets

    def screened(self, outcome: str, what: str) -> pd.DataFrame:
        """Return the screening of one outcome, level or effect, the strongest parameter first."""
        return of(self.morris, outcome, what).sort_values("mu_star", ascending=False, kind="stable")

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables."""
        second = {} if self.indices is None else {self.indices[0]: self.indices[1]}
        found = {"morris": self.morris, **second, "spread": self.spread, "alternatives": self.alternatives}
        return found if self.sets.empty else found | {"plausible_sets": self.sets}


def of(frame: pd.DataFrame, outcome: str, what: str) -> pd.DataFrame:
    """Return the rows of one outcome, level or effect."""
    return frame[(frame["outcome"] == outcome) & (frame["of"] == what)]


def is_constant(frame: pd.DataFrame, outcome: str, what: str) -> bool:
    """Tell whether an outcome, level or effect, was the same at all points."""
    return bool((of(frame, outcome, what)["varies"] == False).all())  # noqa: E712 - None is neither
