"""The village that is played is the one that was simulated, week by week."""

import json

import numpy as np
import pytest

from simulation.dashboard.state.question import Question
from simulation.dashboard.state.replay import Replay, can_be_shown, replay
from simulation.measures.ties import ties_of
from simulation.model.engine import Engine
from tests.dashboard.small_questions import Ask

WEEKS = 30


@pytest.fixture(scope="module")
def question(ask: Ask) -> Question:
    return ask(weeks=WEEKS)


@pytest.fixture(scope="module")
def past(question: Question) -> Engine:
    return question.found(0)


@pytest.fixture(scope="module")
def played(question: Question, past: Engine) -> Replay:
    return replay(past, question.everything["all"], WEEKS)


def test_week_0_is_the_village_before_the_programme(played: Replay, past: Engine) -> None:
    assert past.week == 0
    np.testing.assert_array_equal(played.ties[0], ties_of(past.state, past.record))
    assert played.ties[0].size > 0


def test_the_last_week_is_that_of_a_village_that_keeps_no_events(
    played: Replay, past: Engine, question: Question
) -> None:
    village = past.branch(dict(question.everything["all"]))
    village.advance(WEEKS)
    np.testing.assert_array_equal(played.ties[-1], ties_of(village.state, village.record))
    np.testing.assert_array_equal(played.income[-1], village.state.owners["income"])
    assert played.weeks == WEEKS


def test_the_past_stays_as_it_was(question: Question, past: Engine) -> None:
    fresh = question.found(0)
    replay(past, question.everything["all"], 5)
    assert past.week == 0
    for kept, array in zip(past.state, fresh.state, strict=True):
        np.testing.assert_array_equal(kept, array)


def test_events_are_of_the_weeks_that_are_played(played: Replay) -> None:
    weeks = np.unique(played.events["week"])
    assert (weeks.min(), weeks.max()) == (1, WEEKS)


def test_events_are_those_of_a_village_that_kept_them_from_its_founding(
    played: Replay, question: Question
) -> None:
    from simulation.model.draws import replicate_seed

    engine = Engine(question.village, question.behaviour, replicate_seed(question.seed, 0),
                    burn_in=question.burn_in, events=True)  # fmt: skip
    engine.advance(0)
    village = engine.branch(dict(question.everything["all"]))
    village.advance(WEEKS)
    np.testing.assert_array_equal(played.events, village.events_kept())


def test_beliefs_and_knowledge_are_shares(played: Replay) -> None:
    assert ((played.beliefs >= 0) & (played.beliefs <= 1)).all()
    assert ((played.knowledge >= 0) & (played.knowledge <= 1)).all()
    assert played.knowledge[-1].mean() > played.knowledge[0].mean()


def test_belief_in_a_group_is_good_evidence_over_all_of_it(played: Replay, past: Engine) -> None:
    held, weight = past.state.beliefs, past.behaviour.belief_weight
    expected = (weight * held["prior"] + held["good"]) / (weight + held["good"] + held["bad"])
    np.testing.assert_allclose(played.beliefs[0], expected, rtol=1e-12)


def test_the_browser_gets_the_ties_of_each_week(played: Replay) -> None:
    document = json.loads(json.dumps(played.document(["lokal", "pendatang"])))
    assert len(document["weeks"]) == WEEKS + 1
    for week in (0, WEEKS):
        rows = np.array(document["weeks"][week]).reshape(-1, 3)
        np.testing.assert_array_equal(rows[:, 0], played.ties[week]["owner"])
        np.testing.assert_array_equal(rows[:, 1], played.ties[week]["partner"])
        weaker = 100 * np.minimum(played.ties[week]["trust"], played.ties[week]["trust_back"])
        np.testing.assert_allclose(rows[:, 2], weaker, atol=0.5)


def test_whoever_takes_the_place_of_a_closed_firm_is_seen_as_who_he_is(past: Engine) -> None:
    closing = Engine(past.profile, past.behaviour.model_copy(update={"exit_rate": 0.6}), 5, burn_in=10)
    closing.advance(0)
    played = replay(closing, {}, WEEKS)
    village = closing.branch({})
    village.advance(WEEKS)
    for found, field in ((played.groups, "group"), (played.sectors, "sector")):
        np.testing.assert_array_equal(found[0], closing.state.owners[field])
        np.testing.assert_array_equal(found[-1], village.state.owners[field])
    document = played.document(["lokal", "pendatang"])
    moved = np.array(document["moved"][-1]).reshape(-1, 2)
    assert len(moved) > 0 and document["moved"][0] == []
    assert (played.groups[-1][moved[:, 0]] == moved[:, 1]).all()
    assert sorted(moved[:, 0]) == np.flatnonzero(played.groups[-1] != played.groups[0]).tolist()


def test_groups_differ_in_shape_and_colour(played: Replay) -> None:
    one, other = played.document(["lokal", "pendatang"])["groups"]
    assert one["shape"] != other["shape"]
    assert one["colour"] != other["colour"]
    assert [one["label"], other["label"]] == ["lokal", "pendatang"]


def test_owners_stand_within_the_picture_and_not_on_each_other(played: Replay) -> None:
    assert (np.abs(played.place) <= 1).all()
    apart = np.linalg.norm(played.place[:, None] - played.place[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    assert apart.min() > 0.02


def test_a_circle_has_all_ties_of_an_owner_and_no_others(played: Replay) -> None:
    for owner in (0, 17, 59):
        ties = played.ties[WEEKS]
        expected = {
            frozenset((t["owner"], t["partner"])) for t in ties if owner in (t["owner"], t["partner"])
        }
        assert {frozenset((t["owner"], t["partner"])) for t in played.circle(owner, WEEKS)} == expected


def test_the_history_of_a_pair_is_the_same_from_both_sides(played: Replay) -> None:
    met = played.events[played.events["initiator_cooperated"] >= 0]
    i, j = int(met[0]["initiator"]), int(met[0]["partner"])
    one, other = played.meetings(i, j), played.meetings(j, i)
    assert len(one) == len(other) > 0
    for mine, theirs in zip(one, other, strict=True):
        assert (mine.week, mine.cause, mine.dispute, mine.misread) == (
            theirs.week, theirs.cause, theirs.dispute, theirs.misread,
        )  # fmt: skip
        if mine.cooperated is not None:
            assert mine.cooperated == theirs.cooperated[::-1]  # type: ignore[index]


def test_every_event_belongs_to_the_history_of_a_pair(played: Replay) -> None:
    pairs = {frozenset((int(e["initiator"]), int(e["partner"]))) for e in played.events}
    told = sum(len(played.meetings(*sorted(pair))) for pair in pairs if len(pair) == 2)
    assert told == sum(e["initiator"] != e["partner"] for e in played.events)


def test_a_village_too_large_for_a_picture_is_not_shown() -> None:
    assert can_be_shown(60)
    assert not can_be_shown(100_000)
