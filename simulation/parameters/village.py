"""Village profile: who lives there. Groups and sectors are data, any number of them."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from simulation.files.faults import listed, nearest, shown
from simulation.parameters.behaviour import OF_GROUPS, OF_PERSONS, Behaviour
from simulation.parameters.field import Label, Name, Strict, description, parameter
from simulation.parameters.misfit import Misfit, Misfits
from simulation.parameters.start import Start, unfit_owners, unfit_ties

TOPICS = ("marketing", "raw_materials", "promotion")
"""Topics of business knowledge."""
NORMS = ("gotong_royong", "transparency", "commitment")
"""The three norms."""
Topic = Literal["marketing", "raw_materials", "promotion"]
BYTES_PER_OWNER = 1200
"""Memory of one owner with 24 acquaintances (measured: see simulation/model/state.py)."""
MOST_OWNERS = 10_000_000
"""Largest village one run accepts (12 GB)."""
BURN_IN = 208
"""Weeks without a programme in which a village of strangers finds its own equilibrium."""


class Group(Strict):
    """A group of owners, such as those born here or those who came later.

    ``behaviour`` holds what its owners do otherwise than the village: ``{threshold: 0.5}``.
    """

    name: Name
    share: float = Field(gt=0, le=1)
    strong_topics: tuple[Topic, ...] = ()
    label: Label | None = None
    behaviour: dict[str, float] = Field(default_factory=dict, exclude_if=lambda behaviour: not behaviour)

    @field_validator("strong_topics", mode="before")
    @classmethod
    def _list_is_fine(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value


class Sector(Strict):
    """A line of business."""

    name: Name
    share: float = Field(gt=0, le=1)
    label: Label | None = None


class VillageProfile(Strict):
    """Size, groups and sectors of a village.

    ``relations`` says for every two sectors whether their owners complement (1), compete (-1) or
    leave each other alone (0); by default different sectors complement and equal sectors compete.
    ``start`` is what was observed of the owners and their ties; without it everything is drawn.
    ``spreads`` says which parameters of behaviour differ from person to person, by their standard deviation
    around the group's value.
    """

    name: str = Field(min_length=1, max_length=80)
    owners: int = parameter(
        60, limits=(2, None), plausible=(20, 1000), unit="owners",
        source="the user's own: count of UMKM in the village",
        en="owners of small businesses", id="pelaku UMKM")  # fmt: skip
    groups: Annotated[list[Group], Field(min_length=1, max_length=20)]
    sectors: Annotated[list[Sector], Field(min_length=1, max_length=20)]
    relations: list[list[Literal[-1, 0, 1]]] | None = None
    start: Start | None = Field(
        None,
        exclude_if=lambda start: start is None,
        description="a mapping with the fields owners, ties: the paths of CSV files",
    )
    spreads: dict[str, Annotated[float, Field(gt=0)]] = Field(
        default_factory=dict, exclude_if=lambda spreads: not spreads
    )

    @field_validator("owners")
    @classmethod
    def _fits_in_memory(cls, owners: int) -> int:
        if owners > MOST_OWNERS:
            raise ValueError(
                f"{owners:,} owners would take about {owners * BYTES_PER_OWNER / 1e9:,.0f} GB of memory "
                f"for one run; at most {MOST_OWNERS:,} owners "
                f"({MOST_OWNERS * BYTES_PER_OWNER / 1e9:,.0f} GB)"
            )
        return owners

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for what, parts in (("groups", self.groups), ("sectors", self.sectors)):
            names = [part.name for part in parts]
            if len(set(names)) < len(names):
                twice = sorted({name for name in names if names.count(name) > 1})
                raise ValueError(f"{what}: the name {twice[0]!r} stands twice")
            total = math.fsum(part.share for part in parts)
            if abs(total - 1) > 1e-6:
                raise ValueError(f"{what}: the shares add up to {total:g}, they must add up to 1")
        if self.relations is not None:
            size = len(self.sectors)
            if len(self.relations) != size or any(len(row) != size for row in self.relations):
                raise ValueError(f"relations: must have {size} rows and {size} columns, one a sector")
            if any(self.relations[a][b] != self.relations[b][a] for a in range(size) for b in range(size)):
                raise ValueError("relations: must be symmetric")
        unfit = [*self._own_rules(), *self._unfit()]
        if unfit:
            raise Misfits(unfit)
        return self

    def _own_rules(self) -> Iterator[Misfit]:
        """Yield what cannot be otherwise in a group, or from person to person."""
        for place, group in enumerate(self.groups):
            for name, value in group.behaviour.items():
                path = ("groups", place, "behaviour", name)
                if name not in OF_GROUPS:
                    yield _stranger(path, name, OF_GROUPS)
                    continue
                known = description(Behaviour.model_fields[name])
                assert known is not None
                low, high = known.limits
                if not (low is None or value >= low) or not (high is None or value <= high):
                    yield Misfit(path, f"found {value:g}", f"a number from {low:g} to {high:g}")
        for name in self.spreads:
            if name not in OF_PERSONS:
                yield _stranger(("spreads", name), name, OF_PERSONS)

    def _unfit(self) -> list[Misfit]:
        """Return where what was observed does not fit the rest of the profile."""
        start, unfit = self.start, []
        if start is not None and start.owners is not None:
            names = [group.name for group in self.groups], [sector.name for sector in self.sectors]
            unfit += unfit_owners(start.owners, self.owners, *names)
            # only where every name is known do the sizes say anything
            if not unfit:
                for what, observed, parts in (
                    ("groups", start.owners.group, self.groups),
                    ("sectors", start.owners.sector, self.sectors),
                ):
                    unfit += self._other_sizes(what, observed, parts)
        if start is not None and start.ties is not None:
            unfit += unfit_ties(start.ties, self.owners)
        return unfit

    def _other_sizes(
        self, what: str, observed: list[str] | None, parts: Sequence[Group | Sector]
    ) -> list[Misfit]:
        """Return the groups or sectors that the shares make larger or smaller than the table of owners."""
        if observed is None:
            return []
        counted = Counter(observed)
        expected = quotas([part.share for part in parts], self.owners)
        return [
            Misfit(
                (what, place, "share"),
                f"{part.share:g} of {self.owners} owners are {size}, the table of owners has "
                f"{counted[part.name]} of {part.name!r}",
                f"{counted[part.name] / self.owners:.6g}",
            )
            for place, (part, size) in enumerate(zip(parts, expected, strict=True))
            if counted[part.name] != size
        ]

    @property
    def usual_burn_in(self) -> int:
        """Weeks of burn-in where nobody says: none where the start was observed."""
        return BURN_IN if self.start is None else 0

    def relation(self, first: int, second: int) -> int:
        """Return 1 if two sectors complement each other, -1 if they compete, else 0."""
        if self.relations is not None:
            return self.relations[first][second]
        return -1 if first == second else 1


def _stranger(path: tuple[str | int, ...], name: str, known: Sequence[str]) -> Misfit:
    if name in Behaviour.model_fields:
        return Misfit(path, f"{shown(name)} is the same for all owners of a village", listed(known))
    near = nearest(name, known)
    return Misfit(
        path,
        f"unknown parameter {shown(name)}",
        listed(known) + (f"; did you mean {shown(near)}?" if near else ""),
    )


def quotas(shares: list[float], total: int) -> list[int]:
    """Divide ``total`` by shares, whole and exact (largest remainder; ties to the first)."""
    exact = [share * total for share in shares]
    counts = [math.floor(part + 1e-9) for part in exact]
    by_remainder = sorted(range(len(shares)), key=lambda place: counts[place] - exact[place])
    for place in by_remainder[: total - sum(counts)]:
        counts[place] += 1
    return counts


def bounds(counts: list[int]) -> list[tuple[int, int]]:
    """Return the (first, past last) index of consecutive blocks of these sizes."""
    edges = [0]
    for count in counts:
        edges.append(edges[-1] + count)
    return list(pairwise(edges))
