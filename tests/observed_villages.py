"""Villages whose start was observed, whole or in part, made up by named draws."""

from collections import Counter

import numpy as np

from simulation.model.draws import uniform
from simulation.parameters import ObservedOwners, ObservedTies, Sample, Start, VillageProfile
from simulation.parameters.village import quotas


def observed(profile: VillageProfile, seed: int, most: int) -> VillageProfile:
    """Return the profile with a start made up by draws: some cells empty, every owner in any group."""
    number = profile.owners

    def luck(k: int) -> list[float]:
        return [uniform(seed, 0, 99, owner, k) for owner in range(number)]

    def partly(k: int, scale: float = 1.0) -> list[float | None]:
        return [
            None if blank < 0.3 else scale * value for blank, value in zip(luck(k), luck(k + 50), strict=True)
        ]

    def dealt(parts: list, k: int) -> list[str]:
        counts = quotas([part.share for part in parts], number)
        names = [part.name for part, count in zip(parts, counts, strict=True) for _ in range(count)]
        return [names[place] for place in np.argsort(luck(k))]

    ties = [
        (i, j, 1 - uniform(seed, 1, 99, i, j))
        for i in range(number)
        for j in range(i)
        if uniform(seed, 2, 99, i, j) < 3 / number
    ]
    first, second, strength = (list(column) for column in zip(*ties, strict=True))
    assert max(Counter(first + second).values()) <= most
    owners = ObservedOwners(
        group=dealt(profile.groups, 1), sector=dealt(profile.sectors, 2),
        communication=partly(3), conflict=partly(4), gotong_royong=partly(5), commitment=partly(6),
        knowledge_promotion=partly(7), income=[v and v + 1 for v in partly(8, 3e6)],
        belief={profile.groups[-1].name: partly(9)},
    )  # fmt: skip
    start = Start(owners=owners, ties=ObservedTies(first=first, second=second, strength=strength))
    return VillageProfile.model_validate(profile.model_dump() | {"start": start})


def half_asked(profile: VillageProfile) -> VillageProfile:
    """Return a village that was observed whole as one of which only the first half was asked."""
    start = profile.start
    assert start is not None and start.owners is not None and start.ties is not None
    asked = profile.owners // 2
    rows = zip(start.ties.first, start.ties.second, start.ties.strength, strict=True)
    first, second, strength = (
        list(column) for column in zip(*(row for row in rows if min(row[:2]) < asked), strict=True)
    )
    blank = [None] * (profile.owners - asked)
    norms = {name: getattr(start.owners, name)[:asked] + blank for name in ("gotong_royong", "commitment")}
    known = Start(
        owners=start.owners.model_copy(update=norms),
        ties=ObservedTies(first=first, second=second, strength=strength),
        sample=Sample(asked=asked, mutual=0.5),
    )
    return VillageProfile.model_validate(profile.model_dump() | {"start": known})
