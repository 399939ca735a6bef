"""The number of replicates: fixed, or as many as make the intervals narrow enough."""

from pydantic import Field, model_validator

from simulation.parameters.field import Strict
from simulation.parameters.misfit import Misfit, Misfits

MOST_REPLICATES = 1_000_000
FEWEST = 30
"""Fewer replicates to stop at make intervals too narrow: with 2 they held the truth in .84."""


class Target(Strict):
    """How narrow the intervals of one outcome are to be.

    Attributes
    ----------
    outcome : str
        One of the outcomes of the experiment.
    week : int
        One of its compare_weeks.
    half_width : float
        Half the width of the 95 % interval (Student t) of the mean paired difference over villages, in the
        unit of the outcome. Where villages live with several sets it holds their differences too, and is
        wider than computing error.
    """

    outcome: str
    week: int
    half_width: float = Field(gt=0)


class UntilPrecise(Strict):
    """Replicates are added until the interval of every paired difference is narrow enough.

    The interval's width alone decides, never the size or sign of a difference, so the differences are
    not biased by stopping (Chow & Robbins 1965, doi:10.1214/aoms/1177700156).

    Attributes
    ----------
    until : Target
        What is narrow enough.
    at_least, at_most : int
        Fewest and most replicates.
    """

    until: Target
    at_least: int = Field(50, ge=FEWEST, le=MOST_REPLICATES)
    at_most: int = Field(2000, ge=2, le=MOST_REPLICATES)

    @model_validator(mode="after")
    def _ordered(self) -> "UntilPrecise":
        if self.at_least > self.at_most:
            allowed = f"at least at_least ({self.at_least})"
            raise Misfits([Misfit(("at_most",), f"found {self.at_most}", allowed)])
        return self
