"""Parameters that may differ from one simulated village to the next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from pydantic import BaseModel

from simulation.files.faults import Fault, FieldPath, Problem, StudyError, listed, shown, unknown
from simulation.interventions.registry import dose_types
from simulation.mechanisms.registry import mechanism_types
from simulation.parameters import DOSES, Behaviour, Description, Dose, Label, VillageProfile, description
from simulation.parameters.place import place_of
from simulation.parameters.village import MOST_OWNERS

SHARE, SECTOR = "share_", "sector_"
"""How the parameter of a group's share begins, and that of a sector's."""
OF = "."
"""Stands between an activity and a field of its dose, or a mechanism and one of its fields."""


class Surroundings(Protocol):
    """What an experiment says of a village: parameters are varied around it."""

    @property
    def village(self) -> VillageProfile:
        """The village."""

    @property
    def behaviour(self) -> Behaviour:
        """How its owners behave."""

    @property
    def mechanisms(self) -> Mapping[str, Mapping[str, Any]]:
        """Optional mechanisms at work in it, each with what differs from its defaults."""

    @property
    def ranges(self) -> Mapping[str, Sequence[float]]:
        """Where analyses vary a parameter, instead of its plausible range."""


@dataclass(frozen=True)
class Varied:
    """A parameter that may differ between villages.

    Attributes
    ----------
    name : str
        A field of :class:`Behaviour`, ``owners``, ``share_<group>``, ``sector_<sector>``,
        ``<activity>.<field>`` or ``<mechanism>.<field>``.
    description : Description
        Unit, limits, plausible range, source, labels.
    whole : bool
        Only whole numbers; values that are drawn are rounded.
    """

    name: str
    description: Description
    whole: bool = False

    @property
    def plausible(self) -> tuple[float, float]:
        """The range that the literature or judgement supports."""
        assert self.description.plausible is not None
        return self.description.plausible


def is_whole(name: str) -> bool:
    """Tell whether a parameter of villages only takes whole numbers."""
    first, of, own = name.partition(OF)
    kinds = (_part(first),) if of else (Behaviour, VillageProfile)
    fields = [kind.model_fields.get(own if of else name) for kind in kinds]
    return any(field is not None and field.annotation is int for field in fields)


def _part(name: str) -> type[BaseModel]:
    """Return the model of an activity that ships, or else of a mechanism."""
    # mechanisms are asked last: they come with the compiler
    return DOSES[name] if name in DOSES else mechanism_types().get(name, Dose)


def holder_of(name: str) -> tuple[type[BaseModel], str] | None:
    """Return the model that holds a field of a dose or a mechanism, and the field's name in it.

    Parameters
    ----------
    name : str
        Dotted, also into another field: ``forum.every``, ``forum.cost.moderator_hours``, ``gossip.chance``.
    """
    first, *way = name.split(OF)
    kind = dose_types().get(first) or mechanism_types().get(first)
    place = None if kind is None or not way else place_of(kind, tuple(way[:-1]))
    holder = None if place is None else place.model()
    return (holder, way[-1]) if holder is not None and way[-1] in holder.model_fields else None


def varied(around: Surroundings) -> dict[str, Varied]:
    """Return every parameter that may differ: behaviour, village, doses, mechanisms that are at work.

    Where the start was observed, so are size and composition, and everybody's ties must be kept in mind;
    what was observed of every owner is drawn for nobody, so that its parameter would change nothing.
    """
    village = around.village
    found = _of(Behaviour) | _of(VillageProfile)
    acting = of_doses() | of_mechanisms(around.mechanisms)
    if village.start is not None:
        del found["owners"]
        for name in settled(village):
            del found[name]
        return found | _roomy(found["acquaintances"], village.start.most_ties) | acting
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
    return found | acting


def of_doses() -> dict[str, Varied]:
    """Return how strongly activities act, where nobody knows it, by names such as ``forum.talk``."""
    return {name: each for activity, kind in DOSES.items() for name, each in _of(kind, activity).items()}


def of_mechanisms(names: Iterable[str]) -> dict[str, Varied]:
    """Return the parameters of mechanisms, by names such as ``gossip.strength``; unknown ones have none."""
    known = mechanism_types() if names else {}
    return {
        name: each
        for mechanism in names
        if mechanism in known
        for name, each in _of(known[mechanism], mechanism).items()
    }


def _of(kind: type[BaseModel], part: str = "") -> dict[str, Varied]:
    """Return the parameters of a model that have a plausible range, named after the part they belong to."""
    begin = part + OF if part else ""
    return {
        begin + name: Varied(begin + name, known, field.annotation is int)
        for name, field in kind.model_fields.items()
        if (known := description(field)) is not None and known.plausible is not None
    }


def settled(village: VillageProfile) -> list[str]:
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
    place: FieldPath, name: str, around: Surroundings, *, at_key: bool = False,
    needs: tuple[FieldPath, ...] = (),
) -> Problem:  # fmt: skip
    """Return why a parameter cannot differ between villages."""
    known, village = list(varied(around)), around.village
    if village.start is not None and (name == "owners" or name.startswith((SHARE, SECTOR))):
        told = f"{shown(name)} cannot differ: the village's start says who lives there"
        return Problem(place, told, listed(known), at_key=at_key, needs=needs)
    if name in settled(village):
        told = f"{shown(name)} cannot differ: the village's start says what every owner has"
        return Problem(place, told, listed(known), at_key=at_key, needs=needs)
    mechanism = name.partition(OF)[0] if OF in name else ""
    if mechanism and mechanism not in DOSES and mechanism in mechanism_types():
        return missing_mechanism(place, name, around)
    return unknown(place, "parameter", name, known, at_key=at_key, needs=needs)


def missing_mechanism(place: FieldPath, name: str, around: Surroundings) -> Problem:
    """Return why a parameter of a mechanism cannot differ: it is not at work, or has no such parameter."""
    mechanism = name.partition(OF)[0]
    if mechanism in around.mechanisms:
        return unknown(place, "parameter", name, list(of_mechanisms([mechanism])), at_key=True)
    told = f"the mechanism {shown(mechanism)} is not in this experiment"
    return Problem(place, told, f"with `mechanisms: {{{mechanism}: {{}}}}`", at_key=True)


def parts_named(village: VillageProfile) -> tuple[list[str], list[str]]:
    """Return the parameters of the shares of all groups, and of all sectors."""
    return [SHARE + group.name for group in village.groups], [
        SECTOR + sector.name for sector in village.sectors
    ]


def own_value(name: str, around: Surroundings) -> float:
    """Return the value that a parameter of :func:`varied` has in an experiment itself."""
    village, (first, of, field) = around.village, name.partition(OF)
    if name in Behaviour.model_fields:
        return float(getattr(around.behaviour, name))
    if of:
        own = around.mechanisms.get(first, {})
        return float(own[field] if field in own else _part(first).model_fields[field].default)
    shares = {SHARE + group.name: group.share for group in village.groups}
    shares |= {SECTOR + sector.name: sector.share for sector in village.sectors}
    if name in shares:
        return shares[name]
    return float(village.owners)


def parameter_named(name: str, around: Surroundings, option: str) -> Varied:
    """Return the parameter of a name or of a symbol, such as ``threshold`` or ``theta``.

    Parameters
    ----------
    name : str
        What the user wrote.
    around : Surroundings
        The experiment.
    option : str
        Where it was written, for the fault.

    Raises
    ------
    StudyError
        If there is none, or the symbol stands for several.
    """
    known = varied(around)
    if name in known:
        return known[name]
    meant = [parameter for parameter in known.values() if parameter.description.symbol == name]
    if len(meant) == 1:
        return meant[0]
    if meant:
        told = f"{shown(name)} stands for {' and '.join(parameter.name for parameter in meant)}"
        raise StudyError([Fault.of(option, "", told, "the name of one of them")])
    problem = fixed_or_unknown((), name, around)
    raise StudyError([Fault(option, 0, 0, "", problem.found, problem.allowed, problem.nearest)])


def limits(parameter: Varied) -> tuple[float, float]:
    """Return what the model can compute."""
    low, high = parameter.description.limits
    return (-float("inf") if low is None else low, MOST_OWNERS if high is None else high)
