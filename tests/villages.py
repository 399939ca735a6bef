"""Villages for tests: small ones in which every number is known, and any valid one for properties."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import strategies as st

from simulation.compiled import Record
from simulation.interventions.agenda import make_agenda
from simulation.interventions.sessions import hold_session
from simulation.model.behaviour_record import behaviour_record
from simulation.model.members import count_members
from simulation.model.rules.meeting import setting
from simulation.model.state import FOUNDERS, VillageState, found
from simulation.parameters import (
    DOSES,
    TOPICS,
    Behaviour,
    Cost,
    Dose,
    Eligibility,
    Group,
    Sector,
    SelfSelection,
    VillageProfile,
    description,
)

CERTAIN = {"sensitivity": 0.0, "norm_weight": 0.0, "rivalry": 0.0, "lapse": 1.0, "misreading": 0.0}
"""With a push of 20 everybody intends to cooperate; who lacks commitment then lapses for certain."""
PUSH = 20.0


ALIKE: dict[str, Any] = {
    "sociability_sd": 0.0, "trustworthiness_sd": 0.0, "income_spread": 0.0, "attendance_spread": 0.0,
    "bad_generalisation": 1.0, "redraw": 0.0, "exit_rate": 0.0,
}  # fmt: skip
"""Nobody differs, nobody leaves, what is avoided is lost: a village in which numbers can be known."""


def alike(**changes: Any) -> Behaviour:
    """Return the default behaviour of owners who are alike, with these changes."""
    return Behaviour(**(ALIKE | changes))


def record(**changes: Any) -> Record:
    """Return the same as the rules read it."""
    return behaviour_record(alike(**changes))


def certain(**changes: Any) -> Record:
    """Return a behaviour without chance: commitment 1 cooperates, commitment 0 defects."""
    return record(**(CERTAIN | changes))


def held(**changes: Any) -> Record:
    """Return a setting in which everybody intends to cooperate."""
    return setting(**({"process": 1 << 40, "source": 0, "talk": PUSH} | changes))


def make_profile(groups: str, sectors: str = "", relations: Any = None) -> VillageProfile:
    """Return a profile with one owner a letter."""
    sectors = sectors or "x" * len(groups)

    def parts(kind: Any, letters: str) -> list[Any]:
        return [kind(name=each, share=letters.count(each) / len(letters)) for each in sorted(set(letters))]

    return VillageProfile(
        name="Small",
        owners=len(groups),
        groups=parts(Group, groups),
        sectors=parts(Sector, sectors),
        relations=relations,
    )


def make_village(
    groups: str,
    sectors: str = "",
    *,
    relations: Any = None,
    circle: int = 24,
    belief: float = 0.5,
    events: bool = False,
    **fields: Any,
) -> VillageState:
    """Return a village of strangers in which every number is known.

    Parameters
    ----------
    groups, sectors : str
        One letter an owner: ``make_village("aab", "xyy")``; letters stand for indices in their order.
    relations : list of lists
        See VillageProfile.
    circle : int
        Acquaintances an owner keeps.
    belief : float
        What everybody believes of every group.
    events : bool
        Make room for the events of a week.
    fields
        Values of fields of the owners, one for all or one each; everything not named is 0, but sociability 1.
    """
    sectors = sectors or "x" * len(groups)
    profile = make_profile(groups, sectors, relations)
    state = found(profile, Behaviour(acquaintances=circle), 1, events=events)
    state.owners[:] = np.zeros(1, state.owners.dtype)[0]
    state.owners["group"] = [sorted(set(groups)).index(each) for each in groups]
    state.owners["sector"] = [sorted(set(sectors)).index(each) for each in sectors]
    state.owners["mediates_until"] = state.owners["arrived"] = FOUNDERS
    state.owners["sociability"] = 1.0
    for name, value in fields.items():
        state.owners[name] = value
    state.cases[0] = state.owners["cases_left"].sum()
    state.beliefs["prior"] = state.beliefs["prior_start"] = belief
    count_members(state.owners, state.groups, state.sizes, state.met, state.members, state.members_met)
    return state


@dataclass(frozen=True)
class Pair:
    """What one owner has of another: evidence for and against, and their tie."""

    good: float
    bad: float
    tie: float


def know(
    state: VillageState,
    i: int,
    j: int,
    good: tuple[float, float] = (0.0, 0.0),
    bad: tuple[float, float] = (0.0, 0.0),
    tie: float = 0.0,
) -> None:
    """Let two strangers keep each other in mind, with this evidence on each side."""
    for side, (one, two) in enumerate(((i, j), (j, i))):
        slot = state.owners["acquaintances"][one]
        partner = state.owners[two]
        state.circle[one, slot] = (good[side], bad[side], tie, two, partner["group"], partner["sector"])
        state.owners["acquaintances"][one] += 1


def kept(state: VillageState, i: int) -> dict[int, Pair]:
    """Return everybody an owner keeps in mind."""
    rows = state.circle[i, : state.owners["acquaintances"][i]]
    return {int(row["partner"]): Pair(*map(float, (row["good"], row["bad"], row["tie"]))) for row in rows}


def of(state: VillageState, i: int, j: int) -> Pair:
    """Return what i has of j, who is kept in mind."""
    return kept(state, i)[j]


def assert_mutual(state: VillageState) -> None:
    """Everybody is kept by both sides or none, once, with one tie, and never oneself."""
    circles = [kept(state, i) for i in range(state.owners.size)]
    for i, circle in enumerate(circles):
        assert len(circle) == state.owners["acquaintances"][i] <= state.circle.shape[1]
        assert i not in circle
        for j, pair in circle.items():
            assert i in circles[j]
            assert circles[j][i].tie == pair.tie


def met(state: VillageState, *sources: int) -> list[tuple[int, int]]:
    """Return who met whom this week, (initiator, partner) in order; the state has room for events."""
    events = state.events[: state.recorded[0]]
    return [
        (int(event["initiator"]), int(event["partner"]))
        for event in events
        if event["initiator_cooperated"] >= 0 and (not sources or event["source"] in sources)
    ]


def dose_record(name: str, dose: Dose, owners: int = 60, groups: tuple[str, ...] = ("a", "b")) -> Record:
    """Return a dose as the compiled activities read it."""
    return make_agenda({name: dose}, groups, owners).doses[0]


def hold(
    state: VillageState,
    name: str,
    dose: dict[str, Any],
    present: Any = None,
    *,
    week: int = 1,
    seed: int = 1,
    b: Record | None = None,
) -> list[int]:
    """Hold one session of an activity to which everybody is invited; return the heads that are paid for.

    Everybody comes, unless told otherwise.
    """
    everybody = np.arange(state.owners.size)
    came = everybody if present is None else np.asarray(present, dtype=np.int64)
    b = record() if b is None else b
    agenda = make_agenda({name: DOSES[name](**dose)}, ("a", "b"), state.owners.size)
    heads: list[int] = hold_session(state, b, agenda, 0, seed, week, everybody, came).tolist()
    return heads


def bits(state: VillageState, rows: np.ndarray | None = None) -> dict[str, bytes]:
    """Return every number of a state (or of some owners' rows of it) bit by bit, by name."""
    found_bits = {}
    for name, array in state._asdict().items():
        if rows is not None:
            if name not in ("owners", "beliefs", "circle"):
                continue
            array = array[rows]  # noqa: PLW2901 - the same array, fewer rows
        for field in array.dtype.names or ("",):
            found_bits[f"{name} {field}"] = (array[field] if field else array).tobytes()
    return found_bits


def stock(state: VillageState) -> np.ndarray:
    """Return the evidence kept in the village, by (own, other group) and (good, bad)."""
    total = np.zeros((2, 2))
    group = state.owners["group"]
    for i in range(group.size):
        for j, pair in kept(state, i).items():
            total[int(group[i] != group[j])] += pair.good, pair.bad
    return total


# ----------------------------------------------------------------------- anything valid, for hypothesis
MOST = {
    "meetings": 5, "acquaintances": 30, "first": 10, "every": 5, "sessions": 6, "capacity": 20, "circle": 12,
    "table": 12, "term": 12, "dyads": 15, "talks": 6, "caseload": 4, "service": 30,
}  # fmt: skip
"""Upper ends in tests, where the limit of a parameter would take too long."""


def _any(name: str, field: Any) -> st.SearchStrategy[Any]:
    low, high = description(field).limits
    high = min(MOST.get(name, high), high if high is not None else MOST[name])
    if field.annotation is float:
        return st.floats(low, high, allow_subnormal=False)
    numbers = st.integers(low, high)
    return numbers if field.annotation is int else st.none() | numbers


@st.composite
def behaviours(draw: st.DrawFn) -> Behaviour:
    """Any behaviour within the limits; meetings and acquaintances few enough to be fast."""
    values = {name: draw(_any(name, field)) for name, field in Behaviour.model_fields.items()}
    tie = sorted(draw(st.lists(st.floats(0, 1, allow_subnormal=False), min_size=2, max_size=2, unique=True)))
    return Behaviour(**(values | {"tie_minimum": tie[0], "tie_start": tie[1]}))


def _shares(draw: st.DrawFn, most: int) -> list[float]:
    weights = draw(st.lists(st.integers(1, 9), min_size=1, max_size=most))
    return [weight / sum(weights) for weight in weights]


@st.composite
def profiles(draw: st.DrawFn, owners: int = 40, groups: int = 5, sectors: int = 4) -> VillageProfile:
    """Any village of at least 2 and at most so many owners, groups and sectors."""
    topics = st.lists(st.sampled_from(TOPICS), unique=True)
    shares = _shares(draw, sectors)
    relations = None
    if draw(st.booleans()):
        signs = np.zeros((len(shares), len(shares)), dtype=int)
        for a in range(len(shares)):
            for b in range(a, len(shares)):
                signs[a, b] = signs[b, a] = draw(st.sampled_from((-1, 0, 1)))
        relations = signs.tolist()
    return VillageProfile(
        name="Any",
        owners=draw(st.integers(2, owners)),
        groups=[
            Group(name=f"g{place}", share=share, strong_topics=draw(topics))
            for place, share in enumerate(_shares(draw, groups))
        ],
        sectors=[Sector(name=f"s{place}", share=share) for place, share in enumerate(shares)],
        relations=relations,
    )


@st.composite
def _eligibility(draw: st.DrawFn, groups: list[str]) -> Eligibility:
    select = draw(
        st.sampled_from(("everyone", "group", "least_trusting", "least_connected", "most_central", "random"))
    )
    if select == "everyone":
        return Eligibility()
    if select == "group":
        return Eligibility(select="group", group=draw(st.sampled_from(groups)))
    if draw(st.booleans()):
        return Eligibility(select=select, number=draw(st.integers(0, 50)))
    return Eligibility(select=select, share=draw(st.floats(0, 1)))


@st.composite
def doses(draw: st.DrawFn, name: str, groups: list[str]) -> Dose:
    """Any dose of an activity in a village with these groups."""
    values: dict[str, Any] = {
        "who": draw(_eligibility(groups)),
        "attendance": draw(
            st.floats(0, 1)
            | st.builds(SelfSelection, lowest=st.floats(0, 1), highest=st.floats(0, 1))
        ),
        "cost": Cost(speaker_hours=draw(st.floats(0, 9)), per_head=draw(st.floats(0, 1e5))),
    }  # fmt: skip
    for field_name, field in DOSES[name].model_fields.items():
        if field_name == "seating":
            values[field_name] = draw(st.sampled_from(("mixed", "by_group", "by_sector")))
        elif field_name not in values:
            values[field_name] = draw(_any(field_name, field))
    return DOSES[name](**values)


@st.composite
def programmes(draw: st.DrawFn, profile: VillageProfile) -> dict[str, Dose]:
    """Any subset of the seven activities with any doses."""
    names = draw(st.lists(st.sampled_from(sorted(DOSES)), unique=True))
    groups = [group.name for group in profile.groups]
    return {name: draw(doses(name, groups)) for name in names}
