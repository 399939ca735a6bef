"""Parameters that may differ from one simulated village to the next."""

from dataclasses import dataclass, replace

from pydantic import BaseModel

from simulation.experiment.field_words import place_of
from simulation.files.faults import Fault, FieldPath, Problem, StudyError, listed, shown, unknown
from simulation.interventions.registry import dose_types
from simulation.mechanisms.registry import mechanism_types
from simulation.parameters import DOSES, Behaviour, Description, Dose, Label, VillageProfile, description
from simulation.parameters.village import MOST_OWNERS

SHARE, SECTOR = "share_", "sector_"
"""How the parameter of a group's share begins, and that of a sector's."""
OF = "."
"""Stands between an activity and a field of its dose."""


@dataclass(frozen=True)
class Varied:
    """A parameter that may differ between villages.

    Attributes
    ----------
    name : str
        A field of :class:`Behaviour`, ``owners``, ``share_<group>``, ``sector_<sector>`` or
        ``<activity>.<field>``.
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
    activity, of, name_in_dose = name.partition(OF)
    kinds = (DOSES.get(activity, Dose),) if of else (Behaviour, VillageProfile)
    fields = [kind.model_fields.get(name_in_dose if of else name) for kind in kinds]
    return any(field is not None and field.annotation is int for field in fields)


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


def varied(village: VillageProfile) -> dict[str, Varied]:
    """Return every parameter that may differ: behaviour, size and composition of the village, doses.

    Where the start was observed, so are size and composition, and everybody's ties must be kept in mind;
    what was observed of every owner is drawn for nobody, so that its parameter would change nothing.
    """
    found = {}
    for kind in (Behaviour, VillageProfile):
        for name, field in kind.model_fields.items():
            known = description(field)
            if known is not None and known.plausible is not None:
                found[name] = Varied(name, known, is_whole(name))
    if village.start is not None:
        del found["owners"]
        for name in _settled(village):
            del found[name]
        return found | _roomy(found["acquaintances"], village.start.most_ties) | of_doses()
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
    return found | of_doses()


def of_doses() -> dict[str, Varied]:
    """Return how strongly activities act, where nobody knows it, by names such as ``forum.talk``."""
    return {
        activity + OF + name: Varied(activity + OF + name, known, is_whole(activity + OF + name))
        for activity, kind in DOSES.items()
        for name, field in kind.model_fields.items()
        if (known := description(field)) is not None and known.plausible is not None
    }


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
    if OF in name:
        activity, _, field = name.partition(OF)
        return float(getattr(DOSES[activity](), field))
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


def limits(parameter: Varied) -> tuple[float, float]:
    """Return what the model can compute."""
    low, high = parameter.description.limits
    return (-float("inf") if low is None else low, MOST_OWNERS if high is None else high)
