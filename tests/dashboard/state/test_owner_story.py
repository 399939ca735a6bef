"""Known events become the words a visitor reads; what no browser of ours sends is told as nothing."""

from typing import Any

import numpy as np
import pytest

from simulation.dashboard.state.owner_story import MOST_LINES, pair_story, told_of
from simulation.dashboard.state.replay import Replay
from simulation.dashboard.words import Words
from simulation.measures.events import CAUSES
from simulation.measures.ties import TIE
from simulation.model.state import DEFECTION, EVENT, EVERYDAY, FORGETTING, FORUM, MEDIATION

EN, ID = Words("en"), Words("id")
GROUPS, SECTORS = ["local", "newcomer"], ["food", "craft"]
DISPUTES = {"none": 0, "unresolved": 1, "resolved": 2}


def event(
    week: int,
    source: int,
    cooperated: tuple[int, int] = (1, 1),
    saw: tuple[int, int] | None = None,
    dispute: str = "none",
    pair: tuple[int, int] = (0, 1),
) -> np.ndarray:
    """Return an event of a pair; each saw what the other did unless said otherwise."""
    found = np.zeros(1, EVENT)
    found["week"], found["source"] = week, source
    found["initiator"], found["partner"] = pair
    found["initiator_cooperated"], found["partner_cooperated"] = cooperated
    found["initiator_saw"], found["partner_saw"] = cooperated[::-1] if saw is None else saw
    found["initiator_dispute"] = DISPUTES[dispute]
    return found


def village(*events: np.ndarray) -> Replay:
    """Return three owners over two weeks; 0 knows 1 and, from week 2 on, 2."""
    first, second = np.zeros(1, TIE), np.zeros(2, TIE)
    first["partner"], second["partner"] = [1], [1, 2]
    return Replay(
        groups=np.tile([0, 0, 1], (3, 1)), sectors=np.tile([0, 1, 1], (3, 1)), place=np.zeros((3, 2)),
        ties=[first, first, second], beliefs=np.full((3, 3, 2), 0.25), knowledge=np.full((3, 3), 0.5),
        income=np.full((3, 3), 1_000_000.0), events=np.concatenate(events) if events else np.zeros(0, EVENT),
    )  # fmt: skip


def told(*events: np.ndarray, words: Words = EN) -> list[str]:
    return pair_story(village(*events), 0, 1, words)


def test_who_worked_together_at_the_forum() -> None:
    assert told(event(12, FORUM)) == ["week 12: met at the forum, worked together"]
    assert told(event(12, FORUM), words=ID) == ["pekan 12: bertemu di forum, bekerja sama"]


@pytest.mark.parametrize(
    ("cooperated", "words"),
    [
        ((1, 1), "worked together"),
        ((1, 0), "only one of them cooperated"),
        ((0, 1), "only one of them cooperated"),
        ((0, 0), "did not work together"),
    ],
)
def test_what_each_did_is_told(cooperated: tuple[int, int], words: str) -> None:
    assert told(event(3, EVERYDAY, cooperated)) == [f"week 3: met in daily life, {words}"]


def test_a_misreading_that_led_to_a_dispute() -> None:
    seen = event(15, EVERYDAY, (1, 1), saw=(0, 1), dispute="unresolved")
    assert told(seen) == [
        "week 15: met in daily life, worked together, a misreading, the dispute was not settled"
    ]


def test_a_dispute_that_was_mediated() -> None:
    assert told(event(15, MEDIATION, dispute="resolved")) == [
        "week 15: met in the dialogue, worked together, the dispute was settled"
    ]


def test_a_broken_promise_is_no_misreading() -> None:
    assert told(event(4, DEFECTION, (0, 1))) == ["week 4: a broken promise, only one of them cooperated"]


def test_what_is_no_meeting_has_no_deeds() -> None:
    assert told(event(7, FORGETTING, (-1, -1), saw=(0, 0))) == ["week 7: forgot each other"]


def test_both_sides_read_the_same() -> None:
    found = village(event(5, FORUM, (1, 0), pair=(1, 0)), event(6, FORUM, (1, 1), saw=(1, 0)))
    assert pair_story(found, 0, 1, EN) == pair_story(found, 1, 0, EN)


def test_only_events_of_the_pair_are_told_oldest_first() -> None:
    lines = told(event(1, FORUM), event(2, FORUM, pair=(0, 2)), event(3, EVERYDAY, pair=(1, 0)))
    assert [line.split(":")[0] for line in lines] == ["week 1", "week 3"]


def test_a_long_history_is_told_from_its_end() -> None:
    lines = told(*(event(week, FORUM) for week in range(1, MOST_LINES + 6)))
    assert lines[0] == "5 other events before"
    assert (len(lines), lines[-1][:7]) == (MOST_LINES + 1, f"week {MOST_LINES + 5}")


def test_of_strangers_nothing_is_told_but_that() -> None:
    assert told() == ["Nothing has happened between the two since week 1."]


def test_every_cause_has_words_in_both_languages() -> None:
    for words in (EN, ID):
        lines = {told(event(1, cause), words=words)[0] for cause in range(len(CAUSES))}
        assert len(lines) == len(CAUSES)


def test_the_state_and_the_circle_of_an_owner() -> None:
    lines = told_of(village(), {"owners": [0], "week": 2}, EN, GROUPS, SECTORS)
    assert lines == [
        "Line of business: food; as of week 2",
        "2 ties, 1 of them across groups",
        "Belief in local: 0.25",
        "Belief in newcomer: 0.25",
        "Business knowledge: 0.50",
        "Income of this week: Rp\N{NO-BREAK SPACE}1,000,000",
    ]


def test_before_the_first_week_nobody_has_an_income_yet() -> None:
    lines = told_of(village(), {"owners": [2], "week": 0}, EN, GROUPS, SECTORS)
    assert lines[1] == "0 ties, 0 of them across groups"
    assert not any("Income" in line for line in lines)


def test_two_owners_give_their_history() -> None:
    lines = told_of(village(event(2, FORUM)), {"owners": [1, 0], "week": 1}, EN, GROUPS, SECTORS)
    assert lines == ["week 2: met at the forum, worked together"]


@pytest.mark.parametrize(
    "chosen",
    [
        None, [], "0", 7, {}, {"owners": None}, {"owners": 0}, {"owners": []}, {"owners": [0, 0]},
        {"owners": [0, 1, 2]}, {"owners": [3]}, {"owners": [-1]}, {"owners": [0.0]}, {"owners": [True]},
        {"owners": ["0"]}, {"owners": [[0]]}, {"owners": [0, 99]}, {"owners": [0], "week": 3},
        {"owners": [0], "week": -1}, {"owners": [0], "week": None}, {"owners": [0], "week": 10**30},
    ],
)  # fmt: skip
def test_what_no_page_sends_is_told_as_nothing(chosen: Any) -> None:
    assert told_of(village(), chosen, EN, GROUPS, SECTORS) == []
