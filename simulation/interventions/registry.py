"""Which activities there are: those that ship and those a user registers.

A user's activity is one class, named in the entry point group ``kampung.interventions`` of its own
distribution (``my_market = "my_package:Market"``); its YAML word is the name of the entry point.
"""

from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from simulation.parameters import DOSES, Dose

if TYPE_CHECKING:
    from simulation.interventions.programme import Activity

GROUP = "kampung.interventions"


@cache
def _registered() -> dict[str, "type[Activity]"]:
    found = sorted(entry_points(group=GROUP), key=lambda entry: entry.name)
    return {entry.name: entry.load() for entry in found if entry.name not in DOSES}


def dose_types() -> dict[str, type[Dose]]:
    """Return the dose of every known activity, by name, in the order in which they act."""
    return {**DOSES, **{name: activity.dose_type for name, activity in _registered().items()}}


def activity_type(name: str) -> "type[Activity]":
    """Return the class of a user's own activity.

    Raises
    ------
    KeyError
        If no own activity has this name.
    """
    if name not in _registered():
        raise KeyError(f"unknown activity {name!r}; known: {', '.join(dose_types())}")
    return _registered()[name]
