"""Every plan of a space can be bought and held; what it costs is known before it is simulated."""

from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.experiment.budget import expected_cost
from simulation.parameters import Dose, Prices
from simulation.parameters.programme import Cost, Eligibility
from simulation.questions.plan.space import FIRST, GENES, PLACE, RHYTHM, SESSIONS, PlanSpace
from tests.questions.plan.spaces import PRICES, VILLAGE, space

WHOLE = space()


def drawn(found: PlanSpace) -> st.SearchStrategy[tuple[int, ...]]:
    return st.tuples(*(st.integers(0, int(number) - 1) for number in found.levels))


@settings(max_examples=60, deadline=None)
@given(drawn(WHOLE))
def test_a_repaired_plan_is_within_the_ceiling_and_ends_in_time(genes: tuple[int, ...]) -> None:
    plan = WHOLE.repaired(genes)
    assert WHOLE.cost(plan) <= WHOLE.ceiling
    for dose in WHOLE.doses(plan).values():
        assert type(dose).model_validate(dose.model_dump()) == dose
        assert len(dose.weeks(WHOLE.weeks)) == dose.sessions


@settings(max_examples=60, deadline=None)
@given(drawn(WHOLE))
def test_a_plan_is_repaired_once_for_all_and_written_in_one_way_only(genes: tuple[int, ...]) -> None:
    plan = WHOLE.repaired(genes)
    assert WHOLE.repaired(plan) == plan
    same = [WHOLE.repaired(other) for other in (genes, list(genes))]
    assert same == [plan, plan]
    for place in range(0, len(plan), GENES):
        own = plan[place : place + GENES]
        if own[SESSIONS] == 0:
            assert own == (0, 0, 0, 0)


@settings(max_examples=60, deadline=None)
@given(drawn(WHOLE))
def test_a_plan_costs_its_sessions_at_their_expected_rupiah(genes: tuple[int, ...]) -> None:
    plan = WHOLE.repaired(genes)
    sessions = [
        len(dose.weeks(WHOLE.weeks)) * expected_cost(dose, VILLAGE, PRICES)
        for dose in WHOLE.doses(plan).values()
    ]
    assert abs(WHOLE.cost(plan) - sum(sessions)) < 1e-6


def test_a_repair_to_a_lower_ceiling_only_takes_sessions_away() -> None:
    plan = WHOLE.beginnings(1, 3)[0]
    half = WHOLE.cost(plan) / 2
    cheaper = WHOLE.repaired(plan, half)
    assert 0 < WHOLE.cost(cheaper) <= half
    fewer = zip(WHOLE.doses(cheaper).items(), strict=False)
    assert all(dose.sessions <= WHOLE.doses(plan)[name].sessions for ((name, dose),) in fewer)


def test_an_activity_that_would_end_too_late_first_meets_more_often_then_begins_earlier() -> None:
    found = space("communication_training", weeks=12, ceiling=1e9)
    (lever,) = found.levers
    genes = [0] * GENES
    genes[SESSIONS] = lever.sessions.index(4)
    genes[RHYTHM], genes[FIRST] = lever.every.index(4), lever.first.index(5)
    (dose,) = found.doses(found.repaired(genes)).values()
    assert (dose.first, dose.every) == (5, 2)  # weeks 5, 7, 9, 11
    genes[SESSIONS] = lever.sessions.index(12)
    (dose,) = found.doses(found.repaired(genes)).values()
    assert (dose.first, dose.every) == (1, 1)


def test_capacity_is_a_share_of_those_who_would_come() -> None:
    found = {lever.activity: lever.places for lever in WHOLE.levers}
    assert found["communication_training"] == (None, 10, 5)  # 24 owners, 80 % come
    assert found["forum"] == (None, 8, 4)  # 60 %
    assert found["mentoring"] == (None, 10, 5)  # the 20 with the fewest ties


def test_what_is_dearer_than_the_ceiling_is_not_offered() -> None:
    found = space("communication_training", "mentoring", ceiling=1e6)
    assert [lever.sessions for lever in found.levers] == [(0,), (0, 1)]
    assert found.cheapest == ("mentoring", 5 * 150_000)


def test_a_users_own_activity_is_offered_with_its_own_dose() -> None:
    market = Dose(who=Eligibility(select="random", number=8), every=3, cost=Cost(per_session=1e6))
    found = PlanSpace({"market": market}, VILLAGE, Prices(), 20, 5e6)
    plan = found.repaired([3, 1, 2, 1])
    (dose,) = found.doses(plan).values()
    assert (dose.who, dose.sessions, dose.every, dose.first, dose.capacity) == (market.who, 3, 3, 5, 4)


def test_what_costs_nothing_is_limited_by_the_weeks_alone() -> None:
    free = Dose(cost=Cost(catering=False))
    found = PlanSpace({"free": free}, VILLAGE, Prices(), 20, 1.0)
    assert found.levers[0].sessions[-1] == 20
    assert found.cost(found.repaired([len(found.levers[0].sessions) - 1, 0, 0, 0])) == 0


def test_a_search_begins_with_different_plans_at_all_costs() -> None:
    plans = WHOLE.beginnings(40, 1)
    assert len(set(plans)) == 40
    assert plans == WHOLE.beginnings(40, 1)
    assert plans[20:] != WHOLE.beginnings(40, 2)[20:]
    costs = [WHOLE.cost(plan) / WHOLE.ceiling for plan in plans]
    assert min(costs) < 0.2
    assert max(costs) > 0.8
    held = {name for plan in plans for name in WHOLE.doses(plan)}
    assert held == {lever.activity for lever in WHOLE.levers}


def test_all_plans_of_a_small_space_are_listed_once() -> None:
    found = space("forum", weeks=4, ceiling=3e6)
    plans = found.every_plan()
    # no session; 1 session in week 1 at three capacities; as many as the weeks and the money allow
    assert len(plans) == len(set(plans))
    assert {found.doses(plan)["forum"].sessions for plan in plans if any(plan)} == set(
        found.levers[0].sessions[1:]
    )
    assert {plan[PLACE] for plan in plans} == {0, 1, 2}
