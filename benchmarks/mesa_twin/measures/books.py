"""What was counted in the week: conflict, the trust ledger, the programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.mesa_twin.measures.relations import Relations, mean
from simulation.measures.catalogue import SOURCES

if TYPE_CHECKING:
    from benchmarks.mesa_twin.measured import MeasuredVillage

NOTHING = (0.0, 0.0)


def conflict(village: MeasuredVillage) -> dict[str, float]:
    """Return cooperation, meetings and disputes of the week; a share is NaN in a week without such acts."""
    tallies, number = village.tallies, len(village.owners)
    return {
        "cooperation": mean(tallies["cooperated"], tallies["acts"]),
        "cooperation_first": mean(tallies["first_cooperated"], tallies["first_acts"]),
        "cooperation_own": mean(tallies["own_cooperated"], tallies["own_acts"]),
        "cooperation_other": mean(tallies["other_cooperated"], tallies["other_acts"]),
        "meetings": 2 * tallies["meetings"] / number,
        "meetings_other": 2 * tallies["meetings_other"] / number,
        "disputes": tallies["disputes"] / number,
        "unresolved": tallies["unresolved"] / number,
    }


def ledger(village: MeasuredVillage, relations: Relations) -> dict[str, float]:
    """Return the evidence kept in mind and its changes by source, good less bad."""
    number = len(village.owners)
    found = {
        "evidence_own": relations.own.evidence / number,
        "evidence_other": relations.other.evidence / number,
    }
    for source, _, _ in SOURCES:
        for side in ("own", "other"):
            # the twin has no activities of users, and so no line for them
            good, bad = village.ledger.get((source, side), NOTHING)
            found[f"ledger_{source}_{side}"] = (good - bad) / number
    return found


def programme(village: MeasuredVillage) -> dict[str, float]:
    """Return the cost so far and, of each group, the share of the invited who were present this week."""
    invited = [0] * len(village.sizes)
    present = [0] * len(village.sizes)
    for activity in village.attended:
        if activity.name in village.attendance:  # it had a session this week
            for owner in activity.invited or ():
                invited[owner.group] += 1
            for owner in activity.present:
                present[owner.group] += 1
    found = {"cost": village.cost}
    for place, group in enumerate(village.profile.groups):
        found[f"attendance_{group.name}"] = mean(present[place], invited[place])
    return found
