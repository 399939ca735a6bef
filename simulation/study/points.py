"""Points: parameter values that differ from one simulated village to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, TypeVar

from pydantic import Field, ValidationError

from simulation.parameters import Behaviour, Description, Group, Label, Sector, VillageProfile, description
from simulation.parameters.field import Strict
from simulation.parameters.village import MOST_OWNERS
from simulation.study.faults import Fault, FieldPath, Problem, StudyError, listed, shown, unknown

if TYPE_CHECKING:
    from simulation.study.config import StudyConfig

Part = TypeVar("Part", Group, Sector)
"""A group or a sector of a village."""
MOST_ROWS = 100_000
SHARE, SECTOR = "share_", "sector_"
"""How the parameter of a group's share begins, and that of a sector's."""
Column = Annotated[list[float], Field(min_length=1, max_length=MOST_ROWS)]
Range = Annotated[list[float], Field(min_length=2, max_length=2)]
"""Low and high end of a parameter."""


@dataclass(frozen=True)
class Varied:
    """A parameter that may differ between villages.

    Attributes
    ----------
    name : str
        A field of :class:`Behaviour`, ``owners``, ``share_<group>`` or ``sector_<sector>``.
    description : Description
        Unit, limits, plausible range, source, labels.
    whole : bool
        Only whole numbers; values are rounded.
    """

    name: str
    description: Description
    whole: bool = False

    @property
    def plausible(self) -> tuple[float, float]:
        """The range that the literature or judgement supports."""
        assert self.description.plausible is not None
        return self.description.plausible


def varied(village: VillageProfile) -> dict[str, Varied]:
    """Return every parameter that may differ: behaviour, then size and composition of the village.

    Where the start was observed, so are size and composition, and everybody's ties must be kept in mind;
    what was observed of every owner is drawn for nobody, so that its parameter would change nothing.
    """
    found = {}
    for kind in (Behaviour, VillageProfile):
        for name, field in kind.model_fields.items():
            known = description(field)
            if known is not None and known.plausible is not None:
                found[name] = Varied(name, known, field.annotation is int)
    if village.start is not None:
        del found["owners"]
        for name in _settled(village):
            del found[name]
        return found | _roomy(found["acquaintances"], village.start.most_ties)
    for parts, begin, en, local in (
        (village.groups, SHARE, "share of the group", "porsi kelompok"),
        (village.sectors, SECTOR, "share of the sector", "porsi sektor"),
    ):
        for part in parts if len(parts) > 1 else ():
            label = Label(en=part.name, id=part.name) if part.label is None else part.label
            known = Description(
                "share of the owners", (0.001, 0.999), (0.05, 0.95), "the user's own", "assumed",
                f"{en}: {label.en}", f"{local}: {label.id}")  # fmt: skip
            found[begin + part.name] = Varied(begin + part.name, known)
    return found


def _settled(village: VillageProfile) -> list[str]:
    """Return the parameters that were observed of every owner."""
    if village.start is None:
        return []
    observed = village.start.observed([group.name for group in village.groups])
    return [name for name, share in observed.items() if share == 1.0]


def _roomy(acquaintances: Varied, ties: int) -> dict[str, Varied]:
    """Return the parameter with room for so many ties, in its limits and its plausible range."""
    known = acquaintances.description
    least, most = known.limits
    low, high = acquaintances.plausible
    assert least is not None
    # where nobody's ties would fit, twice as many acquaintances as ties are the high end
    plausible = (max(low, ties), high if ties < high else 2.0 * ties)
    roomy = replace(known, limits=(max(least, ties), most), plausible=plausible)
    return {acquaintances.name: replace(acquaintances, description=roomy)}


def fixed_or_unknown(
    place: FieldPath, name: str, village: VillageProfile, *, at_key: bool = False,
    needs: tuple[FieldPath, ...] = (),
) -> Problem:  # fmt: skip
    """Return why a parameter cannot differ between villages."""
    known = list(varied(village))
    if village.start is not None and (name == "owners" or name.startswith((SHARE, SECTOR))):
        told = f"{shown(name)} cannot differ: the village's start says who lives there"
        return Problem(place, told, listed(known), at_key=at_key, needs=needs)
    if name in _settled(village):
        told = f"{shown(name)} cannot differ: the village's start says what every owner has"
        return Problem(place, told, listed(known), at_key=at_key, needs=needs)
    return unknown(place, "parameter", name, known, at_key=at_key, needs=needs)


def parts_named(village: VillageProfile) -> tuple[list[str], list[str]]:
    """Return the parameters of the shares of all groups, and of all sectors."""
    return [SHARE + group.name for group in village.groups], [
        SECTOR + sector.name for sector in village.sectors
    ]


def own_value(name: str, village: VillageProfile, behaviour: Behaviour) -> float:
    """Return the value that a parameter of :func:`varied` has in an experiment itself."""
    if name in Behaviour.model_fields:
        return float(getattr(behaviour, name))
    shares = {SHARE + group.name: group.share for group in village.groups}
    shares |= {SECTOR + sector.name: sector.share for sector in village.sectors}
    if name in shares:
        return shares[name]
    return float(village.owners)


def parameter_named(name: str, village: VillageProfile, option: str) -> Varied:
    """Return the parameter of a name or of a symbol, such as ``threshold`` or ``theta``.

    Parameters
    ----------
    name : str
        What the user wrote.
    village : VillageProfile
        Whose shares of groups are known.
    option : str
        Where it was written, for the fault.

    Raises
    ------
    StudyError
        If there is none, or the symbol stands for several.
    """
    known = varied(village)
    if name in known:
        return known[name]
    meant = [parameter for parameter in known.values() if parameter.description.symbol == name]
    if len(meant) == 1:
        return meant[0]
    if meant:
        told = f"{shown(name)} stands for {' and '.join(parameter.name for parameter in meant)}"
        raise StudyError([Fault.of(option, "", told, "the name of one of them")])
    problem = fixed_or_unknown((), name, village)
    raise StudyError([Fault(option, 0, 0, "", problem.found, problem.allowed, problem.nearest)])


def swept(config: "StudyConfig", names: Sequence[str] | None = None) -> dict[str, tuple[float, float]]:
    """Return which parameters are varied, and from where to where.

    The experiment's ``ranges`` stand before the plausible ranges. Without names: all parameters of
    behaviour, and what ``ranges`` names beside them (a village's size and groups can be counted).

    Raises
    ------
    StudyError
        If a name is unknown.
    """
    known = varied(config.village)
    if names is None:
        names = list(
            dict.fromkeys([name for name in known if name in Behaviour.model_fields]) | config.ranges
        )
    faults = []
    for name in names:
        if name not in known:
            problem = fixed_or_unknown((), name, config.village)
            faults.append(Fault("--parameter", 0, 0, "", problem.found, problem.allowed, problem.nearest))
    if faults:
        raise StudyError(faults)
    ranges = {name: tuple(config.ranges.get(name, known[name].plausible)) for name in names}
    return {name: (low, high) for name, (low, high) in ranges.items()}


class Points(Strict):
    """A table of parameter values: one row a kind of village.

    Attributes
    ----------
    columns : dict of str to list of float
        Values by parameter, one a row.
    """

    columns: Annotated[dict[str, Column], Field(min_length=1)]

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
        row = {name: _typed(name, value) for name, value in self.row(number).items()}
        own = {name: value for name, value in row.items() if name in Behaviour.model_fields}
        composed = {name: value for name, value in row.items() if name not in own}
        if composed:
            village = _composed(village, composed)
        return village, behaviour.model_copy(update=own)


def _typed(name: str, value: float) -> float | int:
    field = Behaviour.model_fields.get(name)
    return round(value) if name == "owners" or (field is not None and field.annotation is int) else value


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


def range_problems(ranges: Mapping[str, Sequence[float]], village: VillageProfile) -> list[Problem]:
    """Return what is wrong with the ranges of an experiment."""
    known = varied(village)
    problems = []
    for name, (low, high) in ranges.items():
        place: FieldPath = ("ranges", name)
        needs: tuple[FieldPath, ...] = (("village", "groups"),)
        if name not in known:
            problems.append(fixed_or_unknown(place, name, village, at_key=True, needs=needs))
            continue
        least, most = limits(known[name])
        if not least <= low < high <= most:
            told = f"found {low:g} to {high:g}" + ("" if low < high else ", an empty range")
            allowed = f"a low end below the high end, within {least:g} to {most:g}"
            problems.append(Problem(place, told, allowed))
    return problems


def limits(parameter: Varied) -> tuple[float, float]:
    """Return what the model can compute."""
    low, high = parameter.description.limits
    return (-float("inf") if low is None else low, MOST_OWNERS if high is None else high)


def point_problems(points: Points, village: VillageProfile, behaviour: Behaviour) -> list[Problem]:
    """Return what is wrong with a table of points: the first fault of each kind."""
    known = varied(village)
    place: FieldPath = ("points", "columns")
    problems = [
        fixed_or_unknown((*place, name), name, village, at_key=True)
        for name in points.columns
        if name not in known
    ]
    lengths = {len(values) for values in points.columns.values()}
    if len(lengths) > 1:
        told = f"columns of {' and '.join(map(str, sorted(lengths)))} values"
        problems.append(Problem(place, told, "the same number in each column"))
    composed = []
    for kind, every in zip(("groups", "sectors"), parts_named(village), strict=True):
        shares = [name for name in points.columns if name in every]
        if len(shares) >= len(every) > 1:
            told = f"the shares of all {len(every)} {kind}"
            problems.append(Problem(place, told, "all but one: the last one takes the rest"))
        composed += [(kind, shares)] if shares else []
    if problems:
        return problems
    plain = behaviour.model_dump()
    for number in range(points.rows):
        row = {name: _typed(name, value) for name, value in points.row(number).items()}
        for name, value in row.items():
            low, high = limits(known[name])
            if not low <= value <= high:
                told = f"found {value:g}"
                return [Problem((*place, name, number), told, f"values from {low:g} to {high:g}")]
        for kind, shares in composed:
            if not 0 < sum(row[name] for name in shares) < 1:
                told = f"row {number}: shares that leave nothing for the other {kind}"
                return [Problem((*place, shares[0], number), told, "shares that add up to less than 1")]
        try:
            Behaviour.model_validate(plain | {n: v for n, v in row.items() if n in Behaviour.model_fields})
        except ValidationError as error:
            told = f"row {number}: " + error.errors()[0]["msg"].removeprefix("Value error, ")
            return [Problem(place, told)]
    return []
