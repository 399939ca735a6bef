"""Which mechanisms there are: those that ship and those a user registers.

A user's mechanism is one class, named in the entry point group ``kampung.mechanisms`` of its own
distribution (``market_day = "my_package:MarketDay"``); its YAML word is the name of the entry point.
"""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING, Any

from simulation.files.faults import Problems, unknown
from simulation.parameters.given import given, given_mapping
from simulation.plugins import plugins

if TYPE_CHECKING:
    from simulation.mechanisms.mechanism import Mechanism

GROUP = "kampung.mechanisms"


@cache
def shipped() -> "dict[str, type[Mechanism]]":
    """Return the mechanisms that ship, in the order in which they act at one place of the week."""
    # what only looks at an experiment without any needs no compiler
    from simulation.mechanisms.broadcast import Broadcast  # noqa: PLC0415
    from simulation.mechanisms.gossip import Gossip  # noqa: PLC0415
    from simulation.mechanisms.neighbourhood import Neighbourhood  # noqa: PLC0415
    from simulation.mechanisms.retaliation import Retaliation  # noqa: PLC0415
    from simulation.mechanisms.standing_meetings import StandingMeetings  # noqa: PLC0415

    return {
        "neighbourhood": Neighbourhood,
        "broadcast": Broadcast,
        "gossip": Gossip,
        "retaliation": Retaliation,
        "standing_meetings": StandingMeetings,
    }


def _load(entry: EntryPoint) -> "type[Mechanism]":
    from simulation.mechanisms.mechanism import Mechanism  # noqa: PLC0415 - see above

    found = entry.load()
    if not (isinstance(found, type) and issubclass(found, Mechanism)):
        raise TypeError("it is no subclass of simulation.mechanisms.mechanism.Mechanism")
    return found


def mechanism_types() -> "dict[str, type[Mechanism]]":
    """Return every known mechanism by name: those that ship, then a user's own by name."""
    own = {name: kind for name, kind in plugins(GROUP, _load).items() if name not in shipped()}
    return {**shipped(), **own}


def mechanism_type(name: str) -> "type[Mechanism]":
    """Return the class of a mechanism.

    Raises
    ------
    KeyError
        If none has this name.
    """
    known = mechanism_types()
    if name not in known:
        raise KeyError(f"unknown mechanism {name!r}; known: {', '.join(known)}")
    return known[name]


def mechanisms_of(written: "Mapping[str, Mechanism | Mapping[str, Any]]") -> "dict[str, Mechanism]":
    """Return mechanisms in the order in which they act; each is given itself, or what differs from it.

    Raises
    ------
    ValueError
        If one is unknown, or a parameter is unknown or out of its limits.
    """
    if not given_mapping(written, "mechanisms", "a mapping of mechanisms, such as {'gossip': {}}"):
        return {}
    known = mechanism_types()
    for name in written:
        if name not in known:
            raise Problems([unknown((), "mechanism", name, list(known))], "mechanisms")
    return {
        name: given(kind, written[name], f"mechanisms.{name}")
        for name, kind in known.items()
        if name in written
    }
