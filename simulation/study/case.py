"""A case: which village lives in a replicate."""

from dataclasses import dataclass

from simulation.parameters import Behaviour, VillageProfile


@dataclass(frozen=True)
class Case:
    """What is one replicate's own.

    Attributes
    ----------
    number : int
        The replicate, 0-based.
    village, behaviour
        Who lives there, and how.
    seed : int
        Names all its draws.
    """

    number: int
    village: VillageProfile
    behaviour: Behaviour
    seed: int
