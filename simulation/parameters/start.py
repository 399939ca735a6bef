"""What was observed of a village at its start: its owners and their ties, as columns."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from simulation.parameters.field import Name, Strict
from simulation.parameters.misfit import Misfit, Misfits
from simulation.parameters.sample import Sample

MOST_OBSERVED = 10_000
"""Owners whose start may be observed."""
MOST_TIES = 100_000
"""Ties that may be observed."""
MOST_SAMPLED = 2_000
"""Owners of a village that was asked in part: every pair of them is looked at in each replicate."""
Unit = Annotated[float, Field(ge=0, le=1)]
SKILLS_AND_NORMS = ("communication", "conflict", "gotong_royong", "transparency", "commitment")
"""Columns of owners that are called as the parameter they stand in for."""
_OWNERS = Field(min_length=1, max_length=MOST_OBSERVED)
_TIES = Field(min_length=1, max_length=MOST_TIES)
Names = Annotated[list[Name], _OWNERS]
Words = Annotated[list[Annotated[str, Field(min_length=1, max_length=60)] | None], _OWNERS]
Units = Annotated[list[Unit | None], _OWNERS]
Incomes = Annotated[list[Annotated[float, Field(gt=0)] | None], _OWNERS]
Counts = Annotated[list[Annotated[int, Field(ge=0)] | None], _OWNERS]
Indices = Annotated[list[Annotated[int, Field(ge=0)]], _TIES]
Strengths = Annotated[list[Annotated[float, Field(gt=0, le=1)]], _TIES]


def _column() -> Any:
    return Field(None, exclude_if=lambda column: column is None)


class ObservedOwners(Strict):
    """Columns of owners, in the order of the owners; an empty place, or a column left out, is unknown.

    Attributes
    ----------
    group, sector : list of str
        Names of the profile.
    communication, conflict, gotong_royong, transparency, commitment : list of float or None
        Skills and norms, 0-1.
    knowledge_marketing, knowledge_raw_materials, knowledge_promotion : list of float or None
        0-1.
    income : list of float or None
        Rupiah a week, above 0.
    belief : dict of str to list of float or None
        Belief in the members of a group, 0-1; a file calls its columns ``belief_<group>``.
    contacts : dict of str to list of int or None
        How many contacts in a group an owner has counted, named or not, of villages that were asked in part
        (``sample`` of :class:`Start`). A file calls its columns ``contacts_<group>``.
    attribute : dict of str to list of str or None
        What else is known of the owners, such as gender, for results by its values; the model makes no use of
        it. A file calls its columns ``attribute_<name>``.
    """

    group: Names | None = _column()
    sector: Names | None = _column()
    communication: Units | None = _column()
    conflict: Units | None = _column()
    gotong_royong: Units | None = _column()
    transparency: Units | None = _column()
    commitment: Units | None = _column()
    knowledge_marketing: Units | None = _column()
    knowledge_raw_materials: Units | None = _column()
    knowledge_promotion: Units | None = _column()
    income: Incomes | None = _column()
    belief: dict[Name, Units] = Field(default_factory=dict, exclude_if=lambda belief: not belief)
    contacts: dict[Name, Counts] = Field(default_factory=dict, exclude_if=lambda contacts: not contacts)
    attribute: dict[Name, Words] = Field(default_factory=dict, exclude_if=lambda attribute: not attribute)

    @property
    def number(self) -> int:
        """How many owners the columns hold."""
        return len(next(column for _, column in self.columns()))

    def columns(self) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
        """Yield the columns that are there, each with the way to it."""
        for name in type(self).model_fields:
            column = getattr(self, name)
            if isinstance(column, dict):
                yield from (((name, each), values) for each, values in column.items())
            elif column is not None:
                yield (name,), column

    @model_validator(mode="after")
    def _equally_long(self) -> Self:
        _must_be_equally_long(list(self.columns()))
        return self


class ObservedTies(Strict):
    """Columns of ties, each pair once, in any order.

    Attributes
    ----------
    first, second : list of int
        Numbers of the two owners, from 0.
    strength : list of float
        Above 0, at most 1; a tie exists where it is above the parameter ``tie_minimum``.
    """

    first: Indices
    second: Indices
    strength: Strengths

    @model_validator(mode="after")
    def _pairs(self) -> Self:
        _must_be_equally_long([((name,), getattr(self, name)) for name in type(self).model_fields])
        seen: dict[tuple[int, int], int] = {}
        unfit = []
        for place, (one, two) in enumerate(zip(self.first, self.second, strict=True)):
            if one == two:
                unfit.append(Misfit(("second", place), f"a tie of owner {one} with itself", "another owner"))
            elif seen.setdefault((min(one, two), max(one, two)), place) != place:
                told = f"the tie of {one} and {two} stands twice"
                unfit.append(Misfit(("second", place), told, "each pair once"))
        if unfit:
            raise Misfits(unfit)
        return self

    @cached_property
    def most(self) -> int:
        """Largest number of ties of one owner."""
        return max(Counter(self.first + self.second).values())

    def beyond(self, most: int) -> Iterator[tuple[int, int]]:
        """Yield (row, owner) of the tie with which an owner first has more than ``most``."""
        had: Counter[int] = Counter()
        for row, pair in enumerate(zip(self.first, self.second, strict=True)):
            for owner in pair:
                had[owner] += 1
                if had[owner] == most + 1:
                    yield row, owner


class Start(Strict):
    """What a village starts from; at least one of the two tables."""

    owners: ObservedOwners | None = Field(
        None,
        exclude_if=lambda owners: owners is None,
        description="the path of a CSV file with one row an owner",
    )
    ties: ObservedTies | None = Field(
        None,
        exclude_if=lambda ties: ties is None,
        description="the path of a CSV file with the columns first, second, strength",
    )

    sample: Sample | None = Field(
        None,
        exclude_if=lambda sample: sample is None,
        description="how many of the owners were asked, where not all were",
    )

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.owners is None and self.ties is None:
            raise ValueError("neither owners nor ties were observed; leave start out")
        if self.sample is not None:
            if self.owners is None or self.owners.group is None or self.ties is None:
                raise ValueError("sample: wants the groups of all owners, and the ties that were told")
            if self.owners.number > MOST_SAMPLED:
                told = f"{self.owners.number:,} owners, of whom some were asked"
                raise Misfits([Misfit(("owners",), told, f"at most {MOST_SAMPLED:,}")])
            if self.sample.asked > self.owners.number:
                told = f"{self.sample.asked} asked of {self.owners.number}"
                raise Misfits([Misfit(("sample", "asked"), told, f"at most {self.owners.number}")])
        return self

    @property
    def most_ties(self) -> int:
        """Largest number of observed ties of one owner."""
        return 0 if self.ties is None else self.ties.most

    def observed(self, groups: Sequence[str]) -> dict[str, float]:
        """Return for how large a share of the owners a parameter of the start was observed instead.

        By the names of :class:`Behaviour`; what nobody was asked is left out. Of a village with these
        groups: a belief counts as known where it is known of all of them.
        """
        if self.owners is None:
            return {}
        found = {name: _known(getattr(self.owners, name)) for name in SKILLS_AND_NORMS}
        belief = min(_known(self.owners.belief.get(group)) for group in groups)
        found |= dict.fromkeys(("belief_own", "belief_other"), belief)
        return {name: share for name, share in found.items() if share > 0}


def _known(column: Sequence[float | None] | None) -> float:
    return 0.0 if column is None else sum(value is not None for value in column) / len(column)


def _must_be_equally_long(columns: Sequence[tuple[tuple[str, ...], list[Any]]]) -> None:
    if not columns:
        raise ValueError("no column")
    length = len(columns[0][1])
    unfit = [
        Misfit(path, f"{len(column)} values", f"{length}, as in the column {columns[0][0][-1]}")
        for path, column in columns
        if len(column) != length
    ]
    if unfit:
        raise Misfits(unfit)


def unfit_owners(
    observed: ObservedOwners, number: int, groups: Sequence[str], sectors: Sequence[str]
) -> list[Misfit]:
    """Return where a table of owners does not fit a village of ``number`` owners in these groups."""
    if observed.number != number:
        told = f"a table of {observed.number} owners in a village of {number}"
        return [Misfit(("start", "owners"), told, "one row an owner: as many as the field owners says")]
    unfit = [
        Misfit(("start", "owners", what, place), f"unknown {what} {name!r}", ", ".join(known))
        for what, column, known in (("group", observed.group, groups), ("sector", observed.sector, sectors))
        for place, name in enumerate(column or ())
        if name not in known
    ]
    unfit += [
        Misfit(("start", "owners", what, name), f"unknown group {name!r}", ", ".join(groups))
        for what in ("belief", "contacts")
        for name in getattr(observed, what)
        if name not in groups
    ]
    return unfit


def unfit_ties(observed: ObservedTies, number: int) -> list[Misfit]:
    """Return the ties with owners that a village of ``number`` owners does not have."""
    return [
        Misfit(("start", "ties", side, place), f"owner {index}", f"owners 0 to {number - 1}")
        for side, column in (("first", observed.first), ("second", observed.second))
        for place, index in enumerate(column)
        if index >= number
    ]
