"""Many villages, each a paired study of its own."""

from dataclasses import replace

from simulation.study.case import Case
from simulation.study.sampling import Sampling


class VillageStudies(Sampling):
    """A design whose points are villages: each has luck of its own.

    Two villages of equal parameters are two villages. What one of them gives does not change when
    others are taken out of the study or put into it.

    Attributes
    ----------
    lucks : list of int
        Number of the first replicate of each village.
    """

    lucks: list[int]

    def case(self, number: int) -> Case:
        """Return the village of a replicate."""
        case = super().case(number)
        return replace(case, luck=self.lucks[number // self.each] + case.luck)
