"""What a visitor has set: village, programmes, prices, seed. A value, never changed, only replaced."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Field, ValidationError, field_validator, model_validator

from simulation.parameters.field import Strict

MOST_PROGRAMMES = 6
"""Programmes that can stand side by side."""
SEED = 20260101
BUDGET = 50_000_000.0
"""Rupiah a visitor begins with."""
MOST_BUDGET = 1e12
PLAN = "plan "
LONGEST_TITLE = 60
Name = Annotated[str, Field(min_length=1, max_length=60)]
"""A bounded text is also checked to be one that can be written down (no lone surrogates)."""
Plain = float | int | bool | Annotated[str, Field(max_length=60)] | None
Value = Plain | dict[Name, Plain] | list[Plain]
"""A field of a dose; a mapping is a choice written whole, as of ``who`` and ``attendance``."""
Values = dict[Name, float]


class Programme(Strict):
    """A programme: its activities, each with what differs from the default dose.

    Attributes
    ----------
    name : str
        Where it comes from: the name of its scenario, or :func:`plan_name`.
    title : str
        What the visitor calls it; empty: as where it comes from is called in his language.
    activities : dict of str to dict of str to value
        By activity, dotted fields of the dose: ``{"forum": {"every": 2, "cost.moderator_hours": 0}}``.
    """

    name: Name
    title: Annotated[str, Field(max_length=LONGEST_TITLE)] = ""
    activities: dict[Name, dict[Name, Value]] = Field(default_factory=dict)

    def with_activity(self, activity: str, changes: Mapping[str, Value]) -> Self:
        """Return the programme with an activity in it, whose dose has these changes."""
        return self.model_copy(update={"activities": {**self.activities, activity: dict(changes)}})

    def without(self, activity: str) -> Self:
        """Return the programme without an activity."""
        left = {name: dose for name, dose in self.activities.items() if name != activity}
        return self.model_copy(update={"activities": left})

    def with_field(self, activity: str, field: str, value: Value) -> Self:
        """Return the programme with one field of a dose changed."""
        return self.with_activity(activity, {**self.activities.get(activity, {}), field: value})


def plan_name(rupiah: float) -> str:
    """Return the name of a plan that a search has found: its cost, which reads in every language."""
    return f"{PLAN}{rupiah:.0f}"


def plan_cost(name: str) -> float | None:
    """Return the rupiah in the name of such a plan; None where it is none."""
    digits = name.removeprefix(PLAN)
    return float(digits) if name.startswith(PLAN) and digits.isascii() and digits.isdigit() else None


class Settings(Strict):
    """All that decides what is simulated.

    Attributes
    ----------
    village : dict of str to float
        What differs from the village of the start: parameters of behaviour, ``owners``, ``share_<group>``.
    programmes : tuple of Programme
        One to :data:`MOST_PROGRAMMES`; Explore shows the one in place ``chosen``.
    chosen : int
        The programme that is looked at and changed.
    prices : dict of str to float
        What differs from the prices of the start.
    seed : int
        Names the simulated villages.
    budget : float
        Rupiah there are to spend.
    """

    village: Values = Field(default_factory=dict)
    programmes: Annotated[tuple[Programme, ...], Field(min_length=1, max_length=MOST_PROGRAMMES)]
    chosen: int = Field(0, ge=0, lt=MOST_PROGRAMMES)
    prices: Values = Field(default_factory=dict)
    seed: int = Field(SEED, ge=0, lt=2**53)
    budget: float = Field(BUDGET, ge=0, le=MOST_BUDGET)

    @field_validator("programmes", mode="before")
    @classmethod
    def _list_is_fine(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    @model_validator(mode="after")
    def _chosen_is_there(self) -> Self:
        if self.chosen >= len(self.programmes):
            raise ValueError("chosen is the place of one of the programmes")
        return self

    @property
    def programme(self) -> Programme:
        """The programme that is looked at."""
        return self.programmes[self.chosen]

    def with_village(self, name: str, value: float) -> Self:
        """Return the settings with one parameter of the village changed."""
        return self.model_copy(update={"village": {**self.village, name: value}})

    def with_price(self, name: str, value: float) -> Self:
        """Return the settings with one price changed."""
        return self.model_copy(update={"prices": {**self.prices, name: value}})

    def with_budget(self, budget: float) -> Self:
        """Return the settings with another budget."""
        return self.model_copy(update={"budget": budget})

    def with_programme(self, programme: Programme, place: int | None = None) -> Self:
        """Return the settings with another programme in a place, by default the one looked at."""
        place = self.chosen if place is None else place
        programmes = list(self.programmes)
        programmes[place] = programme
        return self.model_copy(update={"programmes": tuple(programmes)})

    def added(self, programme: Programme) -> Self:
        """Return the settings with one programme more, if there is room, and look at it."""
        if len(self.programmes) >= MOST_PROGRAMMES:
            return self
        programmes = (*self.programmes, programme)
        return self.model_copy(update={"programmes": programmes, "chosen": len(programmes) - 1})

    def named(self, place: int, title: str) -> Self:
        """Return the settings with another title for the programme of a place."""
        return self.with_programme(self.programmes[place].model_copy(update={"title": title}), place)

    def removed(self, place: int) -> Self:
        """Return the settings without the programme of a place, unless it is the last one."""
        if len(self.programmes) == 1:
            return self
        programmes = self.programmes[:place] + self.programmes[place + 1 :]
        chosen = min(self.chosen - (self.chosen > place), len(programmes) - 1)
        return self.model_copy(update={"programmes": programmes, "chosen": chosen})


def settings_of(document: Any) -> Settings | None:
    """Return settings from plain data; None where it is none."""
    try:
        return Settings.model_validate(document)
    except ValidationError:
        return None
