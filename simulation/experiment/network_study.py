"""A study whose villages are measured for what their network looks like, at one or two weeks."""

from simulation.experiment import network_counts
from simulation.experiment.design import Design


class NetworkStudy(Design):
    """A design that counts degrees, distances, shared partners and triads in one scenario.

    Its first recorded week is the first wave; a row of a later one also holds how many ties were kept,
    gained and lost since then.
    """

    def columns(self) -> list[str]:
        """Return what is counted in a village."""
        return network_counts.columns()
