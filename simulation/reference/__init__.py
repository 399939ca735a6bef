"""The rules of the model a second time, as an ordinary Mesa model: one object an owner, lists and dicts.

It is written from docs/odd.md alone and shares no rule with ``simulation/model/rules``, only the named
draws and the parameters. A test holds both to the same trajectory; it also is the honest speed baseline.
"""

from simulation.reference.acquaintance import Acquaintance, Tie
from simulation.reference.chance import Chance, NamedChance
from simulation.reference.owner import Owner
from simulation.reference.village import ReferenceVillage

__all__ = ["Acquaintance", "Chance", "NamedChance", "Owner", "ReferenceVillage", "Tie"]
