"""The compiled model follows the readable twin: the same trajectory, week by week, to 1e-9."""

from collections import Counter

import numpy as np
import pytest

from simulation.measures.catalogue import SOURCES
from simulation.model.draws import uniform
from simulation.model.engine import Engine
from simulation.model.state import TALLIES
from simulation.parameters import (
    DOSES,
    NORMS,
    Behaviour,
    Eligibility,
    Group,
    ObservedOwners,
    ObservedTies,
    Sector,
    SelfSelection,
    Start,
    VillageProfile,
)
from simulation.parameters.programme import Cost
from simulation.parameters.village import quotas
from tests.reference import ReferenceVillage

WEEKS = 60
TOLERANCE = 1e-9


def everything() -> dict:
    return {name: dose() for name, dose in DOSES.items()}


def profile(owners: int, groups: int, sectors: int = 4, **more: object) -> VillageProfile:
    topics = [("raw_materials",), ("marketing", "promotion"), ()]
    return VillageProfile(
        name="test",
        owners=owners,
        groups=[
            Group(name=f"group_{i}", share=1 / groups, strong_topics=topics[i % 3]) for i in range(groups)
        ],
        sectors=[Sector(name=f"sector_{i}", share=1 / sectors) for i in range(sectors)],
        **more,
    )


KALORAN = VillageProfile(
    name="kaloran",
    owners=60,
    groups=[
        Group(name="local", share=0.6, strong_topics=("raw_materials",)),
        Group(name="newcomer", share=0.4, strong_topics=("marketing", "promotion")),
    ],
    sectors=[Sector(name=name, share=0.25) for name in ("food", "craft", "retail", "services")],
)

VARIED = everything() | {
    "communication_training": DOSES["communication_training"](
        who=Eligibility(select="group", group="group_1"), capacity=5
    ),
    "conflict_training": DOSES["conflict_training"](
        who=Eligibility(select="random", share=0.3), attendance=1.0, service=10, caseload=1
    ),
    "dialogue_mediation": DOSES["dialogue_mediation"](circle=6, talks=4, dyads=4, relief=0.3, first=1),
    "forum": DOSES["forum"](
        seating="by_sector",
        every=3,
        term=7,
        table=5,
        attendance=SelfSelection(lowest=0.3, highest=0.9),
        sessions=9,
    ),
    "collaboration_simulation": DOSES["collaboration_simulation"](
        who=Eligibility(select="most_central", number=20)
    ),
    "mentoring": DOSES["mentoring"](who=Eligibility(select="least_trusting", share=0.5), attendance=0.7),
    "shared_vision": DOSES["shared_vision"](first=2, sessions=5, every=4, cost=Cost(per_session=1e6)),
}
BUSY = Behaviour(meetings=2.0, acquaintances=8, by_tie=0.3, memory=0.9, tie_decay=0.12, misreading=0.35)
NEIGHBOURS = [[-1, 1, 0], [1, -1, 1], [0, 1, 0]]

CASES = {
    "kaloran": (KALORAN, Behaviour(), everything(), 52, 7),
    "without a programme": (KALORAN, Behaviour(), {}, 0, 1),
    "few acquaintances, many disputes": (KALORAN, BUSY, everything(), 10, 2),
    "three groups, varied doses": (profile(45, 3), Behaviour(acquaintances=12), VARIED, 20, 3),
    "five groups, neutral sectors": (profile(31, 5, 3, relations=NEIGHBOURS), BUSY, everything(), 5, 4),
    "one group": (profile(20, 1), Behaviour(), everything(), 0, 5),
    "two owners": (profile(2, 2), Behaviour(avoidance=0.3), everything(), 0, 6),
    "forum of each group": (
        profile(40, 2),
        Behaviour(),
        {
            "forum": DOSES["forum"](seating="by_group", capacity=15),
            "shared_vision": DOSES["shared_vision"](first=1),
        },
        0,
        2**62 + 12345,
    ),
    "a forum without places keeps no vision": (
        profile(20, 2),
        Behaviour(),
        {"forum": DOSES["forum"](capacity=0), "shared_vision": DOSES["shared_vision"](first=1)},
        0,
        9,
    ),
}


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


CASES |= {
    "as observed": (observed(KALORAN, 1, 24), Behaviour(), everything(), 0, 11),
    "as observed, few acquaintances, relaxed for ten weeks": (
        observed(profile(45, 3), 2, 12),
        Behaviour(acquaintances=12, memory=0.9, group_memory=1.0, generalisation=0.2),
        VARIED,
        10,
        12,
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_fast_and_readable_model_are_the_same(case: tuple) -> None:
    village, behaviour, doses, burn_in, seed = case
    fast = Engine(village, behaviour, seed, burn_in=burn_in, doses=doses)
    twin = ReferenceVillage(village, behaviour, doses, seed, burn_in=burn_in)
    assert_same_state(fast, twin, -burn_in)
    for week in range(1 - burn_in, WEEKS + 1):
        fast.advance(week)
        twin.step()
        assert_same_state(fast, twin, week)
        assert_same_books(fast, twin, week)


def assert_close(ours: object, theirs: object, what: str, week: int) -> None:
    np.testing.assert_allclose(
        np.asarray(ours, float), np.asarray(theirs, float), rtol=TOLERANCE, atol=TOLERANCE,
        err_msg=f"{what}, week {week}",
    )  # fmt: skip


def assert_same_state(fast: Engine, twin: ReferenceVillage, week: int) -> None:
    rows = fast.state.owners
    for name in (
        "group",
        "sector",
        "communication",
        "conflict",
        "norms",
        "anchors",
        "knowledge",
        "income",
        "cases_left",
    ):
        assert_close(rows[name], [getattr(owner, name) for owner in twin.owners], name, week)
    for ours, theirs in (("prior", "prior"), ("good", "group_good"), ("bad", "group_bad")):
        assert_close(
            fast.state.beliefs[ours], [getattr(owner, theirs) for owner in twin.owners], theirs, week
        )
    for i, owner in enumerate(twin.owners):
        circle = fast.state.circle[i, : rows["acquaintances"][i]]
        ours = {int(known["partner"]): (known["good"], known["bad"], known["tie"]) for known in circle}
        theirs = {j: (known.good, known.bad, known.tie.strength) for j, known in owner.acquaintances.items()}
        assert ours.keys() == theirs.keys(), f"acquaintances of {i}, week {week}"
        if ours:
            assert_close([ours[j] for j in ours], [theirs[j] for j in ours], f"circle of {i}", week)


def assert_same_books(fast: Engine, twin: ReferenceVillage, week: int) -> None:
    assert_close(fast.state.tallies, [twin.tallies[name] for name in TALLIES], "tallies", week)
    assert_close(fast.programme.cost, twin.cost, "cost", week)
    for source, (name, _, _) in enumerate(SOURCES):
        for side, relation in enumerate(("own", "other")):
            change = twin.ledger.get((name, relation), (0.0, 0.0))
            assert_close(fast.state.ledger[source, side], change, f"ledger {name} {relation}", week)


def test_the_twin_imports_nothing_of_the_rules() -> None:
    from pathlib import Path

    for path in (Path(__file__).parent / "reference").glob("*.py"):
        text = path.read_text()
        for forbidden in (
            "simulation.model.rules",
            "simulation.model.state",
            "simulation.interventions",
            "simulation.model.engine",
        ):
            assert forbidden not in text, path.name


def test_norms_are_in_the_order_of_both() -> None:
    assert NORMS == ("gotong_royong", "transparency", "commitment")
