"""A village as its measures see it."""

from benchmarks.mesa_twin.attendance import Attended
from simulation.reference import ReferenceVillage


class MeasuredVillage(ReferenceVillage):
    """A village with what its measures need beside its owners.

    Attributes
    ----------
    sizes : list of int
        Owners of each group.
    attended : list of Attended
        The activities, which remember who came.
    """

    sizes: list[int]
    attended: list[Attended]
