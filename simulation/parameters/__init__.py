"""Everything a user can set: village, behaviour, programme; each with unit, range and source."""

from simulation.parameters.behaviour import Behaviour
from simulation.parameters.field import Description, Label, description
from simulation.parameters.programme import DOSES, Cost, Dose, Eligibility, Prices, SelfSelection
from simulation.parameters.sample import Sample
from simulation.parameters.start import ObservedOwners, ObservedTies, Start
from simulation.parameters.village import NORMS, TOPICS, Group, Sector, VillageProfile

__all__ = [
    "DOSES",
    "NORMS",
    "TOPICS",
    "Behaviour",
    "Cost",
    "Description",
    "Dose",
    "Eligibility",
    "Group",
    "Label",
    "ObservedOwners",
    "ObservedTies",
    "Prices",
    "Sample",
    "Sector",
    "SelfSelection",
    "Start",
    "VillageProfile",
    "description",
]
