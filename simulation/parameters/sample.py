"""A village of which only some owners were asked."""

from pydantic import Field

from simulation.parameters.field import Strict


class Sample(Strict):
    """How the owners and ties of a start were found out, where not everybody was asked.

    The rest of the owners, and the ties that nobody told, are drawn anew in each simulated village (ODD 5.3).

    Attributes
    ----------
    asked : int
        How many were interviewed: they are the first rows of the table of owners. Those who were only named,
        or only counted, follow.
    mutual : float
        Share of the tied pairs of those interviewed in which each named the other; from it follows how often
        a tie is told by one who was asked.
    """

    asked: int = Field(ge=2)
    mutual: float = Field(gt=0, le=1)
