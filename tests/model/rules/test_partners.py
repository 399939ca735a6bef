"""Partners: whom an owner meets in daily life (ODD 7.2)."""

import math
from collections import Counter

import pytest
from scipy import stats

from simulation.model import draws
from simulation.model.rules.partners import find_partner, race, random_order
from tests.villages import know, make_village, record

MEETINGS = 6000
KEYS = draws.week_key(7, 1)


def key(process: int, i: int = 0) -> int:
    return draws.owner_key(KEYS, process, i)


def star(groups: str = "aaaa", ties: tuple[float, ...] = (0.2, 0.3, 0.5)):
    """Return a village in which owner 0 has ties of this strength to owners 1, 2, ..."""
    state = make_village(groups)
    for place, tie in enumerate(ties):
        know(state, 0, place + 1, tie=tie)
    return state


def partners(state, i: int = 0, meetings: int = MEETINGS, **changes) -> list[int]:
    """Return whom an owner finds for each of its meetings."""
    b = record(**changes)
    return [find_partner(state, b, KEYS, 7, 1, i, m) for m in range(meetings)]


def frequencies_agree(found: list[int], expected: dict[int, float]) -> bool:
    counts = Counter(found)
    assert set(counts) <= set(expected)
    observed = [counts[each] for each in expected]
    return stats.chisquare(observed, [share * len(found) for share in expected.values()]).pvalue > 1e-3


def test_a_race_is_won_in_proportion_to_the_strength_of_ties():
    state, b = star(), record()
    found = [race(state, b, key(draws.TIE), m, 0, 0) for m in range(MEETINGS)]
    assert frequencies_agree(found, {1: 0.2, 2: 0.3, 3: 0.5})


def test_a_race_is_won_by_the_first_arrival():
    state, b = star(), record()
    for m in range(50):
        arrival = {
            j: -math.log(1 - draws.uniform(7, 1, draws.TIE, 0, 2**32 * m + j)) / tie
            for j, tie in ((1, 0.2), (2, 0.3), (3, 0.5))
        }
        assert race(state, b, key(draws.TIE), m, 0, 0) == min(arrival, key=arrival.__getitem__)


def test_a_loser_who_leaves_the_race_changes_nothing():
    both, less = star(), star(ties=(0.2, 0.3))
    for m in range(500):
        winner = race(both, record(), key(draws.TIE), m, 0, 0)
        if winner != 3:
            assert race(less, record(), key(draws.TIE), m, 0, 0) == winner


def test_only_ties_run_and_not_the_one_who_chooses():
    state = star(ties=(0.15, 0.1501, 0.1))
    assert {race(state, record(tie_minimum=0.15), key(draws.TIE), m, 0, 0) for m in range(200)} == {2}
    assert race(state, record(tie_minimum=0.15), key(draws.TIE), 0, 0, 2) == -1
    assert race(make_village("aa"), record(), key(draws.TIE), 0, 0, 0) == -1


def test_with_f_tie_1_every_meeting_is_with_a_tie_in_proportion():
    found = partners(star("aabbbb"), by_tie=1.0)
    assert frequencies_agree(found, {1: 0.2, 2: 0.3, 3: 0.5})


def test_an_owner_without_ties_meets_anyone_alike():
    everybody = dict.fromkeys((1, 2, 3, 4), 0.25)
    for changes in ({"by_tie": 1.0}, {"by_tie": 0.0, "by_friend": 1.0}, {"by_tie": 0.0, "by_friend": 0.0}):
        assert frequencies_agree(partners(make_village("aaaaa"), **changes), everybody)


def test_anyone_means_everybody_but_oneself():
    found = partners(make_village("aaaaa"), i=2, by_tie=0.0, by_friend=0.0)
    assert frequencies_agree(found, dict.fromkeys((0, 1, 3, 4), 0.25))


def test_anyone_is_the_owner_of_the_named_draw():
    state = make_village("a" * 9)
    for m in range(50):
        place = math.floor(draws.uniform(7, 1, draws.PARTNER, 4, 8 * m + 2) * 8)
        expected = [j for j in range(9) if j != 4][place]
        assert find_partner(state, record(by_tie=0.0, by_friend=0.0), KEYS, 7, 1, 4, m) == expected


def test_all_races_are_run_under_the_name_of_who_starts_the_meeting():
    state = make_village("a" * 8)
    strength = {
        (3, 0): 0.2,
        (3, 1): 0.4,
        (3, 2): 0.9,
        (0, 4): 0.3,
        (0, 5): 0.6,
        (1, 6): 0.5,
        (2, 6): 0.4,
        (2, 7): 0.8,
    }
    for (i, j), tie in strength.items():
        know(state, i, j, tie=tie)
    strength |= {(j, i): tie for (i, j), tie in strength.items()}

    def first(process, m, host):
        arrival = {
            j: -math.log(1 - draws.uniform(7, 1, process, 3, 2**32 * m + j)) / tie
            for (i, j), tie in strength.items()
            if i == host and j != 3
        }
        return min(arrival, key=arrival.__getitem__)

    for m in range(60):
        assert find_partner(state, record(by_tie=1.0), KEYS, 7, 1, 3, m) == first(draws.TIE, m, 3)
        friends_friend = first(draws.FRIENDS_FRIEND, m, first(draws.FRIEND, m, 3))
        assert find_partner(state, record(by_tie=0.0, by_friend=1.0), KEYS, 7, 1, 3, m) == friends_friend


