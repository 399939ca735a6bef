"""The programme: who is invited and comes, when, and what it costs (ODD 7.8)."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.interventions.agenda import make_agenda
from simulation.interventions.attendance import attendance
from simulation.interventions.eligibility import (
    EVERYONE,
    GROUP,
    LEAST_CONNECTED,
    LEAST_TRUSTING,
    MOST_CENTRAL,
    RANDOM,
    choose,
    mean_belief,
    ties,
)
from simulation.interventions.programme import Programme
from simulation.interventions.sessions import hold_sessions, is_due
from simulation.model import draws
from simulation.model.engine import Engine
from simulation.model.rules.trust import belief
from simulation.model.state import found
from simulation.parameters import DOSES, Behaviour, Cost, Dose, Eligibility, Prices, SelfSelection
from tests.villages import alike, dose_record, know, make_profile, make_village, record

NAME = "communication_training"
WEEK, SEED = 3, 1
PROCESS = draws.activity_process(NAME)


def village():
    """Return ten owners who differ in their ties and beliefs."""
    state = make_village("aaaaabbbbb")
    for i in range(5):
        for j in range(i):
            know(state, i, 5 + j, tie=0.5)
    state.beliefs["prior"][:, 0] = np.linspace(0.1, 0.9, 10)
    state.beliefs["prior"][:, 1] = np.linspace(0.9, 0.1, 10) ** 2
    return state


def chosen(state, week=WEEK, **who) -> list[int]:
    dose = DOSES[NAME](who=Eligibility(**who))
    known = dose_record(NAME, dose, state.owners.size, ("a", "b"))
    return choose(state, record(), known, SEED, week).tolist()


def luck(owner: int, week: int = WEEK, kind: int = draws.CHOICE) -> float:
    return draws.uniform(SEED, week, PROCESS, owner, kind)


# ------------------------------------------------------------------------------------------ eligibility
def test_everyone_or_a_group_is_invited():
    assert chosen(village()) == list(range(10))
    assert chosen(village(), select="group", group="b") == [5, 6, 7, 8, 9]


def test_the_least_trusting_have_the_lowest_mean_belief_over_the_groups():
    state = village()
    state.beliefs["good"][2] = 30.0
    mean = [np.mean([belief(state, record(), i, group) for group in (0, 1)]) for i in range(10)]
    expected = sorted(range(10), key=mean.__getitem__)[:4]
    assert chosen(state, select="least_trusting", number=4) == sorted(expected)
    assert [mean_belief(state, record(), i) for i in range(10)] == pytest.approx(mean)


def test_the_least_connected_have_the_fewest_ties_and_the_most_central_the_most():
    state = village()
    assert [ties(state, record(), i) for i in range(10)] == [0, 1, 2, 3, 4, 4, 3, 2, 1, 0]
    assert chosen(state, select="least_connected", number=4) == [0, 1, 8, 9]
    assert chosen(state, select="most_central", number=4) == [3, 4, 5, 6]


def test_an_acquaintance_below_the_minimum_is_no_tie_and_a_free_row_no_acquaintance():
    state = make_village("aa")
    know(state, 0, 1, tie=0.15)
    state.circle["tie"][:, 1:] = 0.9  # left behind by somebody forgotten
    assert [ties(state, record(tie_minimum=0.15), i) for i in (0, 1)] == [0, 0]


def test_equal_ranks_and_random_go_by_the_smallest_draw():
    by_luck = sorted(range(10), key=luck)
    assert chosen(village(), select="random", number=3) == sorted(by_luck[:3])
    degree = [0, 1, 2, 3, 4, 4, 3, 2, 1, 0]
    by_rank = sorted(range(10), key=lambda i: (degree[i], luck(i)))
    assert chosen(village(), select="least_connected", number=5) == sorted(by_rank[:5])


def test_a_random_choice_is_fair():
    counts = Counter(i for week in range(1500) for i in chosen(village(), week, select="random", number=3))
    assert [counts[i] / 1500 for i in range(10)] == pytest.approx([0.3] * 10, abs=0.05)


@pytest.mark.parametrize(
    ("size", "invited"),
    [({"share": 0.25}, 15), ({"number": 7}, 7), ({"number": 99}, 60), ({"share": 0.0}, 0)],
)
def test_a_share_or_a_number_of_the_village_is_invited(size, invited):
    assert len(chosen(make_village("ab" * 30), select="random", **size)) == invited


def test_the_choice_is_made_at_the_first_session_and_kept(profile, behaviour):
    dose = DOSES["communication_training"](
        first=5,
        every=5,
        sessions=4,
        attendance=1.0,
        gain=1.0,
        who=Eligibility(select="most_central", number=6),
    )
    engine = Engine(profile, behaviour, 2, burn_in=30, doses={"communication_training": dose})
    engine.advance(4)
    assert engine.programme.invited(NAME) is None
    seen = []
    for week in range(5, 21):
        engine.advance(week)
        if week % 5 == 0:
            seen.append(np.flatnonzero(engine.state.owners["communication"] == 1.0).tolist())
    assert len(seen[0]) == 6
    assert seen == [seen[0]] * 4
    central = choose(engine.state, engine.record, dose_record(NAME, dose), 2, 20).tolist()
    assert central != seen[0]  # by now others are the most central


def test_the_choices_are_those_an_experiment_may_make():
    numbers = {
        "everyone": EVERYONE, "group": GROUP, "least_trusting": LEAST_TRUSTING,
        "least_connected": LEAST_CONNECTED, "most_central": MOST_CENTRAL, "random": RANDOM,
    }  # fmt: skip
    for select, number in numbers.items():
        more = {"everyone": {}, "group": {"group": "b"}}.get(select, {"number": 3})
        dose = Dose(who=Eligibility(select=select, **more))
        assert dose_record(NAME, dose)["select"] == number


# ------------------------------------------------------------------------------- attendance and capacity
def heads(weeks: int, profile=None, **dose) -> list[list[int]]:
    """Return who came in each of so many weekly sessions of a training."""
    profile = profile or make_profile("a" * 30 + "b" * 30)
    state = found(profile, Behaviour(), SEED)
    values = {"first": 1, "every": 1, "sessions": None, "gain": 1.0} | dose
    agenda = make_agenda({NAME: DOSES[NAME](**values)}, ["a", "b"], 60)
    came = []
    for week in range(1, weeks + 1):
        state.owners["communication"] = 0.0
        hold_sessions(state, record(), agenda, SEED, week)
        came.append(np.flatnonzero(state.owners["communication"] == 1.0).tolist())
        assert agenda.present_now.sum() == len(came[-1])
    return came


def test_those_come_whose_draw_is_below_the_attendance():
    for week, came in enumerate(heads(30, attendance=0.8), start=1):
        assert came == [owner for owner in range(60) if luck(owner, week, draws.ATTEND) < 0.8]


@pytest.mark.parametrize("rate", [0.0, 0.3, 0.8, 1.0])
def test_so_many_come_in_the_long_run(rate):
    assert np.mean([len(came) for came in heads(150, attendance=rate)]) / 60 == pytest.approx(rate, abs=0.02)


def test_with_few_places_those_with_the_smallest_draw_stay():
    full, few = heads(20, attendance=0.5), heads(20, attendance=0.5, capacity=10)
    for week, (came, stayed) in enumerate(zip(full, few, strict=True), start=1):
        places = sorted(came, key=lambda owner, week=week: luck(owner, week, draws.PLACE))
        assert stayed == sorted(places[:10])


def test_more_places_than_people_change_nothing_and_no_place_keeps_all_away():
    assert heads(10, capacity=60) == heads(10)
    assert heads(10, capacity=0) == [[]] * 10


def chances(state, invited, lowest=0.3, highest=0.9):
    return attendance(state, record(), lowest, highest, np.array(invited, dtype=np.int64))


def test_self_selected_attendance_rises_with_the_rank_of_belief_in_other_groups():
    state = make_village("aabc")
    state.beliefs["prior"] = [(0.9, 0.5, 0.3), (0.1, 0.9, 0.9), (0.2, 0.9, 0.0), (0.6, 0.6, 0.0)]
    # mean belief in the groups that are not one's own: .4, .9, .1, .6
    assert chances(state, range(4)) == pytest.approx([0.5, 0.9, 0.3, 0.7])
    assert chances(state, [0, 3]) == pytest.approx([0.3, 0.9])


def test_self_selection_keeps_the_mean_and_gives_equal_beliefs_to_the_lower_index_first():
    state = make_village("ab" * 10)
    found_chances = chances(state, range(20))
    assert found_chances == pytest.approx(np.linspace(0.3, 0.9, 20))
    assert found_chances.mean() == pytest.approx(0.6)


def test_with_one_invited_or_one_group_self_selection_is_its_mean():
    assert chances(make_village("ab"), [1]) == pytest.approx(0.6)
    assert chances(make_village("aaa"), range(3)) == pytest.approx(0.6)
    assert Dose(attendance=SelfSelection(lowest=0.3, highest=0.9)).mean_attendance() == pytest.approx(0.6)


def test_the_self_selected_come_as_often_as_their_chances():
    came = heads(
        400, attendance=SelfSelection(lowest=0.2, highest=1.0), profile=make_profile("a" * 10 + "b" * 10)
    )
    rates = np.bincount([owner for each in came for owner in each], minlength=20) / 400
    assert sorted(rates) == pytest.approx(np.linspace(0.2, 1.0, 20), abs=0.07)


# ----------------------------------------------------------------------------------- schedule and money
@given(st.integers(1, 40), st.integers(1, 12), st.none() | st.integers(0, 9), st.integers(1, 80))
def test_the_schedule_is_first_plus_every_so_many_weeks(first, every, sessions, horizon):
    dose = Dose(first=first, every=every, sessions=sessions)
    count = horizon if sessions is None else sessions
    expected = [first + number * every for number in range(count) if first + number * every <= horizon]
    assert [week for week in range(1, horizon + 1) if dose.is_due(week)] == expected
    compiled = dose_record("market", dose)
    assert [week for week in range(1, horizon + 1) if is_due(compiled, week)] == expected
    assert list(dose.weeks(horizon)) == expected
    for week in range(1, horizon + 1):
        later = [each for each in expected if each >= week]
        if later:
            assert dose.next_week(week) == later[0]


def test_the_cost_of_a_session_to_the_rupiah():
    prices = Prices(speaker_hour=900_000.0, moderator_hour=700_000.0, snack=20_000.0, transport=50_000.0)
    cost = Cost(speaker_hours=3, moderator_hours=2, per_session=150_000, per_head=12_500)
    assert cost.session(prices) == 2_700_000 + 1_400_000 + 150_000
    assert cost.head(prices) == 12_500 + 70_000
    assert cost.model_copy(update={"catering": False}).head(prices) == 12_500


def test_a_programme_costs_its_sessions_and_the_heads_that_came(profile, behaviour):
    engine = Engine(profile, behaviour, 5, burn_in=0, doses={"forum": DOSES["forum"](first=2, every=3)})
    expected = 0
    for week in range(1, 15):
        engine.advance(week)
        if week in (2, 5, 8, 11, 14):
            expected += 2 * 700_000 + 70_000 * int(engine.programme.agenda.present_now.sum())
        assert engine.programme.cost == expected
    assert expected > 0


def test_who_is_called_to_mediation_is_paid_for_too():
    state = make_village("a" * 6, norms=0.5)
    know(state, 0, 1, bad=(3, 3))
    profile = make_profile("a" * 6)
    dose = DOSES["dialogue_mediation"](first=1, attendance=0.0)
    agenda = Programme({"dialogue_mediation": dose}, profile).agenda
    hold_sessions(state, record(), agenda, SEED, 1)
    assert agenda.cost[0] == 3 * 700_000 + 2 * 70_000
    assert agenda.present_now.sum() == 0


def test_attendance_is_shown_by_group_in_the_weeks_with_a_session_only():
    profile = make_profile("a" * 30 + "b" * 30)
    dose = DOSES["communication_training"](who=Eligibility(select="group", group="b"), first=2, every=2)
    engine = Engine(profile, alike(), 5, burn_in=0, doses={"communication_training": dose})
    rows = np.empty((6, len(engine.columns)))
    engine.advance(6, rows)
    columns = [engine.columns.index(f"attendance_{group}") for group in "ab"]
    assert np.isnan(rows[:, columns[0]]).all()
    assert np.isnan(rows[[0, 2, 4, 5], columns[1]]).all()
    for week in (2, 4):
        came = sum(draws.uniform(5, week, PROCESS, owner, draws.ATTEND) < 0.8 for owner in range(30, 60))
        assert rows[week - 1, columns[1]] == came / 30


def test_nothing_happens_before_week_1(profile, behaviour):
    engine = Engine(
        profile, behaviour, 5, burn_in=5, doses={name: dose(first=1) for name, dose in DOSES.items()}
    )
    engine.advance(0)
    assert engine.programme.cost == 0.0
    engine.advance(1)
    assert engine.programme.cost > 0.0


def test_activities_of_a_week_act_in_the_order_of_the_model(profile, behaviour):
    doses = {name: dose(first=1) for name, dose in reversed(DOSES.items())}
    engine = Engine(profile, behaviour, 5, burn_in=20, doses=doses, events=True)
    assert engine.programme.names == list(DOSES)
    engine.advance(1)
    week = engine.events[-1]
    sources = week["source"][week["initiator_cooperated"] >= 0].tolist()
    changes = [source for place, source in enumerate(sources) if place == 0 or sources[place - 1] != source]
    assert changes == [3, 4, 5, 6, 0]  # mediation, forum, simulation, mentoring, then daily life


def test_partly_the_same_people_come_and_the_mean_stays():
    profile = make_profile("ab" * 2000)
    state = found(profile, Behaviour(), 6)
    everybody = np.arange(4000)
    for mean in (0.3, 0.8):
        even = attendance(state, record(), mean, mean, everybody)
        uneven = attendance(state, record(attendance_spread=0.8), mean, mean, everybody)
        assert (even == mean).all()
        assert 0 <= uneven.min() < uneven.max() <= 1
        assert uneven.mean() == pytest.approx(mean, abs=0.01)
        assert uneven.std() == pytest.approx(0.8 * min(mean, 1 - mean) / np.sqrt(3), rel=0.05)


def test_a_group_invites_at_every_session_all_who_belong_to_it_then(profile, behaviour):
    dose = DOSES["communication_training"](
        first=1, every=1, sessions=None, who=Eligibility(select="group", group="newcomer")
    )
    leaving = behaviour.model_copy(update={"exit_rate": 0.9})
    engine = Engine(profile, leaving, 4, burn_in=0, doses={"communication_training": dose})
    changed = set()
    for week in range(1, 30):
        engine.advance(week)
        invited = engine.programme.invited("communication_training")
        assert invited.tolist() == np.flatnonzero(engine.state.groups == 1).tolist()
        changed.add(tuple(invited))
    assert len(changed) > 3


def test_whom_chance_or_rank_chose_stays_invited_and_passes_the_invitation_on_with_the_place(
    profile, behaviour
):
    dose = DOSES["mentoring"](first=1, every=1, sessions=None)
    leaving = behaviour.model_copy(update={"exit_rate": 0.9})
    engine = Engine(profile, leaving, 4, burn_in=0, doses={"mentoring": dose})
    engine.advance(1)
    chosen = engine.programme.invited("mentoring").tolist()
    engine.advance(30)
    assert engine.programme.invited("mentoring").tolist() == chosen
    assert (engine.state.owners["arrived"][chosen] > 1).any()


def test_tables_stay_for_the_term_though_owners_are_replaced(profile, behaviour):
    leaving = behaviour.model_copy(update={"exit_rate": 0.9})
    engine = Engine(
        profile, leaving, 4, burn_in=0, doses={"forum": DOSES["forum"](first=1, every=1, term=10)}
    )
    rosters = []
    for week in range(1, 21):
        engine.advance(week)
        rosters.append(tuple(engine.programme.agenda.tables[0]))
    assert len(set(rosters[:10])) == len(set(rosters[10:])) == 1
    assert rosters[0] != rosters[10]
    assert min(rosters[0]) == 0
