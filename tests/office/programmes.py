"""Programmes for the tests of the office form."""

from typing import Any

from simulation.office.programme import HeldProgramme
from simulation.parameters import DOSES, Dose, Group, Label, Prices, Sector, VillageProfile

VILLAGE = VillageProfile(
    name="Sukamaju",
    owners=17,
    groups=[
        Group(name="local", share=0.6, label=Label(en="local businesses", id="pelaku UMKM lokal")),
        Group(name="newcomer", share=0.4),
    ],
    sectors=[Sector(name="food", share=1.0)],
)


def dose(activity: str, **fields: Any) -> Dose:
    """Return the dose of an activity, checked."""
    return DOSES[activity].model_validate(fields)


def programme(weeks: int = 60, prices: Prices | None = None, **doses: Dose) -> HeldProgramme:
    """Return a programme in a village of seventeen owners."""
    label = Label(en="a pilot", id="rintisan")
    return HeldProgramme("pilot", label, doses, VILLAGE, prices or Prices(), weeks)


def small() -> HeldProgramme:
    """Return two activities: training of all, mentoring of the five with fewest ties."""
    return programme(
        conflict_training=dose("conflict_training"),
        mentoring=dose("mentoring", who={"select": "least_connected", "number": 5}, sessions=2),
    )
