"""The weekly measures in plain Python, on the objects of the twin.

Everything that needs to look at all acquaintances is gathered in one pass (``relations``); the other
files turn it into the columns of ``simulation.measures.catalogue``. The costly measures are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from benchmarks.mesa_twin.measures.books import conflict, ledger, programme
from benchmarks.mesa_twin.measures.economy import economy
from benchmarks.mesa_twin.measures.index import index
from benchmarks.mesa_twin.measures.network import network
from benchmarks.mesa_twin.measures.norms import norms
from benchmarks.mesa_twin.measures.relations import survey
from benchmarks.mesa_twin.measures.trust import trust
from simulation.measures.catalogue import catalogue

if TYPE_CHECKING:
    from benchmarks.mesa_twin.measured import MeasuredVillage


def weekly_columns(groups: Sequence[str]) -> list[str]:
    """Return the columns of the results that are measured every week, in their order."""
    return [
        measure.name
        for measure in catalogue([(group, group, group) for group in groups])
        if measure.file != "costly"
    ]


def weekly_measures(village: MeasuredVillage) -> dict[str, float]:
    """Return all measures of the village as it stands."""
    relations = survey(village)
    found = trust(village, relations)
    found |= network(village, relations)
    found |= norms(village)
    found |= conflict(village)
    found |= economy(village)
    found |= index(found)
    found |= ledger(village, relations)
    found |= programme(village)
    return found
