"""The study of a sweep: the same villages at every point."""

from functools import cached_property

from pydantic import Field

from simulation.experiment.case import Case
from simulation.experiment.design import Design
from simulation.experiment.sweep import Row
from simulation.experiment.sweep_point import SweepPoint, SweepPoints


class SweepStudy(Design):
    """A design whose replicates go through points, ``each`` of them at every point.

    Draws, and the sets of parameters that villages live with, are the same at every point: two points differ
    by what the sweep changes there, and not by luck.

    Attributes
    ----------
    rows : list of dict
        The points: values by parameter.
    each : int
        Replicates of a point.
    begin : int
        Number of the first of them, where others were run before.
    """

    rows: list[Row]
    each: int = Field(ge=1)
    begin: int = Field(0, ge=0)

    @cached_property
    def _points(self) -> list[SweepPoint]:
        points = SweepPoints(self, list(self.scenarios))
        return [points.resolved(row) for row in self.rows]

    def case(self, number: int) -> Case:
        """Return the village of a replicate."""
        row, place = divmod(number, self.each)
        luck, point = self.begin + place, self._points[row]
        village, behaviour, sets = self.village, self.behaviour, {}
        if self.points is not None:
            which = self.set_of(luck)
            village, behaviour = self.points.applied(which, village, behaviour)
            sets = self.points.doses(which)
        village, behaviour = point.applied(village, behaviour)
        return Case(
            number, village, behaviour, luck, point.acting(sets), self.pasts().lived(village, behaviour),
            point.programmes,
        )  # fmt: skip
