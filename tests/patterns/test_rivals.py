"""The change of trust right after a meeting, on meetings with known traces."""

import numpy as np
import pytest

from simulation.compiled import records
from simulation.model.engine import Engine
from simulation.model.state import EVENT, EVERYDAY, FORGETTING, FORUM
from simulation.parameters import Behaviour, VillageProfile
from simulation.patterns.acquaintances import Acquaintances, beliefs
from simulation.patterns.course import run_meetings
from simulation.patterns.rivals import add_changes, add_week, rival_difference

WEIGHT = 2.0


def events(*rows: tuple[int, int, int, float, float]) -> np.ndarray:
    """Rows: source, initiator, partner, good evidence on each side."""
    made = records(np.zeros(len(rows), EVENT))
    for place, (source, one, two, first, second) in enumerate(rows):
        made[place]["source"], made[place]["initiator"], made[place]["partner"] = source, one, two
        made[place]["initiator_good"], made[place]["partner_good"] = first, second
    return made


def added(*rows: tuple[int, int, int, float, float]) -> np.ndarray:
    sums, relations = np.zeros((2, 2)), np.array([[-1, 1, -1], [1, -1, 0], [-1, 0, -1]])
    good, bad, believed = np.ones((3, 3)), np.ones((3, 3)), np.full((3, 3), 0.5)
    add_changes(events(*rows), good, bad, believed, relations, WEIGHT, sums)
    return sums


def test_a_good_meeting_raises_trust_by_what_it_adds_to_the_evidence() -> None:
    # trust is (1 + 2 x .5) / (1 + 1 + 2) = .5 before, and 3 / 5 after, on one side
    assert added((EVERYDAY, 0, 1, 1.0, 0.0)) == pytest.approx(np.array([[0, 0], [0.1, 2]]))


def test_a_second_meeting_of_a_pair_begins_where_the_first_one_ended() -> None:
    sums = added((EVERYDAY, 0, 2, 1.0, 1.0), (EVERYDAY, 2, 0, 1.0, 1.0))
    assert sums == pytest.approx(np.array([[2 * (4 / 6 - 0.5), 4], [0, 0]]))


def test_only_everyday_meetings_of_rivals_and_complementary_owners_count() -> None:
    assert not added((FORUM, 0, 1, 1.0, 1.0), (EVERYDAY, 1, 2, 1.0, 1.0)).any()


def test_whoever_was_forgotten_is_a_stranger() -> None:
    sums = added((FORGETTING, 0, 1, -1.0, -1.0), (EVERYDAY, 0, 1, 1.0, 1.0))
    assert sums[1] == pytest.approx([2 * (2 / 3 - 1 / 2), 2])


def test_the_difference_is_that_of_the_means() -> None:
    assert rival_difference(np.array([[-1.0, 10], [2.0, 5]])) == pytest.approx(-0.5)
    assert np.isnan(rival_difference(np.array([[0.0, 0], [2.0, 5]])))


def test_the_evidence_of_a_week_adds_up_to_that_of_its_end(profile: VillageProfile) -> None:
    behaviour = Behaviour()
    engine = Engine(profile, behaviour, 1, burn_in=60, events=True)
    engine.advance(-1)
    there, believed = Acquaintances.of(engine.state), beliefs(engine.state, behaviour)
    engine.advance(0)
    good, bad = there.good * behaviour.memory, there.bad * behaviour.memory
    everybody = np.zeros((profile.owners, profile.owners), dtype=np.int8)
    add_changes(engine.events[-1], good, bad, believed[:, engine.state.owners["group"]],
                everybody, WEIGHT, np.zeros((2, 2)))  # fmt: skip
    after = Acquaintances.of(engine.state)
    assert good == pytest.approx(after.good)
    assert bad == pytest.approx(after.bad)


def test_rivalry_is_what_makes_the_difference(profile: VillageProfile) -> None:
    def difference(rivalry: float) -> float:
        sums = np.zeros((2, 2))
        for seed in range(1, 9):
            start = Engine(profile, Behaviour(rivalry=rivalry), seed, burn_in=60)
            start.advance(0)
            sums += run_meetings(start)
        return rival_difference(sums)

    assert difference(3.0) < difference(0.8) < 0
    assert abs(difference(0.0)) < abs(difference(0.8)) / 3


def test_a_newcomer_of_the_week_is_left_out(profile: VillageProfile) -> None:
    engine = Engine(profile, Behaviour(), 1, burn_in=60, events=True)
    engine.advance(-1)
    there, believed = Acquaintances.of(engine.state), beliefs(engine.state, engine.behaviour)
    engine.advance(0)
    found = []
    for arrived in (-60, 0):
        engine.state.owners["arrived"] = arrived
        sums = np.zeros((2, 2))
        add_week(there, believed, engine.state, engine.events[-1], engine.behaviour, sums)
        found.append(sums[:, 1].sum())
    assert found[0] > 0 == found[1]
