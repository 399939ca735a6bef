"""Open dialogue in circles that mix the groups, and mediation of the worst dyads (ODD 7.9)."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.interventions.dialogue_mediation import worst_dyads
from simulation.model import draws
from simulation.model.state import DEFECTION, MEDIATION
from simulation.parameters import DOSES
from tests.villages import certain, dose_record, hold, know, make_village, met, of

NAME = "dialogue_mediation"
PROCESS = draws.activity_process(NAME)
TALKS_ONLY = {"dyads": 0}
DYADS_ONLY = {"talks": 0, "relief": 0.5, "talk": 20.0}


def u(owner: int, kind: int, week: int = 1) -> float:
    return draws.uniform(1, week, PROCESS, owner, kind)


def dyads(number: int):
    """Return the dose that mediates so many dyads."""
    return dose_record(NAME, DOSES[NAME](dyads=number))


def circles(groups: str, present: list[int], size: int) -> list[list[int]]:
    """Deal those present, ordered by group and draw, one by one to the circles."""
    dealt = sorted(present, key=lambda owner: (groups[owner], u(owner, draws.ROSTER)))
    number = -(-len(dealt) // size)
    return [sorted(dealt[each::number], key=lambda owner: u(owner, draws.SEAT)) for each in range(number)]


def expected_talks(groups: str, circle: list[int], talks: int) -> list[tuple[int, int]]:
    """Return who starts a talk with whom at a circle."""
    count, held = Counter(), []
    for i in circle:
        while count[i] < talks:
            free = [j for j in circle if groups[j] != groups[i] and (i, j) not in held and (j, i) not in held]
            if not free:
                break
            j = min(free, key=lambda j, i=i: (count[j], u(i, draws.CANDIDATE + j)))
            held.append((i, j))
            count.update((i, j))
    return held


@given(st.data())
def test_talks_are_those_of_the_rule(data):
    groups = "".join(sorted(data.draw(st.text("abc", min_size=2, max_size=25))))
    present = data.draw(st.lists(st.integers(0, len(groups) - 1), unique=True, max_size=25).map(sorted))
    size, talks = data.draw(st.integers(2, 12)), data.draw(st.integers(0, 5))
    state = make_village(groups, events=True, norms=0.5)
    heads = hold(state, NAME, {"circle": size, "talks": talks, "dyads": 0}, present)
    assert heads == present
    expected = [
        pair for circle in circles(groups, present, size) for pair in expected_talks(groups, circle, talks)
    ]
    assert met(state) == expected


def test_each_has_three_talks_with_different_members_of_other_groups():
    groups = "a" * 30 + "b" * 30
    state = make_village(groups, events=True, norms=0.5)
    hold(state, NAME, TALKS_ONLY)
    talks = met(state)
    assert len({frozenset(pair) for pair in talks}) == len(talks)
    assert all(groups[i] != groups[j] for i, j in talks)
    circle_of = {
        owner: place for place, circle in enumerate(circles(groups, list(range(60)), 10)) for owner in circle
    }
    assert all(circle_of[i] == circle_of[j] for i, j in talks)
    assert max(Counter(i for i, _ in talks).values()) <= 3
    assert set(Counter(owner for pair in talks for owner in pair).values()) == {3}


def test_a_few_are_sought_by_many_but_start_no_talk_beyond_three():
    state = make_village("a" * 8 + "bb", events=True, norms=0.5)
    hold(state, NAME, TALKS_ONLY)
    assert len(met(state)) == 16  # everybody of the many talks with both of the few
    assert max(Counter(i for i, _ in met(state)).values()) <= 3


@pytest.mark.parametrize("present", [60, 47, 11, 10, 1, 0])
def test_circles_have_at_most_ten_and_mix_the_groups_as_the_present_are_mixed(present):
    groups = "a" * 36 + "b" * 24
    found = circles(groups, list(range(0, 60))[:present], 10)
    sizes = [len(circle) for circle in found]
    assert sum(sizes) == present
    assert max(sizes, default=0) <= 10
    for group in "ab":
        counts = [sum(groups[owner] == group for owner in circle) for circle in found]
        assert max(counts, default=0) - min(counts, default=0) <= 1


def test_one_group_has_nobody_to_talk_to():
    state = make_village("a" * 12, events=True)
    hold(state, NAME, {})
    assert met(state) == []


def test_talks_are_mediated_facilitated_and_light():
    state = make_village("ab", norms=[(0.5, 0.5, 0.0)])
    hold(state, NAME, {"weight": 0.5, "mediator": 1.0, "talk": 20.0, "dyads": 0}, b=certain(bad_weight=2.0))
    assert of(state, 0, 1).bad == of(state, 1, 0).bad == 0.5  # resolved by the mediator: half of .5 x 2
    assert state.ledger[DEFECTION].tolist() == [[0, 0], [0, 1.0]]
    unread = make_village("ab", norms=1.0)
    dose = {"weight": 0.5, "facilitation": 1.0, "mediator": 0.0, "talk": 20.0, "dyads": 0}
    hold(unread, NAME, dose, b=certain(misreading=1.0))
    assert of(unread, 0, 1).good == 0.5
    assert unread.ledger[MEDIATION].tolist() == [[0, 0], [1.0, 0]]


# -------------------------------------------------------------------------------------------------- dyads
def quarrels(bad: dict[tuple[int, int], tuple[float, float]], owners: int = 8, **more):
    state = make_village("a" * owners, norms=1.0, events=True, **more)
    for (i, j), evidence in bad.items():
        know(state, i, j, good=(2.0, 2.0), bad=evidence, tie=0.5)
    return state


BAD = {(0, 1): (1.0, 0.5), (2, 3): (0.0, 4.0), (6, 4): (2.0, 1.0), (5, 7): (0.0, 0.0), (0, 5): (0.1, 0.0)}


def test_the_worst_dyads_of_the_village_are_mediated_worst_first_whoever_is_present():
    state = quarrels(BAD)
    heads = hold(state, NAME, DYADS_ONLY | {"dyads": 3}, present=[5, 7], b=certain())
    assert met(state) == [(2, 3), (4, 6), (0, 1)]
    assert heads == [0, 1, 2, 3, 4, 5, 6, 7]


def test_a_pair_without_bad_evidence_is_not_mediated():
    state = quarrels(BAD)
    assert hold(state, NAME, DYADS_ONLY | {"dyads": 10}, present=[], b=certain()) == [0, 1, 2, 3, 4, 5, 6]
    assert len(met(state)) == 4


def test_part_of_the_bad_evidence_is_laid_to_rest_on_both_sides_before_they_meet():
    state = quarrels(BAD)
    hold(
        state,
        NAME,
        DYADS_ONLY | {"dyads": 1, "relief": 0.25, "mediation_weight": 2.0},
        present=[],
        b=certain(),
    )
    assert (of(state, 2, 3).bad, of(state, 3, 2).bad) == (0.0, 3.0)
    assert (of(state, 2, 3).good, of(state, 3, 2).good) == (4.0, 4.0)
    assert state.ledger[MEDIATION].tolist() == [[4.0, -1.0], [0, 0]]
    assert of(state, 6, 4).bad == 2.0


def test_equally_bad_dyads_are_taken_by_the_smallest_draw_of_the_first_of_both():
    pairs = list(combinations(range(5), 2))
    first = set()
    for week in range(30):
        state = quarrels(dict.fromkeys(pairs, (1.0, 1.0)))
        found = worst_dyads(state, dyads(4), 1, week).tolist()
        luck = sorted(pairs, key=lambda pair, week=week: u(pair[0], draws.CANDIDATE + pair[1], week))
        assert found == [list(pair) for pair in luck[:4]]
        first.add(luck[0])
    assert len(first) > 5


@given(st.dictionaries(st.sampled_from(list(combinations(range(9), 2))), st.floats(0, 5)), st.integers(0, 12))
def test_dyads_come_in_order_of_their_bad_evidence(bad, number):
    state = quarrels({pair: (value, 0.0) for pair, value in bad.items()}, owners=9)
    found = [tuple(pair) for pair in worst_dyads(state, dyads(number), 1, 1).tolist()]
    values = sorted((value for value in bad.values() if value > 0), reverse=True)
    assert [bad[pair] for pair in found] == values[:number]
    assert len(set(found)) == len(found)


def test_dyads_are_chosen_after_the_talks_and_anew_each_session():
    state = make_village("ab", norms=[(0.5, 0.5, 0.0)], events=True)
    hold(state, NAME, {"talk": 20.0, "mediator": 0.0}, b=certain())
    assert met(state) == [(0, 1), (0, 1)] or met(state) == [(1, 0), (0, 1)]  # the talk makes the dyad


def test_relief_of_1_without_a_meeting_leaves_no_bad_evidence():
    state = quarrels(BAD)
    hold(state, NAME, DYADS_ONLY | {"relief": 1.0, "mediation_weight": 0.0}, present=[], b=certain())
    assert not any(state.circle["bad"][i, : state.owners["acquaintances"][i]].any() for i in range(8))
    assert met(state) == []


def test_the_default_is_six_sessions_from_week_6_to_26():
    dose = DOSES[NAME]()
    assert list(dose.weeks(104)) == [6, 10, 14, 18, 22, 26]
    assert (dose.circle, dose.talks, dose.dyads) == (10, 3, 10)
    assert np.isclose(dose.mean_attendance(), 0.8)
