"""The budget (RAB): what each activity costs, item by item, as the simulation charges it (ODD 7.9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor

from simulation.experiment.budget import expected_cost, expected_heads
from simulation.office.programme import HeldProgramme
from simulation.parameters import Dose, Prices

ROUNDING = 1e-6
"""What computing with fractions may add to a number of people."""


@dataclass(frozen=True)
class Item:
    """One line of the budget.

    Attributes
    ----------
    kind : str
        What is paid: ``speaker``, ``moderator``, ``lump_sum``, ``snack``, ``transport``, ``head``; or
        ``free``, where nothing is.
    sessions : int
    each : float
        Hours or people a session; of a lump sum 1.
    volume : float
        Hours, sessions or attendances in all.
    price : float
        Rupiah for one of them.
    """

    kind: str
    sessions: int
    each: float
    volume: float
    price: float

    @property
    def amount(self) -> int:
        """Volume x price in whole rupiah, halves upwards."""
        return floor(self.volume * self.price + 0.5)


@dataclass(frozen=True)
class Part:
    """What one activity costs: its items, none of them for nothing unless all is."""

    activity: str
    items: tuple[Item, ...]

    @property
    def subtotal(self) -> int:
        """Rupiah of its items."""
        return sum(item.amount for item in self.items)


@dataclass(frozen=True)
class Estimate:
    """The budget of a programme.

    Attributes
    ----------
    parts : tuple of Part
        One an activity, in the order in which they act.
    expected : float
        Rupiah as ``kampung plan`` and ``kampung show`` tell them: heads with fractions.
    most : float
        Rupiah if everybody who is invited comes, as far as there are places.
    """

    parts: tuple[Part, ...]
    expected: float
    most: float

    @property
    def total(self) -> int:
        """Rupiah of all activities."""
        return sum(part.subtotal for part in self.parts)


def estimate_of(programme: HeldProgramme) -> Estimate:
    """Return the budget of a programme.

    People are those who are expected to come: in all sessions of an activity together, rounded up to whole
    ones. So the total is the expected cost where they are whole, and else exceeds it by less than what one
    head costs for each activity.
    """
    parts = []
    expected = most = 0.0
    village, prices = programme.village, programme.prices
    for activity, weeks in programme.held().items():
        dose, sessions = programme.doses[activity], len(weeks)
        heads = expected_heads(dose, village)
        items = tuple(_items(dose, prices, sessions, heads))
        parts.append(Part(activity, items or (Item("free", sessions, 1.0, float(sessions), 0.0),)))
        expected += sessions * expected_cost(dose, village, prices)
        everybody = dose.model_copy(update={"attendance": 1.0})
        most += sessions * expected_cost(everybody, village, prices)
    return Estimate(tuple(parts), expected, most)


def _items(dose: Dose, prices: Prices, sessions: int, heads: float) -> Iterator[Item]:
    """Yield what is paid for the sessions of an activity."""
    cost = dose.cost
    for kind, hours, price in (
        ("speaker", cost.speaker_hours, prices.speaker_hour),
        ("moderator", cost.moderator_hours, prices.moderator_hour),
    ):
        if hours > 0 and price > 0:
            yield Item(kind, sessions, hours, sessions * hours, price)
    if cost.per_session > 0:
        yield Item("lump_sum", sessions, 1.0, float(sessions), cost.per_session)
    attendances = float(ceil(sessions * heads - ROUNDING))
    for kind, price in (
        ("snack", prices.snack if cost.catering else 0.0),
        ("transport", prices.transport if cost.catering else 0.0),
        ("head", cost.per_head),
    ):
        if attendances > 0 and price > 0:
            yield Item(kind, sessions, heads, attendances, price)
