"""Forum: tables kept for a term; every present pair of a table meets once (ODD 7.9)."""

from itertools import combinations
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.interventions import forum as forums
from simulation.model import draws
from simulation.model.state import FORUM
from simulation.parameters import DOSES
from tests.villages import certain, dose_record, hold, kept, make_village, met, of

NAME = "forum"
PROCESS = draws.activity_process(NAME)
GROUPS, SECTORS = "a" * 36 + "b" * 24, "wxyz" * 15


def roster(dose=None, groups=GROUPS, sectors=SECTORS, week=8, seed=1, invited=None):
    state = make_village(groups, sectors)
    invited = np.arange(len(groups)) if invited is None else np.array(invited)
    return forums.roster(state, dose_record(NAME, DOSES[NAME](**(dose or {}))), seed, week, invited)


def tables(found) -> list[list[int]]:
    return [np.flatnonzero(found == table).tolist() for table in range(found.max() + 1)]


def test_60_owners_sit_at_seven_tables_of_8_or_9_that_mix_the_groups():
    found = tables(roster())
    assert sorted(map(len, found)) == [8, 8, 8, 9, 9, 9, 9]
    for table in found:
        assert sum(GROUPS[owner] == "a" for owner in table) in (5, 6)
        assert sum(GROUPS[owner] == "b" for owner in table) in (3, 4)


@given(st.text("abc", min_size=2, max_size=60), st.integers(2, 12), st.integers(0, 1000))
def test_no_table_is_larger_than_allowed_and_groups_are_spread_evenly(groups, table, seed):
    groups = "".join(sorted(groups))
    found = tables(roster({"table": table}, groups, "", seed=seed))
    assert sorted(owner for each in found for owner in each) == list(range(len(groups)))
    assert len(found) == -(-len(groups) // table)
    assert max(map(len, found)) <= table
    for group in set(groups):
        counts = [sum(groups[owner] == group for owner in each) for each in found]
        assert max(counts) - min(counts) <= 1


def test_the_invited_are_dealt_one_by_one_in_the_order_of_group_and_draw():
    invited = list(range(1, 60, 2))
    dealt = sorted(
        invited, key=lambda owner: (GROUPS[owner], draws.uniform(1, 8, PROCESS, owner, draws.ROSTER))
    )
    expected = {owner: place % 4 for place, owner in enumerate(dealt)}
    assert roster(invited=invited).tolist() == [expected[owner] for owner in invited]


@pytest.mark.parametrize(
    ("seating", "letters", "other"), [("by_group", GROUPS, SECTORS), ("by_sector", SECTORS, GROUPS)]
)
def test_other_seatings_keep_to_one_group_or_one_sector(seating, letters, other):
    found = tables(roster({"seating": seating}))
    assert all(len({letters[owner] for owner in table}) == 1 for table in found)
    assert all(len({other[owner] for owner in table}) > 1 for table in found)
    assert max(map(len, found)) <= 9
    sizes = {letter: letters.count(letter) for letter in set(letters)}
    assert len(found) == sum(-(-size // 9) for size in sizes.values())


def test_sector_tables_mix_the_groups():
    for table in tables(roster({"seating": "by_sector", "table": 8})):
        assert {GROUPS[owner] for owner in table} == {"a", "b"}


def test_a_roster_is_kept_for_a_term_and_drawn_anew_for_the_next():
    terms = [[roster(week=week).tolist() for week in weeks] for weeks in (range(8, 32), range(32, 56))]
    assert all(found == terms[0][0] for found in terms[0])
    assert all(found == terms[1][0] for found in terms[1])
    assert terms[0][0] != terms[1][0]


def test_every_present_pair_of_a_table_meets_once_and_nobody_else():
    state = make_village(GROUPS, SECTORS, events=True, norms=0.5)
    present = [owner for owner in range(60) if owner % 5]
    assert hold(state, NAME, {}, present, week=12) == present
    found = tables(roster(week=12))
    expected = {pair for table in found for pair in combinations([o for o in table if o % 5], 2)}
    assert {tuple(sorted(pair)) for pair in met(state)} == expected
    assert len(met(state)) == len(expected)


def test_the_earlier_in_the_draw_of_seats_starts_table_by_table():
    state = make_village(GROUPS, SECTORS, events=True, norms=0.5)
    hold(state, NAME, {}, week=12)
    table, seat = roster(week=12), [draws.uniform(1, 12, PROCESS, owner, draws.SEAT) for owner in range(60)]
    order = sorted(range(60), key=lambda owner: (table[owner], seat[owner]))
    assert met(state) == [pair for pair in combinations(order, 2) if table[pair[0]] == table[pair[1]]]


def test_strangers_of_other_groups_are_not_avoided_at_a_table():
    state = make_village("ab", "xy", norms=1.0)
    hold(state, NAME, {"talk": 20.0, "weight": 1.0}, b=certain(avoidance=1.0))
    assert set(kept(state, 0)) == {1}
    assert state.ledger[FORUM].tolist() == [[0, 0], [2, 0]]


def test_misreading_is_removed_by_facilitation_and_complementary_owners_practise():
    facilitated, bare = (make_village("ab", "xy", norms=[(0.5, 0.0, 1.0)]) for _ in range(2))
    b = certain(misreading=1.0, practice=0.1, bad_weight=1.25)
    hold(facilitated, NAME, {"talk": 20.0, "facilitation": 1.0, "weight": 1.0}, b=b)
    hold(bare, NAME, {"talk": 20.0, "facilitation": 0.0, "weight": 1.0}, b=b)
    assert (of(facilitated, 0, 1).good, of(bare, 0, 1).bad) == (1.0, 1.25)
    assert facilitated.owners["knowledge"] == pytest.approx(np.full((2, 3), 0.1))
    assert not bare.owners["knowledge"].any()


def test_one_who_comes_alone_meets_nobody():
    state = make_village(GROUPS, events=True)
    assert hold(state, NAME, {}, [7]) == [7]
    assert met(state) == []


@pytest.mark.parametrize(
    ("dose", "weeks"),
    [
        ({"first": 8, "every": 4, "sessions": 3}, set(range(8, 17))),
        ({"first": 8, "every": 4, "sessions": 1}, {8}),
        ({"first": 8, "sessions": None}, set(range(8, 60))),
        ({"sessions": 0}, set()),
        ({"attendance": 0.0}, set()),
        ({"weight": 0.0}, set()),
        ({"capacity": 0}, set()),
    ],
)
def test_a_forum_that_meets_keeps_a_vision_from_its_first_to_its_last_session(dose, weeks):
    forum = dose_record(NAME, DOSES[NAME](**dose))
    assert {week for week in range(60) if forums.keeps_vision(forum, week)} == weeks


def test_the_default_meets_every_four_weeks_from_week_8_without_end():
    dose = DOSES[NAME]()
    assert list(dose.weeks(104)) == list(range(8, 105, 4))
    assert (dose.attendance, dose.table, dose.term, dose.seating) == (0.6, 9, 24, "mixed")


def test_the_seatings_are_those_an_experiment_may_choose():
    choices = get_args(DOSES[NAME].model_fields["seating"].annotation)
    places = {choice: dose_record(NAME, DOSES[NAME](seating=choice))["seating"] for choice in choices}
    assert places == {"mixed": forums.MIXED, "by_group": forums.BY_GROUP, "by_sector": forums.BY_SECTOR}
