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
    luck : int
        With the seed of the study it names all its draws: villages of one luck differ by their parameters
        alone.
    """

    number: int
    village: VillageProfile
    behaviour: Behaviour
    luck: int
