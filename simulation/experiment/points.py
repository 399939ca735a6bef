"""Points: parameter values that differ from one simulated village to the next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Self, TypeVar

from pydantic import Field, ValidationError

from simulation.experiment.mechanisms import resolve_mechanisms
from simulation.experiment.varied import (
    OF,
    SECTOR,
    SHARE,
    Surroundings,
    fixed_or_unknown,
    is_whole,
    limits,
    parts_named,
    varied,
)
from simulation.files.faults import FieldPath, Problem
from simulation.parameters import Behaviour, Group, Sector, VillageProfile
from simulation.parameters.field import Strict

Part = TypeVar("Part", Group, Sector)
"""A group or a sector of a village."""
MOST_ROWS = 100_000
Column = Annotated[list[float], Field(min_length=1, max_length=MOST_ROWS)]


class Points(Strict):
    """A table of parameter values: one row a kind of village.

    Attributes
    ----------
    columns : dict of str to list of float
        Values by parameter, one a row.
    """

    columns: Annotated[dict[str, Column], Field(min_length=1)]

    @classmethod
    def drawn(cls, columns: Mapping[str, list[float]]) -> Self:
        """Return points of values that were drawn: those of whole parameters are rounded."""
        return cls(
            columns={
                name: [float(round(value)) for value in values] if is_whole(name) else values
                for name, values in columns.items()
            }
        )

    @property
    def rows(self) -> int:
        """How many there are."""
        return len(next(iter(self.columns.values())))

    def row(self, number: int) -> dict[str, float]:
        """Return the values of one row."""
        return {name: values[number] for name, values in self.columns.items()}

    def applied(
        self, number: int, village: VillageProfile, behaviour: Behaviour
    ) -> tuple[VillageProfile, Behaviour]:
        """Return a village and its behaviour with the values of a row in their place."""
        return lived(self.row(number), village, behaviour)

    def doses(self, number: int) -> dict[str, dict[str, float | int]]:
        """Return how activities and mechanisms act in a row, by their name and field."""
        return _parted(self.row(number))


def lived(
    values: Mapping[str, float], village: VillageProfile, behaviour: Behaviour
) -> tuple[VillageProfile, Behaviour]:
    """Return a village and its behaviour with values of theirs in place; of doses and mechanisms none."""
    row = {name: _typed(name, value) for name, value in values.items() if OF not in name}
    own = {name: value for name, value in row.items() if name in Behaviour.model_fields}
    composed = {name: value for name, value in row.items() if name not in own}
    if composed:
        village = _composed(village, composed)
    return village, behaviour.model_copy(update=own)


def _parted(values: Mapping[str, float]) -> dict[str, dict[str, float | int]]:
    """Return the values of activities and mechanisms, by their name and field."""
    found: dict[str, dict[str, float | int]] = {}
    for name, value in values.items():
        part, of, field = name.partition(OF)
        if of:
            found.setdefault(part, {})[field] = _typed(name, value)
    return found


def _typed(name: str, value: float) -> float | int:
    return int(value) if is_whole(name) else value


def _composed(village: VillageProfile, values: Mapping[str, float]) -> VillageProfile:
    """Return a village of another size or composition; parts that are not named share the rest."""
    return village.model_copy(
        update={
            "owners": values.get("owners", village.owners),
            "groups": _divided(village.groups, SHARE, values),
            "sectors": _divided(village.sectors, SECTOR, values),
        }
    )


def _divided(parts: list[Part], begin: str, values: Mapping[str, float]) -> list[Part]:
    named = {part.name: values[begin + part.name] for part in parts if begin + part.name in values}
    if not named:
        return parts
    rest = sum(part.share for part in parts if part.name not in named)
    left = 1.0 - sum(named.values())
    return [
        part.model_copy(update={"share": named.get(part.name, part.share * left / rest if rest else 0.0)})
        for part in parts
    ]


def point_problems(points: Points, around: Surroundings) -> list[Problem]:
    """Return what is wrong with a table of points: the first fault of each kind."""
    check = ValueCheck(around)
    place: FieldPath = ("points", "columns")
    problems = [
        fixed_or_unknown((*place, name), name, around, at_key=True)
        for name in points.columns
        if name not in check.known
    ]
    lengths = {len(values) for values in points.columns.values()}
    if len(lengths) > 1:
        told = f"columns of {' and '.join(map(str, sorted(lengths)))} values"
        problems.append(Problem(place, told, "the same number in each column"))
    if problems:
        return problems
    for number in range(points.rows):
        wrong = check.wrong(points.row(number))
        if wrong is not None:
            there = place if wrong.name is None else (*place, wrong.name, number)
            told = wrong.found if wrong.alone else f"row {number}: {wrong.found}"
            return [Problem(there, told, wrong.allowed)]
    return []


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a set of values.

    Attributes
    ----------
    name : str or None
        The parameter at fault; None where several do not fit each other.
    alone : bool
        Whether its value is wrong by itself.
    found, allowed : str
        In words.
    """

    name: str | None
    alone: bool
    found: str
    allowed: str = ""


class ValueCheck:
    """Holds the values of parameters, all of them known, against what an experiment's village can have."""

    def __init__(self, around: Surroundings) -> None:
        self.known = varied(around)
        self._around = around
        self._plain = around.behaviour.model_dump()
        self._every = dict(zip(("groups", "sectors"), parts_named(around.village), strict=True))

    def _parts(self, names: Iterable[str]) -> dict[str, tuple[list[str], list[str]]]:
        """Return, of groups and of sectors, which shares are named, and those of all."""
        named = list(names)
        return {
            kind: ([name for name in named if name in every], every) for kind, every in self._every.items()
        }

    def wrong(self, values: Mapping[str, float]) -> Wrong | None:
        """Return the first thing that is wrong with values; None where they can be used."""
        for name, value in values.items():
            low, high = limits(self.known[name])
            if not low <= value <= high:
                return Wrong(name, True, f"found {value:g}", f"values from {low:g} to {high:g}")
            if self.known[name].whole and not float(value).is_integer():
                return Wrong(name, True, f"found {value:g}", "whole numbers")
        for kind, (shares, every) in self._parts(values).items():
            if len(shares) >= len(every) > 1:
                told = f"the shares of all {len(every)} {kind}"
                return Wrong(None, True, told, "all but one: the last one takes the rest")
            if shares and not 0 < sum(values[name] for name in shares) < 1:
                told = f"shares that leave nothing for the other {kind}"
                return Wrong(shares[0], False, told, "shares that add up to less than 1")
        own = {name: _typed(name, value) for name, value in values.items() if name in Behaviour.model_fields}
        try:
            Behaviour.model_validate(self._plain | own)
        except ValidationError as error:
            return Wrong(None, False, error.errors()[0]["msg"].removeprefix("Value error, "))
        acting = _parted(values)
        written = {name: {**own, **acting.get(name, {})} for name, own in self._around.mechanisms.items()}
        problems = resolve_mechanisms(written)[1] if not acting.keys().isdisjoint(written) else []
        return Wrong(None, False, problems[0].found, problems[0].allowed) if problems else None
