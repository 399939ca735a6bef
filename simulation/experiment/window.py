"""Over which weeks an outcome is averaged when scenarios are compared: one quantity has one value."""

from simulation.measures.catalogue import MEASURES
from simulation.parameters.field import Strict, parameter

FLOWS = frozenset(
    measure.name
    for measure in MEASURES
    if measure.file in ("conflict", "ledger") or measure.name.startswith("income")
)
"""Measures of what happened within one week: they jump in a week with a session."""
CUMULATED = "cost"
"""What has been spent so far is what it is in the week compared."""
MOST = 104


class Window(Strict):
    """How many weeks an outcome is averaged over; they end with the week compared.

    A week with a session is no week like the others: ties are at the peak of a saw-tooth, disputes
    jump. So what is there (trust, ties, norms) is averaged over a round of a monthly forum, and what
    happens within a week (meetings, disputes, income) over whole rounds of sessions every 1, 2, 3, 4 or 6
    weeks.

    Attributes
    ----------
    stocks, flows : int
        Weeks for measures of what is there, and of what happens within one week.
    """

    stocks: int = parameter(
        4, limits=(1, MOST), unit="weeks", source="a round of a monthly session",
        en="weeks over which trust, ties and norms are averaged",
        id="jumlah pekan untuk rata-rata kepercayaan, ikatan, dan norma")  # fmt: skip
    flows: int = parameter(
        12, limits=(1, MOST), unit="weeks", source="whole rounds of sessions every 1, 2, 3, 4 or 6 weeks",
        en="weeks over which meetings, disputes and income are averaged",
        id="jumlah pekan untuk rata-rata pertemuan, perselisihan, dan pendapatan")  # fmt: skip

    def weeks(self, outcome: str, end: int) -> range:
        """Return the weeks whose mean is the value of an outcome in a week; row 0 has only itself."""
        size = 1 if outcome == CUMULATED else self.flows if outcome in FLOWS else self.stocks
        return range(max(min(1, end), end - size + 1), end + 1)
