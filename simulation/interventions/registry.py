"""Which activities there are: those that ship and those a user registers.

A user's activity is one class, named in the entry point group ``kampung.interventions`` of its own
distribution (``my_market = "my_package:Market"``); its YAML word is the name of the entry point.
"""

from typing import TYPE_CHECKING

from simulation.parameters import DOSES, Dose
from simulation.plugins import plugins

if TYPE_CHECKING:
    from simulation.interventions.activity import Activity

GROUP = "kampung.interventions"


def _registered() -> "dict[str, type[Activity]]":
    return {name: activity for name, activity in plugins(GROUP).items() if name not in DOSES}


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
