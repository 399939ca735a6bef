"""Shared vision: anchors of norms and beliefs in other groups rise, and fade without a forum (ODD 7.9)."""

import numpy as np
import pytest

from simulation.model.engine import Engine
from simulation.parameters import DOSES, Behaviour
from tests.villages import bits, hold, make_profile, make_village

NAME = "shared_vision"
WORKSHOP = DOSES[NAME](first=1, sessions=1, attendance=1.0)


def test_the_anchors_of_those_present_rise_by_a_share_of_what_is_missing():
    state = make_village("aab", anchors=[(0.5, 0.4, 1.0)] * 3)
    assert hold(state, NAME, {"norm_gain": 0.15}, [0, 2]) == [0, 2]
    assert state.owners["anchors"][1].tolist() == [0.5, 0.4, 1.0]
    for owner in (0, 2):
        assert state.owners["anchors"][owner] == pytest.approx([0.575, 0.49, 1.0])


def test_belief_in_other_groups_rises_by_a_share_of_the_gap_to_the_own():
    state = make_village("abc")
    state.beliefs["prior"] = [(0.6, 0.4, 0.7), (0.2, 0.5, 0.5), (0.9, 0.8, 0.1)]
    hold(state, NAME, {"belief_gain": 0.1}, [0, 1])
    assert state.beliefs["prior"][0] == pytest.approx([0.6, 0.42, 0.7])  # who trusts others more stays so
    assert state.beliefs["prior"][1] == pytest.approx([0.23, 0.5, 0.5])
    assert state.beliefs["prior"][2].tolist() == [0.9, 0.8, 0.1]


def test_the_norms_themselves_the_start_values_and_all_evidence_stay_as_they_were():
    state = make_village("ab", norms=0.3, anchors=0.3, anchors_start=0.3)
    state.beliefs["prior"] = [(0.6, 0.4), (0.4, 0.6)]
    before = bits(state)
    hold(state, NAME, {})
    changed = {name for name, value in bits(state).items() if value != before[name]}
    assert changed == {"owners anchors", "beliefs prior"}


def test_in_a_village_of_one_group_only_the_norms_rise():
    state = make_village("aa", anchors=0.5, belief=0.6)
    hold(state, NAME, {})
    assert (state.beliefs["prior"] == 0.6).all()
    assert (state.owners["anchors"] > 0.5).all()


def raised(engine: Engine) -> tuple[float, float]:
    """Return how far anchors and beliefs stand above their start."""
    owners, held = engine.state.owners, engine.state.beliefs
    return (
        float((owners["anchors"] - owners["anchors_start"]).mean()),
        float((held["prior"] - held["prior_start"]).mean()),
    )


def village(**doses) -> Engine:
    behaviour = Behaviour(vision_half_life=10.0)
    engine = Engine(make_profile("aabb" * 3), behaviour, 1, burn_in=0, doses={NAME: WORKSHOP} | doses)
    engine.advance(1)
    return engine


def test_without_a_forum_half_of_the_vision_is_gone_after_its_half_life():
    engine = village()
    start = np.array(raised(engine))
    assert (start > 0.001).all()
    engine.advance(11)
    assert np.array(raised(engine)) == pytest.approx(start / 2)


def test_a_forum_keeps_it_alive_from_its_first_to_its_last_session():
    engine = village(forum=DOSES["forum"](first=4, every=3, sessions=4))  # weeks 4, 7, 10, 13
    values = {1: raised(engine)[0]}
    for week in range(2, 20):
        engine.advance(week)
        values[week] = raised(engine)[0]
    keep = 2 ** (-1 / 10)
    for week in range(2, 20):
        expected = values[week - 1] * (1.0 if 4 <= week <= 13 else keep)
        assert values[week] == pytest.approx(expected, rel=1e-12), week


@pytest.mark.parametrize("dose", [{"sessions": 0}, {"attendance": 0.0}, {"capacity": 0}, {"weight": 0.0}])
def test_a_forum_that_nobody_holds_keeps_nothing_alive(dose):
    without, with_ = village(), village(forum=DOSES["forum"](first=1, every=1, **dose))
    for engine in (without, with_):
        engine.advance(9)
    assert raised(with_) == raised(without)


def test_a_forum_to_which_nobody_is_invited_keeps_nothing_alive():
    without, with_ = (
        village(),
        village(forum=DOSES["forum"](first=1, every=1, who={"select": "random", "number": 0})),
    )
    for engine in (without, with_):
        engine.advance(9)
    assert raised(with_) == raised(without)


def test_no_other_activity_keeps_it_alive():
    others = {name: dose(first=1, every=1) for name, dose in DOSES.items() if name not in (NAME, "forum")}
    without, with_ = village(), village(**others)
    for engine in (without, with_):
        engine.advance(9)
    assert raised(with_) == raised(without)


def test_the_default_is_two_workshops_in_weeks_24_and_25():
    dose = DOSES[NAME]()
    assert list(dose.weeks(104)) == [24, 25]
    assert dose.mean_attendance() == 0.8
