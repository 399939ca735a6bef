"""Frames: every tie and every trust can be explained by what happened (ODD 4, observation)."""

from itertools import combinations, permutations

import pandas as pd
import pytest

from simulation.mechanisms.registry import shipped
from simulation.model.state import TALLIES
from simulation.model.village import Village
from simulation.parameters import DOSES, Behaviour
from tests.villages import kept, make_profile


@pytest.fixture(scope="module", params=[{}, {name: {} for name in shipped()}], ids=["plain", "mechanisms"])
def explained(request) -> Village:
    """A small busy village that kept its events, with all activities behind it, perhaps all mechanisms."""
    behaviour = Behaviour(
        acquaintances=6, meetings=2.0, avoidance=0.3, memory=0.9, bad_generalisation=2.0, exit_rate=0.6
    )
    doses = {name: dose(first=1, every=3, sessions=4, attendance=0.9) for name, dose in DOSES.items()}
    made = Village(
        make_profile("aaaaaabbbbcc", "wxyz" * 3), behaviour, doses, mechanisms=request.param,
        seed=3, burn_in=15, record_events=True,
    )  # fmt: skip
    for _ in range(20):
        made.step()
    return made


COLUMNS = ["good_ij", "bad_ij", "good_ji", "bad_ji", "tie"]


def test_the_history_of_every_pair_adds_up_to_its_state(explained):
    causes = set()
    for i, j in combinations(range(12), 2):
        history = explained.history(i, j)
        causes |= set(history["cause"])
        mine, theirs = kept(explained.state, i).get(j), kept(explained.state, j).get(i)
        expected = [mine.good, mine.bad, theirs.good, theirs.bad, mine.tie] if mine else [0.0] * 5
        assert history[COLUMNS].sum().tolist() == pytest.approx(expected, abs=1e-9), (i, j)
        assert history["week"].is_monotonic_increasing
    activities = {"mediation", "forum", "simulation", "mentoring"}
    mechanisms = {"hearsay", "activity"} if explained.state.hooks.size else set()
    assert causes == {"everyday", "fading", "forgetting", "leaving"} | activities | mechanisms


def test_trust_is_explained_by_the_histories_of_pair_and_group(explained):
    behaviour, groups = explained.behaviour, [group.name for group in explained.profile.groups]
    for i, j in permutations(range(12), 2):
        one, other = explained.owner(i), explained.owner(j)
        pair, group = explained.history(i, j), explained.belief_history(i, other.group)
        prior = explained.state.beliefs["prior"][i, groups.index(other.group)]
        good, bad, weight = group["good"].sum(), group["bad"].sum(), behaviour.belief_weight
        believed = (weight * prior + good) / (weight + good + bad)
        assert believed == pytest.approx(one.belief(other.group), abs=1e-9)
        good, bad, weight = pair["good_ij"].sum(), pair["bad_ij"].sum(), behaviour.prior_weight
        assert (good + weight * believed) / (good + bad + weight) == pytest.approx(one.trust(other), abs=1e-9)


def test_a_history_is_the_same_from_both_sides(explained):
    mine, theirs = explained.history(2, 7), explained.history(7, 2)
    turn = {"good_ij": "good_ji", "good_ji": "good_ij", "bad_ij": "bad_ji", "bad_ji": "bad_ij"}
    for what in ("cooperated", "saw", "dispute"):
        turn |= {f"i_{what}": f"j_{what}", f"j_{what}": f"i_{what}"}
    pd.testing.assert_frame_equal(mine, theirs.rename(columns=turn)[mine.columns])


def test_a_history_tells_what_each_did_and_saw(explained):
    rows = pd.concat([explained.history(i, j) for i, j in combinations(range(12), 2)])
    met = rows[rows["i_cooperated"].notna()]
    unmet = {"fading", "forgetting", "leaving", "mediation", "hearsay"}
    assert set(rows[rows["i_cooperated"].isna()]["cause"]) <= unmet
    saw_good = met[met["i_saw"].astype(bool)]
    assert (saw_good["good_ij"] > 0).all()
    assert saw_good["j_cooperated"].astype(bool).all()  # a defection is never seen as cooperation
    saw_bad = met[~met["i_saw"].astype(bool)]
    assert (saw_bad["bad_ij"] > 0).all()
    assert (saw_bad["i_dispute"] != "none").all()


@pytest.mark.parametrize(
    "busy",
    [
        {"behaviour": Behaviour(meetings=50.0, acquaintances=1, by_tie=0.0, by_friend=0.0, avoidance=0.0)},
        {"programme": {"forum": {"first": 1, "table": 150, "attendance": 1.0}}},
    ],
    ids=["many_meetings", "one_large_table"],
)
def test_no_event_of_a_busy_week_is_lost(busy):
    village = Village(make_profile("a" * 90 + "b" * 60), **busy, burn_in=0, record_events=True)
    village.step()
    events = village._engine.events_kept()
    assert (events["initiator_cooperated"] >= 0).sum() == village.state.tallies[TALLIES.index("meetings")]