def test_a_friends_friend_is_found_in_proportion_at_both_steps():
    state = star("aaaaaa", ties=(0.25, 0.75))  # friends 1 and 2
    know(state, 1, 3, tie=0.4)
    know(state, 1, 4, tie=0.8)
    know(state, 2, 5, tie=0.3)
    know(state, 2, 1, tie=0.3)  # who already is a tie of 0
    found = partners(state, by_tie=0.0, by_friend=1.0)
    # friend 1 has ties 3 (.4), 4 (.8), 2 (.3); friend 2 has 5 and 1 alike; never back to 0
    expected = {3: 0.25 * 0.4 / 1.5, 4: 0.25 * 0.8 / 1.5, 2: 0.25 * 0.3 / 1.5, 5: 0.375, 1: 0.375}
    assert frequencies_agree(found, expected)


def test_a_friend_without_other_friends_leads_to_anyone():
    state = star("aaaa", ties=(0.5,))
    assert frequencies_agree(partners(state, by_tie=0.0, by_friend=1.0), dict.fromkeys((1, 2, 3), 1 / 3))


def test_ways_to_a_partner_are_taken_as_often_as_the_parameters_say():
    state = star("a" * 12, ties=(0.5,))
    know(state, 1, 2, tie=0.5)  # the only friend's friend
    others = dict.fromkeys(range(3, 12), 0.5 * 0.7 / 11)
    expected = {1: 0.5 + 0.5 * 0.7 / 11, 2: 0.5 * 0.3 + 0.5 * 0.7 / 11} | others
    assert frequencies_agree(partners(state, by_tie=0.5, by_friend=0.3), expected)


def test_strangers_of_other_groups_are_avoided_and_the_meeting_is_lost_not_redrawn():
    state = make_village("aabbb")
    anyone = {"by_tie": 0.0, "by_friend": 0.0}
    found, without = partners(state, **anyone, avoidance=0.65), partners(state, **anyone, avoidance=0.0)
    across = [m for m in range(MEETINGS) if without[m] >= 2]
    lost = [m for m in range(MEETINGS) if found[m] < 0]
    assert set(lost) <= set(across)
    assert len(lost) / len(across) == pytest.approx(0.65, abs=0.03)
    assert all(found[m] == without[m] for m in range(MEETINGS) if m not in set(lost))


def test_avoidance_is_the_fourth_draw_of_the_meeting():
    state = make_village("ab")
    for m in range(100):
        avoided = draws.uniform(7, 1, draws.PARTNER, 0, 8 * m + 3) < 0.3
        assert (find_partner(state, record(avoidance=0.3), KEYS, 7, 1, 0, m) == -1) == avoided


def test_an_avoided_meeting_may_be_redrawn_from_the_own_group_in_proportion_to_sociability():
    state = make_village("aaabbb", sociability=[1.0, 1.0, 3.0, 9.0, 9.0, 9.0])
    anyone = {"by_tie": 0.0, "by_friend": 0.0, "avoidance": 1.0}
    lost, redrawn = partners(state, **anyone, redraw=0.0), partners(state, **anyone, redraw=0.4)
    avoided = [m for m in range(MEETINGS) if lost[m] < 0]
    instead = [redrawn[m] for m in avoided if redrawn[m] >= 0]
    assert len(instead) / len(avoided) == pytest.approx(0.4, abs=0.03)
    assert frequencies_agree(instead, {1: 0.25, 2: 0.75})
    assert all(lost[m] == redrawn[m] for m in range(MEETINGS) if m not in set(avoided))


def test_who_is_alone_in_a_group_has_nobody_to_meet_instead():
    assert set(partners(make_village("abbb"), avoidance=1.0, redraw=1.0, meetings=300)) == {-1}


def test_anyone_is_met_in_proportion_to_sociability():
    state = make_village("aaaa", sociability=[5.0, 1.0, 2.0, 3.0])
    found = partners(state, by_tie=0.0, by_friend=0.0)
    assert frequencies_agree(found, {1: 1 / 6, 2: 2 / 6, 3: 3 / 6})


def test_acquaintances_and_the_own_group_are_never_avoided():
    state = make_village("aab")
    know(state, 0, 2, tie=0.0)  # no tie, but kept in mind
    assert -1 not in partners(state, avoidance=1.0, meetings=500)
    assert set(partners(make_village("aab"), avoidance=1.0, meetings=500)) == {1, -1}


def test_the_order_of_the_week_is_any_order_alike():
    orders = Counter(tuple(random_order(draws.week_key(7, week), 3)) for week in range(MEETINGS))
    assert len(orders) == 6
    assert stats.chisquare(list(orders.values())).pvalue > 1e-3


def test_the_order_of_the_week_is_that_of_a_draw_of_each_owner():
    luck = [draws.uniform(7, 1, draws.ORDER, owner, 0) for owner in range(40)]
    assert random_order(KEYS, 40).tolist() == sorted(range(40), key=luck.__getitem__)
