"""When the last visitor has left, nothing is kept for nobody."""

import time

from simulation.dashboard.server.visitors import MOST_AT_THE_DOOR, Visitors
from simulation.dashboard.state.simulations import Simulations
from tests.dashboard.small_questions import Ask


def kept_after(simulations: Simulations, seconds: float) -> int:
    time.sleep(seconds)
    return simulations.bytes


def test_what_is_kept_is_given_back_when_the_last_one_leaves(ask: Ask) -> None:
    simulations = Simulations(1)
    visitors = Visitors(simulations, rest=0.05)
    first, second = visitors.arrive("first"), visitors.arrive("second")
    simulations.ask(ask()).future.result(300)
    first()
    assert kept_after(simulations, 0.3) > 0
    second()
    assert kept_after(simulations, 0.3) == 0
    assert visitors.here == 0


def test_who_comes_back_at_once_finds_his_villages(ask: Ask) -> None:
    simulations = Simulations(1)
    visitors = Visitors(simulations, rest=0.3)
    leave = visitors.arrive("page")
    simulations.ask(ask()).future.result(300)
    leave()
    visitors.arrive("again")
    assert kept_after(simulations, 0.6) > 0


def test_who_finds_no_room_stays_at_the_door_until_somebody_leaves() -> None:
    visitors = Visitors(Simulations(1), most=1)
    leave = visitors.arrive("first")
    at_the_door = visitors.arrive("second")
    assert (visitors.inside("first"), visitors.inside("second")) == (True, False)
    assert visitors.full
    leave()
    assert not visitors.full
    assert not visitors.inside("second")
    at_the_door()
    assert not visitors.knows("second")
    visitors.arrive("third")
    assert visitors.inside("third")


def test_the_door_has_room_for_a_few() -> None:
    visitors = Visitors(Simulations(1), most=1)
    for number in range(MOST_AT_THE_DOOR):
        visitors.arrive(str(number))
        assert not visitors.crowded
    visitors.arrive("last")
    assert visitors.crowded
    assert visitors.here == 1
