"""What does not fit in values that are checked together, each with its place."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_TOLD = 20
"""Misfits that one message names."""


@dataclass(frozen=True)
class Misfit:
    """One thing that does not fit, with its place.

    Attributes
    ----------
    path : tuple
        Keys and list places that lead to it from the mapping that was checked.
    found, allowed : str
        In words.
    """

    path: tuple[str | int, ...]
    found: str
    allowed: str = ""


class Misfits(ValueError):
    """Everything a check of several values together found."""

    def __init__(self, misfits: Sequence[Misfit]) -> None:
        self.misfits = list(misfits)
        super().__init__(
            "; ".join(
                f"{'.'.join(map(str, each.path))}: {each.found}"
                + (f" (allowed: {each.allowed})" if each.allowed else "")
                for each in self.misfits[:MOST_TOLD]
            )
        )
