"""The compiled model follows the readable twin: the same trajectory, week by week, to 1e-9."""

import ast
from pathlib import Path

import numpy as np
import pytest

from simulation.measures.catalogue import SOURCES
from simulation.mechanisms.registry import mechanisms_of, shipped
from simulation.model.engine import Engine
from simulation.model.state import TALLIES
from simulation.parameters import (
    DOSES,
    NORMS,
    Behaviour,
    Eligibility,
    Group,
    Sector,
    SelfSelection,
    VillageProfile,
)
from simulation.parameters.programme import Cost
from simulation.reference import ReferenceVillage
from tests.observed_villages import half_asked, observed

WEEKS = 60
TOLERANCE = 1e-9
BEFORE_ALL_WEEKS = -10_000
"""The compiled model notes an earlier week as the arrival of a founder."""


def everything() -> dict:
    return {name: dose() for name, dose in DOSES.items()}


def profile(
    owners: int, groups: int, sectors: int = 4, shares: list[float] | None = None, **more: object
) -> VillageProfile:
    shares = shares or [1 / groups] * groups
    topics = [("raw_materials",), ("marketing", "promotion"), ()]
    return VillageProfile(
        name="test",
        owners=owners,
        groups=[
            Group(name=f"group_{i}", share=share, strong_topics=topics[i % 3])
            for i, share in enumerate(shares)
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
PEOPLE_DIFFER = {
    "trustworthiness_sd": 0.8,
    "sociability_sd": 0.7,
    "income_spread": 1.0,
    "attendance_spread": 0.8,
    "redraw": 0.5,
    "bad_generalisation": 2.0,
    "group_memory": 0.95,
    "mentored_half_life": 40.0,
    "exit_rate": 0.08,
}
"""People differ, bad experience generalises more and the memory of groups is the shorter one; firms close."""
OFTEN = PEOPLE_DIFFER | {"exit_rate": 0.9}
"""The same, and one firm in 23 closes every week."""
BUSY = Behaviour(meetings=2.0, acquaintances=8, by_tie=0.3, memory=0.9, tie_decay=0.12, misreading=0.35)
FORUM_OF_A_GROUP = DOSES["forum"](
    who=Eligibility(select="group", group="group_1"), first=2, every=2, term=8, table=4
)
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

CASES |= {
    "people differ": (KALORAN, Behaviour(**PEOPLE_DIFFER), everything(), 52, 13),
    "firms close often, three groups, varied doses": (
        profile(45, 3),
        Behaviour(**OFTEN, acquaintances=12),
        VARIED,
        20,
        14,
    ),
    "a group of two": (
        profile(30, 2, shares=[1 / 15, 14 / 15]),
        Behaviour(**OFTEN, avoidance=0.85),
        everything(),
        10,
        15,
    ),
    "people differ, five groups": (
        profile(31, 5, 3, relations=NEIGHBOURS),
        Behaviour(**OFTEN, acquaintances=8),
        everything(),
        5,
        16,
    ),
    "two owners who differ": (profile(2, 2), Behaviour(**OFTEN, avoidance=0.5), everything(), 5, 17),
    "a forum of one group, firms close often": (
        profile(40, 3),
        Behaviour(**OFTEN),
        everything() | {"forum": FORUM_OF_A_GROUP},
        0,
        18,
    ),
    "a forum by group, firms close often": (
        profile(40, 2),
        Behaviour(**OFTEN),
        {"forum": DOSES["forum"](seating="by_group", term=12, capacity=25)},
        0,
        19,
    ),
}


def otherwise(profile: VillageProfile, *groups: dict[str, float], **spreads: float) -> VillageProfile:
    """Return the profile with groups that behave otherwise, and parameters that spread over persons."""
    document = profile.model_dump()
    for group, own in zip(document["groups"], groups, strict=False):
        group["behaviour"] = own
    return VillageProfile.model_validate(document | {"spreads": spreads})


TOUCHY = {
    "threshold": 0.5, "memory": 0.9, "group_memory": 0.93, "meetings": 2.0, "misreading": 0.4,
    "exit_rate": 0.6, "belief_other": 0.3, "prior_weight": 1.0, "belief_weight": 3.0,
    "sharing": 0.5, "practice": 0.1,
    "skill_half_life": 10.0, "knowledge_half_life": 20.0, "mentored_half_life": 15.0,
    "vision_half_life": 30.0, "norm_learning": 0.4, "norm_anchor": 0.3,
    "generalisation": 0.3, "bad_generalisation": 3.0,
    "bad_weight": 2.0, "avoidance": 0.9, "by_tie": 0.2, "by_friend": 0.7, "redraw": 0.9, "lapse": 0.3,
    "rivalry": 1.0, "attendance_spread": 0.9, "income": 900_000.0, "income_ties": 0.3, "income_sd": 0.6,
    "trustworthiness_sd": 1.0, "sociability_sd": 0.9, "communication": 0.7, "knowledge_weak": 0.4,
}  # fmt: skip
"""What a group may do otherwise, nearly all of it."""
SPREADS = {
    "threshold": 0.08, "memory": 0.05, "meetings": 0.5, "prior_weight": 0.5, "misreading": 0.2, "by_tie": 0.3,
    "belief_own": 0.2, "norm_anchor": 0.2, "income": 300_000.0, "sharing": 0.2, "group_memory": 0.1,
}  # fmt: skip
OTHERWISE = {
    "a group behaves otherwise": (otherwise(KALORAN, {}, TOUCHY), Behaviour(), everything(), 20, 41),
    "parameters spread over persons": (otherwise(KALORAN, **SPREADS), Behaviour(), everything(), 20, 42),
    "groups behave otherwise, persons spread, firms close often": (
        otherwise(profile(45, 3), TOUCHY, {"meetings": 0.5}, **SPREADS),
        Behaviour(**OFTEN, acquaintances=12),
        VARIED,
        20,
        43,
    ),
    "one group, persons spread": (
        otherwise(profile(20, 1), **SPREADS), Behaviour(**OFTEN), everything(), 5, 44
    ),
    "as observed, groups otherwise and persons spread": (
        otherwise(observed(profile(45, 3), 6, 24), TOUCHY, **SPREADS), Behaviour(**OFTEN), VARIED, 10, 45
    ),
}  # fmt: skip
CASES |= OTHERWISE
CASES |= {
    "as observed": (observed(KALORAN, 1, 24), Behaviour(), everything(), 0, 11),
    "as observed, few acquaintances, relaxed for ten weeks": (
        observed(profile(45, 3), 2, 12),
        Behaviour(acquaintances=12, memory=0.9, group_memory=1.0, generalisation=0.2),
        VARIED,
        10,
        12,
    ),
    "as observed, people differ": (observed(KALORAN, 3, 24), Behaviour(**PEOPLE_DIFFER), everything(), 0, 20),
    "as observed, firms close often": (observed(profile(45, 3), 4, 24), Behaviour(**OFTEN), VARIED, 10, 21),
    "half of the owners asked": (half_asked(observed(profile(45, 3), 7, 20)), Behaviour(), VARIED, 0, 47),
}


ALL_MECHANISMS = {name: {} for name in shipped()}
STRONG = {
    "neighbourhood": {"strength": 1.0, "neighbourhoods": 12, "kin_groups": 20},
    "broadcast": {"strength": 1.0, "reach": 0.8, "brokers": 0.2},
    "gossip": {"strength": 2.0, "chance": 1.0},
    "retaliation": {"strength": 1.5},
    "standing_meetings": {"strength": 0.7, "every": 3, "size": 7, "attendance": 0.6, "mixed": 1},
}
# a mechanism alone in a village where people differ; together also where firms close often
MECHANISM_CASES = {
    name: (KALORAN, Behaviour(**PEOPLE_DIFFER), everything(), 20, 22 + place, {name: {}})
    for place, name in enumerate(shipped())
} | {
    "all, no programme": (KALORAN, Behaviour(), {}, 30, 31, ALL_MECHANISMS),
    "all and strong, firms close often": (
        profile(45, 3),
        Behaviour(**OFTEN, acquaintances=12),
        VARIED,
        20,
        32,
        STRONG,
    ),
    "all and strong, few acquaintances, five groups": (profile(31, 5, 3), BUSY, everything(), 5, 33, STRONG),
    "all, two owners": (profile(2, 2), Behaviour(**OFTEN, avoidance=0.5), everything(), 5, 34, STRONG),
    "all, groups otherwise and persons spread": (
        otherwise(profile(45, 3), TOUCHY, **SPREADS),
        Behaviour(**OFTEN),
        VARIED,
        10,
        46,
        STRONG,
    ),
    "all, as observed": (
        observed(profile(45, 3), 5, 24),
        Behaviour(**OFTEN),
        VARIED,
        10,
        35,
        STRONG | {"standing_meetings": {"every": 1, "size": 5}},
    ),
}


@pytest.mark.parametrize(
    "case", [*CASES.values(), *MECHANISM_CASES.values()], ids=[*CASES.keys(), *MECHANISM_CASES.keys()]
)
def test_fast_and_readable_model_are_the_same(case: tuple) -> None:
    village, behaviour, doses, burn_in, seed, *more = case
    mechanisms = mechanisms_of(more[0] if more else {})
    fast = Engine(village, behaviour, seed, burn_in=burn_in, doses=doses, mechanisms=mechanisms)
    twin = ReferenceVillage(village, behaviour, doses, seed, burn_in=burn_in, mechanisms=mechanisms)
    assert_same_state(fast, twin, -burn_in)
    for week in range(1 - burn_in, WEEKS + 1):
        fast.advance(week)
        twin.step()
        assert_same_state(fast, twin, week)
        assert_same_books(fast, twin, week)
    if behaviour.exit_rate > 0:
        assert any(owner.arrived is not None for owner in twin.owners)


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
        "mentored",
        "sociability",
        "trustworthiness",
        "attendance",
        "income",
        "cases_left",
    ):
        assert_close(rows[name], [getattr(owner, name) for owner in twin.owners], name, week)
    founders = [owner.arrived is None for owner in twin.owners]
    assert_close(rows["arrived"] < BEFORE_ALL_WEEKS, founders, "founders", week)
    arrived = [owner.arrived for owner in twin.owners if owner.arrived is not None]
    assert_close(rows["arrived"][~np.array(founders)], arrived, "arrived", week)
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


def test_the_twin_imports_only_draws_and_parameters() -> None:
    for path in (Path(__file__).parent / "reference").glob("*.py"):
        imported = []
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                imported += [f"{node.module}.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                imported += [alias.name for alias in node.names]
        for name in imported:
            allowed = name.startswith(("simulation.model.draws", "simulation.parameters"))
            assert allowed or not name.startswith("simulation"), f"{path.name}: {name}"


def test_norms_are_in_the_order_of_both() -> None:
    assert NORMS == ("gotong_royong", "transparency", "commitment")
