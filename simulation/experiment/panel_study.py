"""A study whose villages are measured owner by owner: a pool for trials that are drawn from it."""

from simulation.experiment.design import Design

COST = "cost"


class PanelStudy(Design):
    """A design that keeps one column of the table of owners, for those who are there from the first week on.

    A firm that closes and whose place is taken by a new owner is missing from then on, as it would be in
    a survey that asks the same people again.

    Attributes
    ----------
    panel : str
        The column of the table of owners.
    """

    panel: str

    def columns(self) -> list[str]:
        """Return what is measured in a village: rupiah spent so far, then the value of each owner."""
        return [COST, *self.owner_columns()]

    def owner_columns(self) -> list[str]:
        """Return the names of the owners' values; where villages differ in size, of the largest."""
        sizes = [] if self.points is None else self.points.columns.get("owners", [])
        return [f"owner_{number}" for number in range(int(max([*sizes, self.village.owners])))]
