"""Many villages, each a paired study of its own."""

from simulation.experiment.case import Case
from simulation.experiment.points import Points
from simulation.experiment.sampling import Sampling


class VillageStudies(Sampling):
    """A design whose points are villages: each has luck of its own.

    Two villages of equal parameters are two villages. What one of them gives does not change when
    others are taken out of the study or put into it.

    Attributes
    ----------
    lucks : list of int
        Number of the first replicate of each village.
    sets : Points or None
        Sets of parameters that the replicates of every village go through, ``villages_per_set`` of them
        with each set; what a village itself says stands before them.
    """

    lucks: list[int]
    sets: Points | None = None

    def case(self, number: int) -> Case:
        """Return the village of a replicate."""
        assert self.points is not None
        row, place = divmod(number, self.each)
        village, behaviour, doses = self.village, self.behaviour, {}
        if self.sets is not None:
            which = place // self.villages_per_set % self.sets.rows
            village, behaviour = self.sets.applied(which, village, behaviour)
            doses = self.sets.doses(which)
        village, behaviour = self.points.applied(row, village, behaviour)
        for activity, own in self.points.doses(row).items():
            doses[activity] = doses.get(activity, {}) | own
        pasts = self.pasts().lived(village, behaviour)
        return Case(number, village, behaviour, self.lucks[row] + place, doses, pasts)
