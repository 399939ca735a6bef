"""What two owners who keep each other in mind have of each other (ODD section 2, acquaintance)."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Other = TypeVar("Other")
"""Who is kept in mind: an owner."""

FORGOTTEN_BELOW = 0.05
"""Evidence of one side and strength of the tie below which a pair forgets each other."""


@dataclass(slots=True)
class Tie:
    """What two acquaintances share: the strength w of their tie."""

    strength: float = 0.0


@dataclass(slots=True)
class Acquaintance(Generic[Other]):
    """Somebody an owner keeps in mind: the evidence r (good) and s (bad) of this one side, the shared tie."""

    owner: Other
    tie: Tie
    good: float = 0.0
    bad: float = 0.0

    def hold(self) -> float:
        """Return how strongly the acquaintance is kept in mind, r + s + 5 w (ODD 7.5)."""
        return self.good + self.bad + 5 * self.tie.strength

    def is_faint(self) -> bool:
        """Tell whether so little is left that the pair forgets each other (ODD 7.1)."""
        return self.tie.strength < FORGOTTEN_BELOW and self.good + self.bad < FORGOTTEN_BELOW
